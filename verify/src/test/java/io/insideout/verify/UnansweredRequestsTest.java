package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.Topics;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What accounts for a request to the provider that has no answer, and what does not.
class UnansweredRequestsTest {
  private final PlantedLog log = PaidHistory.log();

  @BeforeEach
  void nobody_has_answered_the_authorization() {
    log.removeAll(log.all(Authorization.class, one -> one.getKind() == PaymentKind.AUTHORIZE));
  }

  /// It holds nothing any more, whatever it was.
  @Test
  void an_approved_void_settles_an_authorization_that_nobody_answered() {
    assertThat(unanswered()).hasSize(1);
    voided(PaymentOutcome.DECLINED);
    assertThat(unanswered()).hasSize(1);
    voided(PaymentOutcome.APPROVED);
    assertThat(unanswered()).isEmpty();
  }

  /// Somebody can read it, and has to send it again.
  @Test
  void a_request_that_was_set_aside_need_not_be_answered() {
    Entry request = log.find(PaymentRequest.class, one -> one.getKind() == PaymentKind.AUTHORIZE);

    var _ = log.park("details", request, request.at());
    assertThat(unanswered()).hasSize(1);
    var _ = log.park("payments", request, request.at());
    assertThat(unanswered()).isEmpty();
  }

  @Test
  void while_work_is_on_its_way_an_answer_may_come() {
    assertThat(Audit.of(log.entries(), Quiet.no("there is more to come")).law('F').first())
        .isEmpty();
  }

  private List<String> unanswered() {
    return Audit.of(log.entries(), Quiet.yes("all was worked off")).law('F').first().stream()
        .map(Violation::sentence)
        .filter(sentence -> sentence.contains("never answered"))
        .toList();
  }

  private void voided(PaymentOutcome outcome) {
    log.append(
        Topics.AUTHORIZATIONS.name(),
        0,
        "o-1",
        Authorization.newBuilder()
            .setRequestId("o-1/void/" + outcome)
            .setOrderId("o-1")
            .setKind(PaymentKind.VOID)
            .setCardToken("card-1")
            .setCurrency("GBP")
            .setAmountMinor(0)
            .setOutcome(outcome)
            .setAttempt(1)
            .build(),
        null);
  }
}
