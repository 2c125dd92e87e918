package io.insideout.app;

import java.time.Duration;

/// A span of time as people say it: two units of it, and no more.
final class Elapsed {
  private Elapsed() {}

  static String text(long millis) {
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 10_000) {
      return "%d.%d s".formatted(millis / 1_000, millis % 1_000 / 100);
    }
    Duration span = Duration.ofMillis(millis);
    if (span.toMinutes() == 0) {
      return span.toSeconds() + " s";
    }
    if (span.toHours() == 0) {
      return two(span.toMinutes(), "min", span.toSecondsPart(), "s");
    }
    return span.toDays() == 0
        ? two(span.toHours(), "h", span.toMinutesPart(), "min")
        : two(span.toDays(), "d", span.toHoursPart(), "h");
  }

  private static String two(long many, String unit, int few, String smaller) {
    return few == 0
        ? "%,d %s".formatted(many, unit)
        : "%,d %s %d %s".formatted(many, unit, few, smaller);
  }
}
