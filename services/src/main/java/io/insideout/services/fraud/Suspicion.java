package io.insideout.services.fraud;

import io.insideout.catalog.FraudRule;
import io.insideout.catalog.SuspiciousCard;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What is known of a subject in suspicious-cards when an order of it is assessed.
///
/// @param row the card's; null where it is not suspicious, and of a customer
/// @param offset up to which the row was known at least; -1 where nothing can be said
record Suspicion(@Nullable SuspiciousCard row, long offset) {
  /// Nobody has asked.
  static final Suspicion NONE = new Suspicion(null, -1);

  /// What it means for an order: how often the card was authorized, if the order was placed in the
  /// window in which that was, or after it for as long as the rule says.
  Figure figure(FraudRule rule, SubjectOrder order) {
    long windowMillis = rule.getWindowMillis();
    if (row == null || !holds(row, order.getPlacedAtMicros(), windowMillis)) {
      long startMillis = Assessment.startMillis(order.getPlacedAtMicros(), windowMillis);
      return new Figure(rule, startMillis, windowMillis, 0);
    }
    long startMillis = row.getWindowStart().toEpochMilli();
    return new Figure(
        rule,
        startMillis,
        row.getWindowEnd().toEpochMilli() - startMillis,
        row.getAuthorizations());
  }

  private static boolean holds(SuspiciousCard row, long placedAtMicros, long windowMillis) {
    Instant placedAt = Instant.EPOCH.plus(placedAtMicros, ChronoUnit.MICROS);
    return !placedAt.isBefore(row.getWindowStart())
        && placedAt.isBefore(row.getWindowEnd().plusMillis(windowMillis));
  }
}
