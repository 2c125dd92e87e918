package io.insideout.services.payments;

import static io.insideout.catalog.Topics.AUTHORIZATIONS;
import static io.insideout.catalog.Topics.PAYMENT_REQUESTS;
import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.runtime.Part;
import io.insideout.services.payments.PaymentProvider.Approved;
import io.insideout.services.payments.PaymentProvider.Unknown;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// What was answered before, where nobody but the log knows it any more.
class AskedLongAgoTest extends CashierOnLog {
  /// One request that is never answered keeps the position before all that come after it.
  @Test
  void whatWasAnsweredLongAgoIsNotAskedAgainThoughTheLogHandsItOverOnceMore() throws Exception {
    askedLongAgo("o-1", PaymentKind.REFUND);
    askedLongAgo("o-2", PaymentKind.AUTHORIZE);
    askedLongAgo("o-3", PaymentKind.AUTHORIZE);
    askedLongAgo("o-3", PaymentKind.VOID);
    CountingProvider provider =
        new CountingProvider(
            request ->
                request.getKind() == PaymentKind.REFUND
                    ? new Unknown("the secret may not", null)
                    : new Approved("reference"));
    AnswersInLog answers = answersInLog();
    try (Part view = answers.view()) {
      view.start();
      try (Cashier first = cashier(provider, answers)) {
        first.start();
        eventually("all but the first are answered", () -> approved().size() == 3);
      }
      assertThat(position()).isZero();

      provider.answer(_ -> new Approved("mended"));
      try (Cashier second = cashier(provider, answers)) {
        second.start();
        eventually("the position moves over all", () -> position() == 4);
      }
    }
    assertThat(approved()).hasSize(4).last().extracting(Authorization::getOrderId).isEqualTo("o-1");
    assertThat(provider.timesAsked)
        .containsEntry("o-2/authorize", 1)
        .containsEntry("o-3/authorize", 1)
        .containsEntry("o-3/void", 1);
  }

  @Test
  void whatIsSentAgainBehindTheAnswerThatUndidItIsNotDone() throws Exception {
    ask("o-1", PaymentKind.AUTHORIZE);
    ConsumerRecord<byte[], byte[]> parked = read(PAYMENT_REQUESTS).getFirst();
    CountingProvider provider = new CountingProvider(_ -> new Approved("reference"));
    AnswersInLog answers = answersInLog();
    var _ =
        publisher
            .publish(
                AUTHORIZATIONS,
                "o-1",
                Attempts.of(request("o-1", PaymentKind.VOID), new Approved(null), 1),
                THEN_MILLIS,
                trace())
            .get();
    try (Part view = answers.view()) {
      view.start();
      try (Cashier cashier = cashier(provider, answers)) {
        cashier.start();
        eventually("what is new is asked", () -> position() == 1);
        sendAgain(parked);
        eventually("what is sent again is passed", () -> position() == 2);
      }
    }
    assertThat(provider.timesAsked).containsExactly(Map.entry("o-1/authorize", 1));
  }
}
