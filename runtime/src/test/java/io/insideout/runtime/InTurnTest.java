package io.insideout.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InTurnTest {
  private final List<String> done = new ArrayList<>();

  /// @param fails whether it cannot be started
  private record Noted(String name, Optional<String> trouble, boolean fails, List<String> done)
      implements Part {
    @Override
    public void start() {
      if (fails) {
        throw new StartFailure(name + " cannot start");
      }
      done.add(name + " starts");
    }

    @Override
    public void close() {
      done.add(name + " closes");
    }
  }

  private Part part(String name, String trouble) {
    return new Noted(name, Optional.of(trouble).filter(text -> !text.isEmpty()), false, done);
  }

  @Test
  void whoIsNeededStartsFirstAndClosesLast() throws InterruptedException {
    try (InTurn both = new InTurn("both", List.of(part("view", ""), part("reader", "")))) {
      both.start();
      assertThat(both.trouble()).isEmpty();
    }
    assertThat(done)
        .containsExactly("view starts", "reader starts", "reader closes", "view closes");
  }

  @Test
  void whereOneCannotStartThoseBehindItDoNot() {
    Part broken = new Noted("broken", Optional.empty(), true, done);
    try (InTurn all = new InTurn("all", List.of(part("view", ""), broken, part("reader", "")))) {
      assertThatThrownBy(all::start).isInstanceOf(StartFailure.class);
      assertThat(done).containsExactly("view starts");
    }
    assertThat(done).endsWith("reader closes", "broken closes", "view closes");
  }

  @Test
  void theTroubleOfTheLastIsTold() {
    assertThat(new InTurn("both", List.of(part("view", "lost"), part("reader", ""))).trouble())
        .contains("lost");
    assertThat(new InTurn("both", List.of(part("view", "lost"), part("reader", "stuck"))).trouble())
        .contains("stuck");
  }
}
