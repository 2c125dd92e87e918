package io.insideout.services.webhooks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import java.time.Duration;
import java.time.Instant;

class RetryAfterFuzzTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void whatever_a_subscriber_asks_for_it_is_a_pause_of_a_length(byte[] input) {
    Duration pause = RetryAfter.parse(Foreign.text(input), NOW);

    assertThat(pause).isGreaterThanOrEqualTo(Duration.ZERO);
    // Whoever waits goes by the shorter of this and what it waits at most.
    assertThat(pause.compareTo(Duration.ofDays(1)) > 0 || pause.toNanos() >= 0).isTrue();
  }
}
