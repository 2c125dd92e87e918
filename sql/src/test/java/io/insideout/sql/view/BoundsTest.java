package io.insideout.sql.view;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Where an answer ends, by a clock of the test's own.
class BoundsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Bounds bounds = new Bounds(nanos::get);

  private void rows(int count) {
    for (int i = 0; i < count; i++) {
      bounds.row();
    }
  }

  @Test
  void who_asks_first_on_a_busy_machine_is_not_refused_for_its_slowness() {
    nanos.addAndGet(Bounds.TIME.toNanos() - 1);

    assertThatCode(() -> rows(1_000)).doesNotThrowAnyException();
  }

  @Test
  void a_plan_takes_so_many_steps_and_no_more_however_fast_they_are() {
    rows(Bounds.STEPS_TO_PLAN);

    assertThatThrownBy(() -> rows(1_000))
        .isInstanceOf(AnswerEnds.class)
        .hasMessageContaining("steps to find out");
  }

  @Test
  void an_answer_is_of_as_many_rows_as_its_time_allows() {
    bounds.begin();
    rows(2 * Bounds.STEPS_TO_PLAN);
    nanos.addAndGet(Bounds.TIME.toNanos() + 1);

    assertThatThrownBy(() -> rows(1_000))
        .isInstanceOf(AnswerEnds.class)
        .hasMessageContaining("more than 20 seconds");
  }
}
