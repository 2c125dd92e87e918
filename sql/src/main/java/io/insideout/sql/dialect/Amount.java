package io.insideout.sql.dialect;

import java.time.Duration;

/// So many of a unit: `5 MINUTES`.
record Amount(long count, WindowUnit unit, Token token) {
  Duration duration() {
    return unit.one().multipliedBy(count);
  }

  /// As Flink reads it. More than two digits want their number said.
  String interval() {
    return switch (unit) {
      case MILLISECOND -> {
        if (count % 1_000 == 0) {
          yield interval(count / 1_000, "SECOND");
        }
        long seconds = count / 1_000;
        String precision = digits(seconds) > 2 ? "(" + digits(seconds) + ", 3)" : "";
        yield "INTERVAL '%d.%03d' SECOND%s".formatted(seconds, count % 1_000, precision);
      }
      case SECOND, MINUTE, HOUR, DAY -> interval(count, unit.name());
      case WEEK -> interval(count * 7, "DAY");
    };
  }

  private static String interval(long count, String unit) {
    return "INTERVAL '%d' %s%s"
        .formatted(count, unit, digits(count) > 2 ? "(" + digits(count) + ")" : "");
  }

  private static int digits(long count) {
    return Long.toString(count).length();
  }
}
