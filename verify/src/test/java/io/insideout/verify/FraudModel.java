package io.insideout.verify;

import io.insideout.catalog.Check;
import io.insideout.catalog.FraudAssessment;
import io.insideout.catalog.FraudFigure;
import io.insideout.catalog.FraudMeasure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.FraudSubject;
import io.insideout.catalog.Money;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Fraud in a small way: two rules that never change, and sums that are never forgotten.
// Avro's generated classes take null where the schema does, and do not say so.
@SuppressWarnings("NullAway")
final class FraudModel {
  /// So many orders of a card, and so much of a customer, in each millisecond.
  static final List<FraudRule> RULES =
      List.of(
          new FraudRule("cards", FraudSubject.CARD, FraudMeasure.ORDERS, 1L, 8L),
          new FraudRule("customers", FraudSubject.CUSTOMER, FraudMeasure.TOTAL_MINOR, 1L, 25_000L));

  private final Map<String, Long> assessed = new HashMap<>();
  private final Map<String, Long> figures = new HashMap<>();
  private long rulesOffset = -1;

  /// It has read the rules up to there.
  void knows(long offset) {
    rulesOffset = offset;
  }

  /// @param part card or customer
  OrderValidation answer(Order order, String part) {
    boolean card = part.equals("card");
    FraudRule rule = RULES.get(card ? 0 : 1);
    String subject = part + " " + (card ? order.getCardToken() : order.getCustomerId());
    long millis = order.getPlacedAtMicros() / 1_000;
    long figure =
        figures.merge(subject + " " + millis, card ? 1 : order.getTotalMinor(), Long::sum);
    boolean failed = figure > rule.getLimit();
    FraudAssessment said =
        new FraudAssessment(
            part,
            assessed.merge(subject, 1L, Long::sum),
            rulesOffset,
            List.of(new FraudFigure(rule, figure)),
            null,
            -1L);
    return new OrderValidation(
        order.getOrderId(),
        Check.FRAUD,
        List.of(part),
        failed ? Outcome.FAIL : Outcome.PASS,
        failed ? reason(rule, figure, card, millis) : null,
        List.of(said),
        List.of());
  }

  private static String reason(FraudRule rule, long figure, boolean card, long millis) {
    return "rule %s: %s from %s"
        .formatted(
            rule.getRuleId(),
            card ? String.valueOf(figure) : Money.minorText(figure),
            Instant.ofEpochMilli(millis));
  }
}
