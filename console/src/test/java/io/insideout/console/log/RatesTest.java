package io.insideout.console.log;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RatesTest {
  private static final long SECOND = 1_000_000_000L;

  private final Rates rates = new Rates();

  private OptionalDouble at(long nanos, long end) {
    return requireNonNull(rates.of(Map.of("orders", end), nanos).get("orders"));
  }

  @Test
  void a_rate_is_what_was_seen_within_the_last_seconds() {
    assertThat(at(0, 100)).isEmpty();
    assertThat(at(2 * SECOND, 300)).hasValue(100);
    assertThat(at(4 * SECOND, 300)).hasValue(50);
  }

  @Test
  void what_was_seen_long_ago_tells_nothing_of_now() {
    assertThat(at(0, 100)).isEmpty();
    assertThat(at(60 * SECOND, 300)).isEmpty();
    assertThat(at(61 * SECOND, 310)).hasValue(10);
  }

  @Test
  void two_looks_at_once_are_no_measure() {
    assertThat(at(0, 100)).isEmpty();
    assertThat(at(1_000, 101)).isEmpty();
  }
}
