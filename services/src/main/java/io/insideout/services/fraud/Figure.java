package io.insideout.services.fraud;

import io.insideout.catalog.FraudRule;
import io.insideout.catalog.Money;
import java.time.Instant;

/// What the window of a rule has come to with an order.
///
/// @param startMillis where the window begins, milliseconds since the epoch
/// @param lengthMillis of the window
/// @param figure orders or minor units, the order included; or authorizations
record Figure(FraudRule rule, long startMillis, long lengthMillis, long figure) {
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
            length(lengthMillis),
            Instant.ofEpochMilli(startMillis),
            amount(rule.getLimit()));
  }

  private String amount(long of) {
    return switch (rule.getMeasure()) {
      case TOTAL_MINOR -> Money.minorText(of);
      case ORDERS, SUSPICIOUS_AUTHORIZATIONS -> Long.toString(of);
    };
  }

  private String unit() {
    return switch (rule.getMeasure()) {
      case TOTAL_MINOR -> "";
      case ORDERS -> figure == 1 ? " order" : " orders";
      case SUSPICIOUS_AUTHORIZATIONS ->
          figure == 1 ? " suspicious authorization" : " suspicious authorizations";
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
