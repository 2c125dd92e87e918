package io.insideout.services.email;

import static io.insideout.catalog.EmailKind.CONFIRMATION;
import static io.insideout.catalog.EmailKind.REMINDER;
import static io.insideout.catalog.Topics.CUSTOMERS;
import static io.insideout.catalog.Topics.EMAILS;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Email;
import io.insideout.catalog.EmailKind;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentState;
import io.insideout.testkit.OrderFixture;
import io.insideout.testkit.SentRecord;
import io.insideout.testkit.TopologyHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmailServiceTest {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Instant PLACED = Instant.parse("2010-12-01T08:26:00Z");
  private static final Customer ADA =
      new Customer(
          "c-1", "Ada", "ada@example.org", "United Kingdom", "1 Main Street", "N1", "London");
  private static final Customer BOB =
      new Customer(
          "c-2", "Bob", "bob@example.org", "United Kingdom", "2 High Street", "LS1", "Leeds");
  private static final OrderFixture OF_BOB =
      OrderFixture.order("o-2").customer("c-2").line("A", 1, 1_000_000L);
  private static final OrderFixture ORDER =
      OrderFixture.order("o-1").customer("c-1").line("A", 6, 2_550_000L).line("B", 1, 4_655_000L);

  private final TopologyHarness harness =
      new TopologyHarness(new EmailService(Duration.ofMinutes(1), GRACE, "", "shop@example.org"));

  @BeforeEach
  void adaIsKnown() {
    harness.send(CUSTOMERS, "c-1", ADA);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void anAuthorizedPaymentIsConfirmed() {
    validated();
    String payment = pay(PaymentState.AUTHORIZED);

    SentRecord<Email> sent = only();
    assertThat(sent.key()).isEqualTo("o-1");
    assertThat(sent.timestamp()).isEqualTo(PLACED);
    assertThat(sent.headers()).containsEntry("cause", payment);
    assertThat(sent.value().getEmailId()).isEqualTo("o-1/confirmation");
    assertThat(sent.value().getKind()).isEqualTo(CONFIRMATION);
    assertThat(sent.value().getRecipient()).isEqualTo("ada@example.org");
    assertThat(sent.value().getSubject()).isEqualTo("Your order o-1");
    assertThat(sent.value().getText())
        .isEqualTo(
            """
            Dear Ada,

            thank you for your order. Your payment is authorized.

            Order o-1

              6 x A at 2.55
              1 x B at 4.655

            Total: GBP 19.96
            """);
  }

  @Test
  void aConfirmationComesOnceWhateverIsRepeated() {
    validated();
    pay(PaymentState.AUTHORIZED);
    pay(PaymentState.AUTHORIZED);
    validated();
    pay(PaymentState.CAPTURED);
    pay(PaymentState.AUTHORIZED);
    order(OrderState.PAID);
    harness.advance(Duration.ofMinutes(5));

    assertThat(kinds()).containsExactly(CONFIRMATION);
  }

  @Test
  void aPaymentThatIsHereBeforeItsOrderIsConfirmedWithIt() {
    pay(PaymentState.AUTHORIZED);
    pay(PaymentState.CAPTURED);
    assertThat(kinds()).isEmpty();
    validated();
    validated();
    harness.advance(Duration.ofMinutes(5));

    assertThat(kinds()).containsExactly(CONFIRMATION);
  }

  @Test
  void whereNoPaymentComesInTimeTheCustomerIsRemindedOnce() {
    String order = validated();
    harness.advance(Duration.ofSeconds(59));
    assertThat(kinds()).isEmpty();
    harness.advance(Duration.ofSeconds(2));

    SentRecord<Email> sent = only();
    assertThat(sent.value().getEmailId()).isEqualTo("o-1/reminder");
    assertThat(sent.value().getKind()).isEqualTo(REMINDER);
    assertThat(sent.value().getRecipient()).isEqualTo("ada@example.org");
    assertThat(sent.headers())
        .containsEntry("cause", order)
        .containsOnlyKeys("cause", "correlation-id", "traceparent");
    validated();
    harness.advance(Duration.ofMinutes(10));
    assertThat(kinds()).containsExactly(REMINDER);
  }

  @Test
  void aPaymentAfterTheReminderIsConfirmedAllTheSame() {
    validated();
    harness.advance(Duration.ofMinutes(2));
    order(OrderState.EXPIRED);
    pay(PaymentState.AUTHORIZED);
    pay(PaymentState.AUTHORIZED);

    assertThat(kinds()).containsExactly(REMINDER, CONFIRMATION);
  }

  @ParameterizedTest
  @EnumSource(names = {"CANCELLED", "EXPIRED", "PAYMENT_FAILED"})
  void whatHasEndedIsNotRemindedOf(OrderState end) {
    validated();
    order(end);
    validated();
    harness.advance(Duration.ofMinutes(5));

    assertThat(kinds()).isEmpty();
  }

  @Test
  void whoWasDeclinedIsNotReminded() {
    validated();
    pay(PaymentState.DECLINED);
    harness.advance(Duration.ofMinutes(5));

    assertThat(kinds()).isEmpty();
  }

  @Test
  void whatOfAnOrderIsNotWaitedForIsNotWrittenOf() {
    order(OrderState.REQUESTED);
    order(OrderState.REJECTED);
    harness.advance(Duration.ofMinutes(5));
    pay(PaymentState.VOIDED);

    assertThat(kinds()).isEmpty();
  }

  @Test
  void eventsOfLongAgoThatComeAtOnceRemindNobody() {
    for (int i = 0; i < 20; i++) {
      String id = "old-" + i;
      harness.send(
          ORDERS,
          id,
          OrderFixture.order(id).guest().line("A", 1, 1L).version(2, OrderState.VALIDATED),
          PLACED);
      harness.send(PAYMENTS, id, payment(id, PaymentState.AUTHORIZED), PLACED.plusSeconds(3_600));
    }
    harness.advance(Duration.ofMinutes(5));

    assertThat(kinds()).hasSize(20).containsOnly(CONFIRMATION);
  }

  @Test
  void aCustomerWhomTheTableDoesNotKnowYetIsWaitedFor() {
    harness.send(ORDERS, "o-2", OF_BOB.version(2, OrderState.VALIDATED));
    String payment = harness.send(PAYMENTS, "o-2", payment("o-2", PaymentState.AUTHORIZED), PLACED);
    harness.send(PAYMENTS, "o-2", payment("o-2", PaymentState.AUTHORIZED));
    harness.advance(Duration.ofMillis(1_900));
    assertThat(kinds()).isEmpty();

    harness.send(CUSTOMERS, "c-2", BOB);
    harness.advance(Duration.ofMillis(100));

    SentRecord<Email> sent = only();
    assertThat(sent.key()).isEqualTo("o-2");
    assertThat(sent.value().getEmailId()).isEqualTo("o-2/confirmation");
    assertThat(sent.value().getKind()).isEqualTo(CONFIRMATION);
    assertThat(sent.value().getRecipient()).isEqualTo("bob@example.org");
    assertThat(sent.value().getText()).startsWith("Dear Bob,\n").contains("1 x A at");
    assertThat(sent.timestamp()).isEqualTo(PLACED);
    assertThat(sent.headers())
        .containsEntry("cause", payment)
        .containsOnlyKeys("cause", "correlation-id", "traceparent");
    harness.advance(Duration.ofMinutes(5));
    assertThat(kinds()).hasSize(1);
  }

  @Test
  void aReminderAndAConfirmationOfOneOrderWaitBesideEachOther() {
    harness.send(ORDERS, "o-2", OF_BOB.version(2, OrderState.VALIDATED));
    harness.advance(Duration.ofSeconds(60));
    harness.send(PAYMENTS, "o-2", payment("o-2", PaymentState.AUTHORIZED));
    assertThat(kinds()).isEmpty();

    harness.send(CUSTOMERS, "c-2", BOB);
    harness.advance(Duration.ofMillis(100));
    assertThat(kinds()).containsExactlyInAnyOrder(REMINDER, CONFIRMATION);
    assertThat(harness.sent(EMAILS))
        .allSatisfy(
            sent -> {
              assertThat(sent.key()).isEqualTo("o-2");
              assertThat(sent.value().getRecipient()).isEqualTo("bob@example.org");
            });
  }

  @Test
  void whoIsNotKnownAfterTheGraceGetsALetterThatStays() {
    harness.send(ORDERS, "o-2", OF_BOB.version(2, OrderState.VALIDATED));
    harness.send(PAYMENTS, "o-2", payment("o-2", PaymentState.AUTHORIZED));
    harness.advance(GRACE);

    assertThat(only().value().getRecipient()).isNull();
    harness.advance(Duration.ofMinutes(5));
    assertThat(kinds()).hasSize(1);
  }

  @Test
  void whoHasNoAddressGetsALetterThatStays() {
    harness.send(
        ORDERS,
        "o-2",
        OrderFixture.order("o-2").guest().line("A", 1, 1L).version(2, OrderState.VALIDATED));
    harness.send(PAYMENTS, "o-2", payment("o-2", PaymentState.AUTHORIZED));

    assertThat(only().value().getRecipient()).isNull();
    assertThat(only().value().getText()).startsWith("Dear customer,\n");
  }

  private String validated() {
    return order(OrderState.VALIDATED);
  }

  private String order(OrderState state) {
    return harness.send(ORDERS, "o-1", ORDER.version(2, state), PLACED);
  }

  private String pay(PaymentState state) {
    return harness.send(PAYMENTS, "o-1", payment("o-1", state), PLACED);
  }

  private static Payment payment(String orderId, PaymentState state) {
    return Payment.newBuilder()
        .setOrderId(orderId)
        .setVersion(1)
        .setState(state)
        .setCurrency("GBP")
        .setAuthorizedMinor(1_996)
        .setCapturedMinor(0)
        .setRefundedMinor(0)
        .build();
  }

  private List<EmailKind> kinds() {
    return harness.sent(EMAILS).stream().map(sent -> sent.value().getKind()).toList();
  }

  private SentRecord<Email> only() {
    assertThat(harness.sent(EMAILS)).hasSize(1);
    return harness.sent(EMAILS).getFirst();
  }
}
