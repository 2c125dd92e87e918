package io.insideout.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
  @Test
  void whatCannotBeMeasuredIsToldByTheOptionThatSaysIt() {
    assertThatThrownBy(() -> plan(List.of(0), 15, 1_000)).hasMessageContaining("--rate");
    assertThatThrownBy(() -> plan(List.of(200), 0, 1_000)).hasMessageContaining("--seconds");
    assertThatThrownBy(() -> plan(List.of(200), 15, 99)).hasMessageContaining("--orders");
  }

  @Test
  void aStateGrowsInStepsOfWhichTheFirstWarmsUp() {
    assertThat(Measurement.steps(1_000_000))
        .containsExactly(10_000L, 30_000L, 100_000L, 300_000L, 1_000_000L);
    assertThat(Measurement.steps(100_000)).containsExactly(10_000L, 30_000L, 100_000L);
    assertThat(Measurement.steps(100)).containsExactly(10L, 30L, 100L);
  }

  private static Plan plan(List<Integer> rates, int seconds, long orders) {
    return new Plan(Set.of(Part.LATENCY), rates, seconds, 0, orders, 1_000, 1, Optional.empty());
  }
}
