package io.insideout.services.details;

import static io.insideout.catalog.Outcome.FAIL;
import static io.insideout.catalog.Outcome.PASS;
import static io.insideout.catalog.Topics.CUSTOMERS;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.ORDER_VALIDATIONS;
import static io.insideout.catalog.Topics.PRODUCTS;
import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Check;
import io.insideout.catalog.Customer;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Product;
import io.insideout.testkit.OrderFixture;
import io.insideout.testkit.SentRecord;
import io.insideout.testkit.TopologyHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DetailsServiceTest {
  private static final Instant PLACED = Instant.parse("2010-12-01T08:26:00Z");
  private static final Customer ADA =
      new Customer(
          "c-1", "Ada", "ada@example.org", "United Kingdom", "1 Main Street", "N1", "London");
  private static final Product HEART =
      new Product("85123A", "White hanging heart", "GBP", 2_550_000L, 1_690_000L);
  private static final OrderFixture HEARTS = order("o-1").line("85123A", 6, 2_550_000L);

  private final TopologyHarness harness = new TopologyHarness(new DetailsService());

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void anOrderThatMakesSensePassesAtOnce() {
    harness.send(PRODUCTS, "85123A", HEART);
    harness.send(CUSTOMERS, "c-1", ADA);
    String order = harness.send(ORDERS, "o-1", HEARTS.requested(), PLACED);

    SentRecord<OrderValidation> answer = onlyAnswer();
    assertThat(answer.key()).isEqualTo("o-1");
    assertThat(answer.value())
        .isEqualTo(
            OrderValidation.newBuilder()
                .setOrderId("o-1")
                .setCheck(Check.DETAILS)
                .setCovers(List.of("order"))
                .setOutcome(PASS)
                .build());
    assertThat(answer.timestamp()).isEqualTo(PLACED);
    assertThat(answer.headers()).containsEntry("cause", order);
  }

  @Test
  void onlyRequestedOrdersAreAnswered() {
    harness.send(PRODUCTS, "85123A", HEART);
    harness.send(CUSTOMERS, "c-1", ADA);
    harness.send(ORDERS, "o-1", HEARTS.version(2, OrderState.VALIDATED));
    harness.send(ORDERS, "o-1", HEARTS.version(2, OrderState.REJECTED, "for a reason"));
    harness.advance(Duration.ofMinutes(1));

    assertThat(answers()).isEmpty();
  }

  @Test
  void aProductThatComesALittleLateIsWaitedForAndTheAnswerKeepsItsCause() {
    harness.send(CUSTOMERS, "c-1", ADA);
    String order = harness.send(ORDERS, "o-1", HEARTS.requested(), PLACED);
    harness.advance(Duration.ofSeconds(1));
    assertThat(answers()).isEmpty();

    harness.send(PRODUCTS, "85123A", HEART);
    harness.send(ORDERS, "o-2", order("o-2").guest().line("85123A", 1, 2_550_000L).requested());
    harness.advance(Duration.ofMillis(100));

    assertThat(answers()).extracting(SentRecord::key).containsExactly("o-2", "o-1");
    SentRecord<OrderValidation> late = answers().getLast();
    assertThat(late.value().getOutcome()).isEqualTo(PASS);
    assertThat(late.timestamp()).isEqualTo(PLACED);
    assertThat(late.headers())
        .containsEntry("cause", order)
        .containsEntry("correlation-id", "o-1")
        .containsOnlyKeys("cause", "correlation-id", "traceparent");
  }

  @Test
  void whatIsUnknownAfterTheGraceFailsTheOrderOnce() {
    harness.send(ORDERS, "o-1", HEARTS.requested());
    harness.advance(Duration.ofMillis(1_900));
    assertThat(answers()).isEmpty();
    harness.advance(Duration.ofMillis(100));

    assertThat(onlyAnswer().value())
        .isEqualTo(
            new OrderValidation(
                "o-1",
                Check.DETAILS,
                List.of("order"),
                FAIL,
                "customer 'c-1' is not known; line 1: SKU '85123A' is not known",
                List.of(),
                List.of()));
    harness.advance(Duration.ofMinutes(1));
    assertThat(answers()).hasSize(1);
    assertThat(waiting()).isZero();
  }

  @Test
  void anOrderThatIsRepeatedWhileItWaitsIsAnsweredOnce() {
    harness.send(ORDERS, "o-1", HEARTS.requested());
    harness.send(ORDERS, "o-1", HEARTS.requested());
    assertThat(waiting()).isEqualTo(1);
    harness.advance(Duration.ofMinutes(1));

    assertThat(answers()).hasSize(1);
  }

  @Test
  void anOrderThatCanNeverMakeSenseFailsWithoutWaiting() {
    harness.send(PRODUCTS, "85123A", HEART);
    harness.send(CUSTOMERS, "c-1", ADA);
    harness.send(ORDERS, "o-1", HEARTS.total(1).requested());

    assertThat(onlyAnswer().value().getReason())
        .isEqualTo("total 0.01, but the lines come to 15.30");
    assertThat(waiting()).isZero();
  }

  @Test
  void aPriceOrAProductThatIsGoneNoLongerCounts() {
    harness.send(PRODUCTS, "85123A", HEART);
    harness.send(PRODUCTS, "85123A", null);
    harness.send(CUSTOMERS, "c-1", ADA);
    harness.send(ORDERS, "o-1", HEARTS.requested());
    harness.advance(Duration.ofSeconds(2));

    assertThat(onlyAnswer().value().getReason()).isEqualTo("line 1: SKU '85123A' is not known");
  }

  private List<SentRecord<OrderValidation>> answers() {
    return harness.sent(ORDER_VALIDATIONS);
  }

  private SentRecord<OrderValidation> onlyAnswer() {
    assertThat(answers()).hasSize(1);
    return answers().getFirst();
  }

  private long waiting() {
    long count = 0;
    try (var all = harness.store("waiting-orders").all()) {
      for (; all.hasNext(); all.next()) {
        count++;
      }
    }
    return count;
  }
}
