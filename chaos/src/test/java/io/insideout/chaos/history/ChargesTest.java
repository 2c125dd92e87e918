package io.insideout.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentState;
import io.insideout.chaos.bank.Statement;
import io.insideout.verify.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The provider's word against the log's.
class ChargesTest {
  @Test
  void whatBothSayAlikeIsRight() {
    assertThat(check(new Statement(1, 900, 900, 300), payment(PaymentState.REFUNDED, 900, 300)))
        .isEmpty();
    assertThat(check(new Statement(1, 900, 0, 0), payment(PaymentState.AUTHORIZED, 0, 0)))
        .isEmpty();
    assertThat(check(new Statement(1, 0, 0, 0), payment(PaymentState.VOIDED, 0, 0))).isEmpty();
    assertThat(Charges.check(Map.of("o-1", new Statement(1, 0, 0, 0)), Map.of())).isEmpty();
  }

  @Test
  void moneyThatIsHeldTwice() {
    found(
        Map.of("o-1", new Statement(2, 1_800, 0, 0)),
        Map.of("o-1", payment(PaymentState.AUTHORIZED, 0, 0)),
        "the provider was made to hold the money of order o-1 2 times",
        "order o-1: the provider holds 1,800 minor units, the log says 900");
  }

  @Test
  void moneyThatIsTakenTwice() {
    found(
        Map.of("o-1", new Statement(1, 900, 800, 0)),
        Map.of("o-1", payment(PaymentState.CAPTURED, 400, 0)),
        "order o-1: the provider took 800 minor units, the log says 400");
  }

  @Test
  void moneyThatIsGivenBackTwice() {
    found(
        Map.of("o-1", new Statement(1, 900, 900, 600)),
        Map.of("o-1", payment(PaymentState.REFUNDED, 900, 300)),
        "order o-1: the provider gave back 600 minor units, the log says 300");
  }

  @Test
  void moneyThatIsStillHeldOfAnOrderThatLetItGo() {
    found(
        Map.of("o-1", new Statement(1, 900, 0, 0)),
        Map.of("o-1", payment(PaymentState.VOIDED, 0, 0)),
        "order o-1: the provider holds 900 minor units, the log says 0");
  }

  @Test
  void moneyThatTheLogKnowsNothingOf() {
    found(
        Map.of("o-1", new Statement(1, 900, 0, 0)),
        Map.of(),
        "order o-1: the provider holds 900 minor units, the log says 0");
  }

  @Test
  void aPaymentThatTheProviderKnowsNothingOf() {
    found(
        Map.of(),
        Map.of("o-1", payment(PaymentState.CAPTURED, 900, 0)),
        "order o-1: the provider holds 0 minor units, the log says 900",
        "order o-1: the provider took 0 minor units, the log says 900");
  }

  private static List<Violation> check(Statement done, Payment said) {
    return Charges.check(Map.of("o-1", done), Map.of("o-1", said));
  }

  private static void found(
      Map<String, Statement> statements, Map<String, Payment> payments, String... sentences) {
    assertThat(Charges.check(statements, payments))
        .allMatch(violation -> violation.law() == 'F')
        .extracting(Violation::sentence)
        .containsExactly(sentences);
  }

  private static Payment payment(PaymentState state, long captured, long refunded) {
    return Payment.newBuilder()
        .setOrderId("o-1")
        .setVersion(1)
        .setState(state)
        .setCurrency("GBP")
        .setAuthorizedMinor(900)
        .setCapturedMinor(captured)
        .setRefundedMinor(refunded)
        .build();
  }
}
