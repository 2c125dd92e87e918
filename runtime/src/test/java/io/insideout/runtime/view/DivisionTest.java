package io.insideout.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.http.Problem;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DivisionTest {
  private static final int PARTITIONS = 2;

  /// One that is divided, and keeps what is read.
  private static final Share PART =
      new Share() {
        @Override
        public Set<Integer> wanted(int partitions, Set<Integer> shown) {
          return shown;
        }

        @Override
        public void shown(Set<Integer> partitions) {}
      };

  private static Division division(Share share, Supplier<Set<Integer>> read) {
    return new Division("orders view", share, UnaryOperator.identity(), () -> PARTITIONS, read);
  }

  @Test
  void a_view_that_is_behind_tells_nothing_whether_it_is_divided_or_not() {
    Supplier<Set<Integer>> behind =
        () -> {
          throw Problem.unavailable("it is behind");
        };
    for (Share share : new Share[] {Share.WHOLE, PART}) {
      Division division = division(share, behind);

      assertThatIsRefused(503, division::shown);
      assertThatIsRefused(503, () -> division.shows("a"));
      assertThatIsRefused(503, () -> division.requireHere("a"));
      assertThatIsRefused(503, () -> division.here("a", "row"));
    }
  }

  @Test
  void a_view_that_has_caught_up_tells_what_it_keeps() {
    assertThat(division(Share.WHOLE, () -> Set.of(0, 1)).here("a", "row")).isEqualTo("row");
    assertThat(division(PART, () -> Set.of(0, 1)).here("a", "row")).isEqualTo("row");
    assertThatIsRefused(421, () -> division(PART, Set::of).here("a", "row"));
  }

  private static void assertThatIsRefused(int status, ThrowingCallable asked) {
    assertThatThrownBy(asked)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(status));
  }
}
