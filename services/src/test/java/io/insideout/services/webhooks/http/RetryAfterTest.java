package io.insideout.services.webhooks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void itIsSecondsOrATime() {
    assertThat(RetryAfter.parse("120", NOW)).hasMinutes(2);
    assertThat(RetryAfter.parse(" 7 ", NOW)).hasSeconds(7);
    assertThat(RetryAfter.parse("Thu, 01 Jan 2026 00:01:00 GMT", NOW)).hasMinutes(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "1.5",
        "soon",
        "9999999999999999999999",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Mon, 99 Foo 2026 00:00:00 GMT",
        "2026-01-01T00:01:00Z",
      })
  void anythingElseAsksForNothing(String text) {
    assertThat(RetryAfter.parse(text, NOW)).isEqualTo(Duration.ZERO);
  }
}
