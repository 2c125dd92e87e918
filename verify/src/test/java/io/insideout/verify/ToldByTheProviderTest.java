package io.insideout.verify;

import static io.insideout.verify.PlantedLog.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentState;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the provider tells by itself days later, and nobody has done wrong by.
class ToldByTheProviderTest {
  private static final int BY_ITSELF = 0;

  private PlantedLog log = PaidHistory.log();

  @Test
  void a_refund_may_fail_after_it_was_taken() {
    refundFails(BY_ITSELF);

    assertThat(found()).isEmpty();
  }

  @Test
  void that_it_was_taken_may_be_told_once_more_behind_that() {
    Entry approved =
        log.all(Authorization.class, one -> one.getKind() == PaymentKind.REFUND).getLast();
    refundFails(BY_ITSELF);
    log.append(approved, value(approved), null);

    assertThat(found()).isEmpty();
  }

  @Test
  void a_refund_that_is_answered_in_two_ways_is_found() {
    refundFails(1);

    assertThat(found())
        .extracting(Violation::sentence)
        .anyMatch(sentence -> sentence.contains("was both approved and declined"))
        .anyMatch(sentence -> sentence.contains("became less"));
  }

  private void refundFails(int attempt) {
    Entry approved =
        log.all(Authorization.class, one -> one.getKind() == PaymentKind.REFUND).getLast();
    log.append(
        approved,
        Authorization.newBuilder((Authorization) value(approved))
            .setOutcome(PaymentOutcome.DECLINED)
            .setAttempt(attempt)
            .build(),
        null);
    Entry refunded = log.all(Payment.class, _ -> true).getLast();
    log.append(
        refunded,
        Payment.newBuilder((Payment) value(refunded))
            .setVersion(4)
            .setState(PaymentState.CAPTURED)
            .setRefundedMinor(0)
            .build(),
        null);
  }

  @Test
  void money_may_be_let_go_unasked() {
    letGo(BY_ITSELF);

    assertThat(found()).isEmpty();
  }

  @Test
  void what_was_done_unasked_is_found() {
    letGo(1);

    assertThat(found())
        .extracting(Violation::sentence)
        .anyMatch(sentence -> sentence.contains("o-1/void was never asked for"));
  }

  private void letGo(int attempt) {
    log = PaidHistory.held();
    Entry held = log.all(Authorization.class, _ -> true).getLast();
    log.append(
        held,
        Authorization.newBuilder((Authorization) value(held))
            .setRequestId("o-1/void")
            .setKind(PaymentKind.VOID)
            .setAmountMinor(0)
            .setAttempt(attempt)
            .build(),
        null);
    PaidHistory.voided(log);
  }

  private List<Violation> found() {
    return Audit.of(log.entries(), Quiet.yes("all was worked off")).law('F').first();
  }
}
