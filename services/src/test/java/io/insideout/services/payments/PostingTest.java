package io.insideout.services.payments;

import static io.insideout.catalog.PaymentKind.AUTHORIZE;
import static io.insideout.catalog.PaymentKind.CAPTURE;
import static io.insideout.catalog.PaymentKind.REFUND;
import static io.insideout.catalog.PaymentKind.VOID;
import static io.insideout.services.payments.PaymentFacts.answer;
import static io.insideout.services.payments.PaymentFacts.request;
import static io.insideout.services.payments.PaymentFacts.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.PaymentState;
import io.insideout.services.payments.PaymentProvider.Approved;
import io.insideout.services.payments.PaymentProvider.Declined;
import io.insideout.services.payments.PaymentProvider.Unknown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostingTest {
  private static final PaymentRequest AUTHORIZATION = request("authorize", AUTHORIZE, 1_000);
  private static final PaymentRequest UNDOING = request("void", VOID, 0);

  private @Nullable PaymentBook book;
  private final List<PaymentRequest> requests = new ArrayList<>();
  private final List<Payment> payments = new ArrayList<>();

  private void happens(Order order) {
    post(Posting.of(book, order));
  }

  private void approved(PaymentRequest request) {
    happens(answer(request, new Approved("ref")));
  }

  private void declined(PaymentRequest request) {
    happens(answer(request, new Declined("no money", "ref")));
  }

  private void happens(Authorization attempt) {
    post(Posting.of(book, attempt));
  }

  private void post(Posting posting) {
    if (posting instanceof Posting.Posted(var after, var asked, var told)) {
      book = after;
      requests.addAll(asked);
      payments.addAll(told);
    }
  }

  @Test
  void aValidatedOrderIsAuthorizedOnce() {
    happens(version(OrderState.VALIDATED));
    happens(version(OrderState.VALIDATED));

    assertThat(requests).containsExactly(AUTHORIZATION);
    assertThat(payments).isEmpty();
  }

  @Test
  void anOrderThatIsNotValidatedIsNotAskedFor() {
    happens(version(OrderState.REQUESTED));
    happens(version(OrderState.REJECTED));

    assertThat(book).isNull();
  }

  @Test
  void theFirstAnswerCounts() {
    happens(version(OrderState.VALIDATED));
    happens(answer(AUTHORIZATION, new Unknown("timeout", null)));
    declined(AUTHORIZATION);
    approved(AUTHORIZATION);

    assertThat(payments).hasSize(1);
    assertThat(payments.getFirst().getState()).isEqualTo(PaymentState.DECLINED);
    assertThat(payments.getFirst().getReason()).isEqualTo("no money");
    assertThat(payments.getFirst().getAuthorizedMinor()).isZero();
  }

  @Test
  void whatNobodyAskedForIsNoAnswer() {
    approved(AUTHORIZATION);
    happens(version(OrderState.VALIDATED));
    approved(request("capture/1000", CAPTURE, 1_000));

    assertThat(payments).isEmpty();
  }

  @Test
  void whatLeavesIsCapturedByAndBy() {
    happens(version(OrderState.VALIDATED));
    approved(AUTHORIZATION);
    happens(version(OrderState.PAID, 300, 0));
    happens(version(OrderState.SHIPPED, 1_000, 0));
    approved(request("capture/300", CAPTURE, 300));
    approved(request("capture/1000", CAPTURE, 700));

    assertThat(requests)
        .containsExactly(
            AUTHORIZATION,
            request("capture/300", CAPTURE, 300),
            request("capture/1000", CAPTURE, 700));
    assertThat(payments).extracting(Payment::getVersion).containsExactly(1, 2, 3);
    assertThat(payments).extracting(Payment::getCapturedMinor).containsExactly(0L, 300L, 1_000L);
  }

  @Test
  void nothingIsCapturedBeforeItIsAuthorized() {
    happens(version(OrderState.VALIDATED));
    happens(version(OrderState.SHIPPED, 1_000, 0));
    assertThat(requests).containsExactly(AUTHORIZATION);

    approved(AUTHORIZATION);

    assertThat(requests).contains(request("capture/1000", CAPTURE, 1_000));
  }

  @Test
  void aRefundThatFailsAfterAllIsNone() {
    happens(version(OrderState.VALIDATED));
    approved(AUTHORIZATION);
    happens(version(OrderState.RETURNED, 1_000, 400));
    approved(request("capture/1000", CAPTURE, 1_000));
    approved(request("refund/400", REFUND, 400));
    declined(request("refund/400", REFUND, 400));
    assertThat(payments.getLast().getRefundedMinor()).isEqualTo(400);

    told(request("refund/400", REFUND, 400), new Declined("the account is closed", "ref"));
    approved(request("refund/400", REFUND, 400));

    Payment is = payments.getLast();
    assertThat(is.getState()).isEqualTo(PaymentState.CAPTURED);
    assertThat(is.getRefundedMinor()).isZero();
    assertThat(is.getReason()).isEqualTo("REFUND of 4.00: the account is closed");
    assertThat(requests).filteredOn(one -> one.getKind() == REFUND).hasSize(1);
  }

  @Test
  void moneyThatIsLetGoUnaskedIsNotHeld() {
    happens(version(OrderState.VALIDATED));
    told(UNDOING, new Approved("ref"));
    approved(AUTHORIZATION);
    approved(UNDOING);
    assertThat(payments.getLast().getState()).isEqualTo(PaymentState.AUTHORIZED);

    told(UNDOING, new Approved("ref"));
    assertThat(payments.getLast().getState()).isEqualTo(PaymentState.VOIDED);
    assertThat(payments.getLast().getAuthorizedMinor()).isZero();

    happens(version(OrderState.CANCELLED));
    assertThat(requests).containsExactly(AUTHORIZATION);
  }

  @Test
  void whatWasTakenIsNotLetGo() {
    happens(version(OrderState.VALIDATED));
    approved(AUTHORIZATION);
    happens(version(OrderState.SHIPPED, 1_000, 0));
    told(UNDOING, new Approved("ref"));
    approved(request("capture/1000", CAPTURE, 1_000));
    told(UNDOING, new Approved("ref"));

    assertThat(payments.getLast().getState()).isEqualTo(PaymentState.CAPTURED);
  }

  private void told(PaymentRequest request, PaymentProvider.Answer answer) {
    happens(Attempts.of(request, answer, Attempts.TOLD));
  }

  @Test
  void aRefundWaitsForItsCapture() {
    happens(version(OrderState.VALIDATED));
    approved(AUTHORIZATION);
    happens(version(OrderState.RETURNED, 1_000, 400));
    assertThat(requests).noneMatch(request -> request.getKind() == REFUND);

    approved(request("capture/1000", CAPTURE, 1_000));
    assertThat(requests).endsWith(request("refund/400", REFUND, 400));
    approved(request("refund/400", REFUND, 400));

    assertThat(payments.getLast().getState()).isEqualTo(PaymentState.REFUNDED);
    assertThat(payments.getLast().getRefundedMinor()).isEqualTo(400);
  }

  @Test
  void aDeclinedCaptureTakesNothingAndSaysWhy() {
    happens(version(OrderState.VALIDATED));
    approved(AUTHORIZATION);
    happens(version(OrderState.RETURNED, 1_000, 400));
    declined(request("capture/1000", CAPTURE, 1_000));

    assertThat(payments.getLast().getState()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(payments.getLast().getCapturedMinor()).isZero();
    assertThat(payments.getLast().getReason()).isEqualTo("CAPTURE of 10.00: no money");
    assertThat(requests).noneMatch(request -> request.getKind() == REFUND);
  }

  @Test
  void anOrderThatEndsIsVoidedWithoutWaiting() {
    happens(version(OrderState.VALIDATED));
    happens(version(OrderState.EXPIRED));
    happens(version(OrderState.EXPIRED));
    assertThat(requests).containsExactly(AUTHORIZATION, UNDOING);

    approved(AUTHORIZATION);
    approved(UNDOING);

    assertThat(requests).hasSize(2);
    assertThat(payments)
        .extracting(Payment::getState)
        .containsExactly(PaymentState.AUTHORIZED, PaymentState.VOIDED);
    assertThat(payments.getLast().getAuthorizedMinor()).isZero();
  }

  @Test
  void anAnswerThatComesAfterTheVoidChangesNothing() {
    happens(version(OrderState.VALIDATED));
    happens(version(OrderState.CANCELLED));
    approved(UNDOING);
    approved(AUTHORIZATION);

    assertThat(payments).extracting(Payment::getState).containsExactly(PaymentState.VOIDED);
  }

  @Test
  void aDeclinedCardLeavesNothingToVoid() {
    happens(version(OrderState.VALIDATED));
    declined(AUTHORIZATION);
    happens(version(OrderState.CANCELLED));

    assertThat(requests).containsExactly(AUTHORIZATION);
  }

  @Test
  void nothingIsAskedForAnOrderThatCostsNothing() {
    happens(version(0, OrderState.VALIDATED, 0, 0));
    happens(version(0, OrderState.VALIDATED, 0, 0));
    assertThat(payments).extracting(Payment::getState).containsExactly(PaymentState.AUTHORIZED);

    happens(version(0, OrderState.CANCELLED, 0, 0));

    assertThat(requests).isEmpty();
    assertThat(payments.getLast().getState()).isEqualTo(PaymentState.VOIDED);
  }
}
