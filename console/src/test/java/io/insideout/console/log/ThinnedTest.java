package io.insideout.console.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinnedTest {
  private static Thinned<Integer> of(int things) {
    Thinned<Integer> thinned = new Thinned<>(4);
    IntStream.range(0, things).forEach(thinned::add);
    return thinned;
  }

  @Test
  void few_are_kept_all() {
    assertThat(of(4).kept()).containsExactly(0, 1, 2, 3);
    assertThat(of(4).every()).isEqualTo(1);
    assertThat(of(0).kept()).isEmpty();
  }

  @Test
  void of_many_every_so_many_th_is_kept_and_all_are_counted() {
    assertThat(of(5).kept()).containsExactly(0, 2, 4);
    assertThat(of(7).kept()).containsExactly(0, 2, 4, 6);
    assertThat(of(9).kept()).containsExactly(0, 4, 8);
    assertThat(of(9).every()).isEqualTo(4);
    assertThat(of(1_000).seen()).isEqualTo(1_000);
  }

  @Test
  void what_is_kept_is_one_of_as_many_as_is_told() {
    for (int things = 1; things < 300; things++) {
      Thinned<Integer> thinned = of(things);
      long every = thinned.every();
      assertThat(thinned.kept()).hasSizeLessThanOrEqualTo(4).allMatch(one -> one % every == 0);
      assertThat((long) thinned.kept().size()).isEqualTo((things + every - 1) / every);
    }
  }
}
