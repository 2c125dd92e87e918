package io.insideout.sql.dialect;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a window's size is counted in. Months and years are none: they differ in length.
enum WindowUnit {
  MILLISECOND(Duration.ofMillis(1)),
  SECOND(Duration.ofSeconds(1)),
  MINUTE(Duration.ofMinutes(1)),
  HOUR(Duration.ofHours(1)),
  DAY(Duration.ofDays(1)),
  WEEK(Duration.ofDays(7));

  private final Duration one;

  WindowUnit(Duration one) {
    this.one = one;
  }

  Duration one() {
    return one;
  }

  /// In singular or plural, in any case.
  static Optional<WindowUnit> of(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(unit -> upper.equals(unit.name()) || upper.equals(unit.name() + "S"))
        .findFirst();
  }
}
