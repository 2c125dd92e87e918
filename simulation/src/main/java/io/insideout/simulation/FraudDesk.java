package io.insideout.simulation;

import io.insideout.catalog.FraudMeasure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.FraudSubject;
import io.insideout.catalog.SuspiciousCard;
import io.insideout.catalog.Topics;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// What fraud goes by, besides orders: rules that somebody makes, and what SQL finds of cards.
// Avro's classes are not annotated, and a table's row may be deleted by none.
@SuppressWarnings("NullAway")
final class FraudDesk {
  /// How many there are.
  static final int CARDS = 3;

  private static final long MINUTE_MILLIS = 60_000;

  private final OutsideWorld outside;
  private final VirtualTime time;
  private final RandomGenerator random;

  FraudDesk(OutsideWorld outside, VirtualTime time, RandomGenerator random) {
    this.outside = outside;
    this.time = time;
    this.random = random;
  }

  /// What a query in SQL finds of a card: how often it was authorized within a minute of the last
  /// two. Now and then it finds that this was not so.
  String suspect() {
    String card = "card-" + random.nextInt(CARDS);
    long minute = (time.milliseconds() - random.nextInt(120_000)) / MINUTE_MILLIS * MINUTE_MILLIS;
    SuspiciousCard found =
        new SuspiciousCard(
            card,
            1L + random.nextInt(6),
            Instant.ofEpochMilli(minute),
            Instant.ofEpochMilli(minute + MINUTE_MILLIS));
    boolean gone = random.nextInt(4) == 0;
    outside.publish(Topics.SUSPICIOUS_CARDS, card, gone ? null : found);
    return card + (gone ? " is suspicious no more" : " is suspicious");
  }

  /// A rule comes, is changed, or goes.
  String rule() {
    FraudRule rule =
        switch (random.nextInt(3)) {
          case 0 ->
              new FraudRule(
                  "card-orders",
                  FraudSubject.CARD,
                  FraudMeasure.ORDERS,
                  random.nextInt(4) == 0 ? 120_000L : 60_000L,
                  1L + random.nextInt(4));
          case 1 ->
              new FraudRule(
                  "customer-total",
                  FraudSubject.CUSTOMER,
                  FraudMeasure.TOTAL_MINOR,
                  120_000L,
                  2_000L * (1 + random.nextInt(10)));
          default ->
              new FraudRule(
                  // At times the one that has added up until now.
                  random.nextInt(4) == 0 ? "card-orders" : "suspicious-card",
                  FraudSubject.CARD,
                  FraudMeasure.SUSPICIOUS_AUTHORIZATIONS,
                  random.nextInt(4) == 0 ? 1_000L : 60_000L,
                  1L + random.nextInt(4));
        };
    boolean gone = random.nextInt(4) == 0;
    outside.publish(Topics.FRAUD_RULES, rule.getRuleId(), gone ? null : rule);
    return "the rule " + rule.getRuleId() + (gone ? " is gone" : " allows " + rule.getLimit());
  }
}
