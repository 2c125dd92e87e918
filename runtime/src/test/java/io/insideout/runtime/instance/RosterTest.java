package io.insideout.runtime.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.http.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static final Instance ONE = Instance.starting(List.of("orders", "fraud"), "one");
  private static final Instance TWO = Instance.starting(List.of("fraud", "orders"), "two");

  private final Roster roster = new Roster();
  private long nowNanos = 1_000;

  private void both(int seconds) {
    for (int i = 0; i < seconds; i++) {
      hear(ONE);
      hear(TWO);
      pass(1);
    }
  }

  private void hear(Instance instance) {
    roster.heard(instance, nowNanos);
  }

  private void pass(int seconds) {
    nowNanos += Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void who_is_heard_is_there() {
    both(3);

    assertThat(roster.present())
        .extracting(Instance::id)
        .containsExactly("fraud+orders@one", "fraud+orders@two");
  }

  @Test
  void who_is_silent_while_another_is_heard_is_gone() {
    both(2);
    for (int i = 0; i < 6; i++) {
      hear(TWO);
      pass(1);
    }

    assertThat(roster.present()).containsExactly(TWO);
  }

  @Test
  void who_leaves_is_gone_at_once() {
    both(1);
    hear(ONE.gone());

    assertThat(roster.present()).containsExactly(TWO);
  }

  @Test
  void nobody_is_gone_for_the_log_was_away() {
    both(2);
    pass(600);
    hear(TWO);

    assertThat(roster.present()).containsExactly(ONE, TWO);
  }

  @Test
  void what_is_said_last_counts() {
    hear(ONE);
    hear(ONE.open("http://127.0.0.1:1", List.of("/api/orders")));

    assertThat(roster.present()).singleElement().matches(Instance::answers);
  }

  @Test
  void an_instance_is_read_as_it_was_written() {
    Instance told =
        ONE.open("http://127.0.0.1:1", List.of("/api/orders"))
            .showing("orders", List.of(0, 3))
            .showing("payments", List.of());

    assertThat(Json.read(Json.write(told), Instance.class)).isEqualTo(told);
  }
}
