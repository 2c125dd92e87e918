package io.insideout.services.fraud;

import static io.insideout.catalog.FraudMeasure.ORDERS;
import static io.insideout.catalog.FraudMeasure.SUSPICIOUS_AUTHORIZATIONS;
import static io.insideout.catalog.FraudMeasure.TOTAL_MINOR;
import static io.insideout.catalog.FraudSubject.CARD;
import static io.insideout.catalog.FraudSubject.CUSTOMER;

import io.insideout.catalog.FraudRule;
import java.time.Duration;
import java.util.List;

/// The rules that a new system begins with. From then on the rules are what the topic says.
public final class FraudRules {
  private static final List<FraudRule> DEFAULTS =
      List.of(
          // 20,000.00 an hour: a real wholesaler's customers come above it seven times in nine
          // months.
          new FraudRule(
              "customer-total-1h",
              CUSTOMER,
              TOTAL_MINOR,
              Duration.ofHours(1).toMillis(),
              2_000_000L),
          new FraudRule("card-orders-5m", CARD, ORDERS, Duration.ofMinutes(5).toMillis(), 3L),
          // Says nothing while nobody writes suspicious-cards.
          new FraudRule(
              "suspicious-card-1d",
              CARD,
              SUSPICIOUS_AUTHORIZATIONS,
              Duration.ofDays(1).toMillis(),
              3L));

  private FraudRules() {}

  /// To be published when the topic of rules is new.
  public static List<FraudRule> defaults() {
    return DEFAULTS;
  }
}
