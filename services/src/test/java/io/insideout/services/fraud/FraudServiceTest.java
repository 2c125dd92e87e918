package io.insideout.services.fraud;

import static io.insideout.catalog.Outcome.FAIL;
import static io.insideout.catalog.Outcome.PASS;
import static io.insideout.catalog.Topics.FRAUD_RULES;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.ORDER_VALIDATIONS;
import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Check;
import io.insideout.catalog.FraudAssessment;
import io.insideout.catalog.FraudFigure;
import io.insideout.catalog.FraudMeasure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.FraudSubject;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.testkit.OrderFixture;
import io.insideout.testkit.SentRecord;
import io.insideout.testkit.TopologyHarness;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

// Avro's generated classes take null where the schema does, and do not say so.
@SuppressWarnings("NullAway")
class FraudServiceTest {
  private static final Instant NOON = Instant.parse("2010-12-01T12:00:00Z");
  private static final FraudRule HOURLY =
      new FraudRule("hourly", FraudSubject.CUSTOMER, FraudMeasure.TOTAL_MINOR, 3_600_000L, 10_000L);
  private static final FraudRule CARDS =
      new FraudRule("cards", FraudSubject.CARD, FraudMeasure.ORDERS, 300_000L, 2L);

  private final TopologyHarness harness = new TopologyHarness(new FraudService());

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void anOrderIsAnsweredForItsCardAndForItsCustomer() {
    String placed = place(at("o-1", NOON, 100));

    assertThat(answeredParts()).containsExactlyInAnyOrder("o-1/card", "o-1/customer");
    assertThat(answers())
        .allSatisfy(
            answer -> {
              assertThat(answer.value().getOutcome()).isEqualTo(PASS);
              assertThat(answer.key()).isEqualTo("o-1");
              assertThat(answer.headers())
                  .containsEntry("cause", placed)
                  .containsEntry("correlation-id", "o-1");
            });
  }

  @Test
  void aGuestIsAnsweredForTheCardAlone() {
    place(at("o-1", NOON, 100).guest());

    assertThat(answers())
        .extracting(answer -> bare(answer.value()))
        .containsExactly(passed("o-1", "card"));
  }

  @Test
  void theOrderThatBringsTheWindowAboveTheLimitFailsAndItsReasonHasTheFigures() {
    harness.send(FRAUD_RULES, "hourly", HOURLY);
    place(at("o-1", NOON, 6_000));
    place(at("o-2", NOON.plusSeconds(60), 4_000));
    place(at("o-3", NOON.plusSeconds(3_599), 1));

    assertThat(of("o-1", "customer").getOutcome()).isEqualTo(PASS);
    assertThat(of("o-2", "customer").getOutcome()).isEqualTo(PASS);
    assertThat(bare(of("o-3", "customer")))
        .isEqualTo(
            new OrderValidation(
                "o-3",
                Check.FRAUD,
                of("o-3", "customer").getCovers(),
                FAIL,
                "rule hourly: 100.01 in the 1 h from 2010-12-01T12:00:00Z, limit 100.00",
                List.of(),
                List.of()));
  }

  @Test
  void anAnswerSaysWhatItRestsOnSoThatItCanBeCountedAgain() {
    harness.send(FRAUD_RULES, "hourly", HOURLY);
    harness.send(FRAUD_RULES, "cards", CARDS);
    harness.send(
        FRAUD_RULES, "none", new FraudRule("none", FraudSubject.CARD, FraudMeasure.ORDERS, 0L, 0L));
    place(at("o-1", NOON, 6_000));
    place(at("o-2", NOON, 5_000));
    harness.send(FRAUD_RULES, "cards", null);
    place(at("o-3", NOON, 1));

    assertThat(restsOn("o-2", "customer"))
        .isEqualTo(
            new FraudAssessment(
                "customer", 2L, 2L, List.of(new FraudFigure(HOURLY, 11_000L)), null, -1L));
    assertThat(restsOn("o-2", "card"))
        .isEqualTo(
            new FraudAssessment("card", 2L, 2L, List.of(new FraudFigure(CARDS, 2L)), null, -1L));
    assertThat(restsOn("o-3", "card"))
        .isEqualTo(new FraudAssessment("card", 3L, 3L, List.of(), null, -1L));
  }

  @Test
  void rulesThatNobodyEverMadeAreKnownUpToNowhere() {
    place(at("o-1", NOON, 1));

    assertThat(restsOn("o-1", "card"))
        .isEqualTo(new FraudAssessment("card", 1L, -1L, List.of(), null, -1L));
  }

  @Test
  void theWindowGoesByTheTimeOfTheOrderAndNotOfTheRecord() {
    harness.send(FRAUD_RULES, "cards", CARDS);
    for (int i = 0; i < 3; i++) {
      // All arrive at once, the last one in a window of its own.
      place(at("o-" + i, NOON.plusSeconds(i == 2 ? 300 : i), 1));
    }
    place(at("o-4", NOON.plusMillis(299_999), 1));

    assertThat(of("o-2", "card").getOutcome()).isEqualTo(PASS);
    assertThat(of("o-4", "card").getReason())
        .isEqualTo("rule cards: 3 orders in the 5 min from 2010-12-01T12:00:00Z, limit 2");
  }

  @Test
  void anOrderThatFailsIsActivityToo() {
    harness.send(FRAUD_RULES, "hourly", HOURLY);
    place(at("o-1", NOON, 10_001));
    place(at("o-2", NOON, 1));

    assertThat(of("o-2", "customer").getReason()).contains("100.02");
  }

  @Test
  void aRepeatedOrderIsNeitherAnsweredNorCountedAgain() {
    harness.send(FRAUD_RULES, "cards", CARDS);
    place(at("o-1", NOON, 1));
    place(at("o-1", NOON, 1));
    place(at("o-1", NOON, 1));
    place(at("o-2", NOON, 1));

    assertThat(answeredParts())
        .containsExactlyInAnyOrder("o-1/card", "o-1/customer", "o-2/card", "o-2/customer");
    assertThat(of("o-2", "card").getOutcome()).isEqualTo(PASS);
  }

  @Test
  void rulesChangeWhileTheServiceRuns() {
    place(at("o-1", NOON, 1));
    harness.send(FRAUD_RULES, "cards", CARDS);
    place(at("o-2", NOON, 1));
    place(at("o-3", NOON, 1));
    assertThat(of("o-3", "card").getOutcome()).as("o-1 came before the rule").isEqualTo(PASS);

    harness.send(FRAUD_RULES, "cards", limit(CARDS, 1));
    place(at("o-4", NOON, 1));
    assertThat(of("o-4", "card").getReason()).contains("3 orders").contains("limit 1");

    harness.send(FRAUD_RULES, "cards", null);
    place(at("o-5", NOON, 1));
    assertThat(of("o-5", "card").getOutcome()).isEqualTo(PASS);
  }

  @Test
  void everyRuleThatIsBrokenIsTold() {
    harness.send(FRAUD_RULES, "cards", limit(CARDS, 0));
    harness.send(
        FRAUD_RULES,
        "z",
        new FraudRule("z", FraudSubject.CARD, FraudMeasure.TOTAL_MINOR, 1_500L, 0L));
    place(at("o-1", NOON, 1));

    assertThat(of("o-1", "card").getReason())
        .isEqualTo(
            "rule cards: 1 order in the 5 min from 2010-12-01T12:00:00Z, limit 0; "
                + "rule z: 0.01 in the 1500 ms from 2010-12-01T12:00:00Z, limit 0.00");
  }

  @Test
  void onlyRequestedOrdersAreAssessed() {
    harness.send(ORDERS, "o-1", at("o-1", NOON, 1).version(2, OrderState.VALIDATED));

    assertThat(answers()).isEmpty();
  }

  @Test
  void aRuleWithoutALengthAppliesToNothing() {
    harness.send(
        FRAUD_RULES, "r", new FraudRule("r", FraudSubject.CARD, FraudMeasure.ORDERS, 0L, 0L));
    place(at("o-1", NOON, 1));

    assertThat(of("o-1", "card").getOutcome()).isEqualTo(PASS);
  }

  @Test
  void aCardAndACustomerOfOneNameAreTwoSubjects() {
    harness.send(FRAUD_RULES, "cards", limit(CARDS, 1));
    place(at("o-1", NOON, 1).card("x:1").customer("y"));
    place(at("o-2", NOON, 1).card("y").customer("x:1"));

    assertThat(answers()).extracting(one -> one.value().getOutcome()).containsOnly(PASS);
  }

  private static OrderValidation passed(String orderId, String part) {
    return OrderValidation.newBuilder()
        .setOrderId(orderId)
        .setCheck(Check.FRAUD)
        .setCovers(List.of(part))
        .setOutcome(PASS)
        .build();
  }

  private FraudAssessment restsOn(String orderId, String part) {
    return of(orderId, part).getAssessed().stream()
        .filter(one -> one.getPart().equals(part))
        .findFirst()
        .orElseThrow();
  }

  /// Without what it rests on.
  private static OrderValidation bare(OrderValidation answer) {
    return OrderValidation.newBuilder(answer).setAssessed(List.of()).build();
  }

  private static FraudRule limit(FraudRule rule, long limit) {
    return FraudRule.newBuilder(rule).setLimit(limit).build();
  }

  private static OrderFixture at(String orderId, Instant placedAt, long totalMinor) {
    return order(orderId).placedAt(placedAt).line("A", 1, totalMinor * 10_000);
  }

  private String place(OrderFixture order) {
    return harness.send(ORDERS, order.orderId(), order.requested());
  }

  private List<SentRecord<OrderValidation>> answers() {
    return harness.sent(ORDER_VALIDATIONS);
  }

  /// Whatever was answered, as `order/part`, as often as it was.
  private List<String> answeredParts() {
    return answers().stream()
        .map(SentRecord::value)
        .flatMap(one -> one.getCovers().stream().map(part -> one.getOrderId() + "/" + part))
        .toList();
  }

  private OrderValidation of(String orderId, String part) {
    return answers().stream()
        .map(SentRecord::value)
        .filter(one -> one.getOrderId().equals(orderId) && one.getCovers().contains(part))
        .findFirst()
        .orElseThrow();
  }
}
