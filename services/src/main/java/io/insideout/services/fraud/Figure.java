package io.insideout.services.fraud;

import io.insideout.catalog.FraudRule;
import io.insideout.catalog.Money;
import java.time.Instant;

/// What the window of a rule has come to with an order.
///
/// @param startMillis where the window begins, milliseconds since the epoch
/// @param figure orders or minor units, the order included
record Figure(FraudRule rule, long startMillis, long figure) {
  /// Whether the order breaks the rule. The limit itself may be reached.
  boolean isAboveLimit() {
    return figure > rule.getLimit();
  }

  /// In words: the rule, the window, the figure and the limit.
  String text() {
    return "rule %s: %s%s in the %s from %s, limit %s"
        .formatted(
            rule.getRuleId(),
            amount(figure),
            unit(),
            length(rule.getWindowMillis()),
            Instant.ofEpochMilli(startMillis),
            amount(rule.getLimit()));
  }

  private String amount(long of) {
    return switch (rule.getMeasure()) {
      case TOTAL_MINOR -> Money.minorText(of);
      case ORDERS -> Long.toString(of);
    };
  }

  private String unit() {
    return switch (rule.getMeasure()) {
      case TOTAL_MINOR -> "";
      case ORDERS -> figure == 1 ? " order" : " orders";
    };
  }

  private static String length(long millis) {
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + " h";
    }
    if (millis % 60_000 == 0) {
      return millis / 60_000 + " min";
    }
    return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
  }
}
