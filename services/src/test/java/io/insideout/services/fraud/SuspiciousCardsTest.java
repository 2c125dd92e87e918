package io.insideout.services.fraud;

import static io.insideout.catalog.Outcome.PASS;
import static io.insideout.catalog.Topics.FRAUD_RULES;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.ORDER_VALIDATIONS;
import static io.insideout.catalog.Topics.SUSPICIOUS_CARDS;
import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.FraudAssessment;
import io.insideout.catalog.FraudFigure;
import io.insideout.catalog.FraudMeasure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.FraudSubject;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.SuspiciousCard;
import io.insideout.testkit.OrderFixture;
import io.insideout.testkit.SentRecord;
import io.insideout.testkit.TopologyHarness;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What fraud makes of cards that SQL found suspicious.
// Avro's generated classes take null where the schema does, and do not say so.
@SuppressWarnings("NullAway")
class SuspiciousCardsTest {
  private static final Instant NOON = Instant.parse("2010-12-01T12:00:00Z");
  private static final FraudRule SUSPICIOUS =
      new FraudRule(
          "suspicious", FraudSubject.CARD, FraudMeasure.SUSPICIOUS_AUTHORIZATIONS, 3_600_000L, 3L);

  private final TopologyHarness harness = new TopologyHarness(new FraudService());

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void anOrderOfACardThatIsSuspiciousFailsAndItsReasonHasTheWindow() {
    harness.send(FRAUD_RULES, "suspicious", SUSPICIOUS);
    place(at("o-1", NOON, 1).card("eve"));
    harness.send(SUSPICIOUS_CARDS, "eve", found("eve", 5));
    place(at("o-2", NOON.plusSeconds(600), 1).card("eve"));
    place(at("o-3", NOON.plusSeconds(600), 1).card("joe"));
    place(at("o-4", NOON.plusSeconds(300 + 3_600), 1).card("eve"));

    assertThat(of("o-1", "card").getOutcome()).as("nobody knew").isEqualTo(PASS);
    assertThat(of("o-2", "card").getReason())
        .isEqualTo(
            "rule suspicious: 5 suspicious authorizations in the 5 min from 2010-12-01T12:00:00Z,"
                + " limit 3");
    assertThat(of("o-3", "card").getOutcome()).as("another card").isEqualTo(PASS);
    assertThat(of("o-4", "card").getOutcome()).as("an hour is over").isEqualTo(PASS);
  }

  @Test
  void theNewestSuspicionOfACardIsTheOneThatCountsAndItMayBeTakenBack() {
    harness.send(FRAUD_RULES, "suspicious", SUSPICIOUS);
    harness.send(SUSPICIOUS_CARDS, "eve", found("eve", 5));
    harness.send(SUSPICIOUS_CARDS, "eve", found("eve", 3));
    place(at("o-1", NOON, 1).card("eve"));
    harness.send(SUSPICIOUS_CARDS, "eve", found("eve", 4));
    place(at("o-2", NOON, 1).card("eve"));
    harness.send(SUSPICIOUS_CARDS, "eve", null);
    place(at("o-3", NOON, 1).card("eve"));

    assertThat(of("o-1", "card").getOutcome()).as("the limit is reached").isEqualTo(PASS);
    assertThat(of("o-2", "card").getReason()).contains("4 suspicious authorizations");
    assertThat(of("o-3", "card").getOutcome()).isEqualTo(PASS);
  }

  @Test
  void anAnswerSaysAsWhatItKnewTheCardAndUpToWhere() {
    harness.send(SUSPICIOUS_CARDS, "eve", found("eve", 5));
    place(at("o-1", NOON, 1).card("eve"));
    harness.send(FRAUD_RULES, "suspicious", SUSPICIOUS);
    harness.send(SUSPICIOUS_CARDS, "joe", found("joe", 4));
    place(at("o-2", NOON, 1).card("eve"));
    place(at("o-3", NOON, 1).card("red"));

    assertThat(restsOn("o-1", "card"))
        .as("no rule asked")
        .isEqualTo(new FraudAssessment("card", 1L, -1L, List.of(), null, -1L));
    assertThat(restsOn("o-2", "card"))
        .isEqualTo(
            new FraudAssessment(
                "card", 2L, 0L, List.of(new FraudFigure(SUSPICIOUS, 5L)), found("eve", 5), 1L));
    assertThat(restsOn("o-3", "card"))
        .isEqualTo(
            new FraudAssessment(
                "card", 1L, 0L, List.of(new FraudFigure(SUSPICIOUS, 0L)), null, 1L));
    assertThat(restsOn("o-2", "customer").getSuspicion()).isNull();
  }

  @Test
  void anOrderThatComesAgainIsNotAnsweredAgainWhateverWasFoundSince() {
    harness.send(FRAUD_RULES, "suspicious", SUSPICIOUS);
    place(at("o-1", NOON, 1).card("eve").guest());
    harness.send(SUSPICIOUS_CARDS, "eve", found("eve", 5));
    place(at("o-1", NOON, 1).card("eve").guest());

    assertThat(answers()).extracting(OrderValidation::getOutcome).containsExactly(PASS);
  }

  @Test
  void aCustomerIsNeverSuspiciousWhateverSomebodyHasWritten() {
    harness.send(
        FRAUD_RULES,
        "suspicious",
        FraudRule.newBuilder(SUSPICIOUS).setSubject(FraudSubject.CUSTOMER).build());
    harness.send(SUSPICIOUS_CARDS, "same", found("same", 5));
    place(at("o-1", NOON, 1).card("same").customer("same"));

    assertThat(answers()).extracting(OrderValidation::getOutcome).containsOnly(PASS);
    assertThat(restsOn("o-1", "customer").getSuspicion()).isNull();
  }

  /// Of cards that are in the partition 0 of a log of four, as all that the harness has.
  private static SuspiciousCard found(String card, long authorizations) {
    return new SuspiciousCard(card, authorizations, NOON, NOON.plusSeconds(300));
  }

  private static OrderFixture at(String orderId, Instant placedAt, long totalMinor) {
    return order(orderId).placedAt(placedAt).line("A", 1, totalMinor * 10_000);
  }

  private void place(OrderFixture order) {
    var _ = harness.send(ORDERS, order.orderId(), order.requested());
  }

  private List<OrderValidation> answers() {
    return harness.sent(ORDER_VALIDATIONS).stream().map(SentRecord::value).toList();
  }

  private OrderValidation of(String orderId, String part) {
    return answers().stream()
        .filter(one -> one.getOrderId().equals(orderId) && one.getCovers().contains(part))
        .findFirst()
        .orElseThrow();
  }

  private FraudAssessment restsOn(String orderId, String part) {
    return of(orderId, part).getAssessed().stream()
        .filter(one -> one.getPart().equals(part))
        .findFirst()
        .orElseThrow();
  }
}
