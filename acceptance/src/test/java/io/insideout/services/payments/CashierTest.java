package io.insideout.services.payments;

import static io.insideout.catalog.Topics.AUTHORIZATIONS;
import static io.insideout.catalog.Topics.DEAD_LETTERS;
import static io.insideout.catalog.Topics.PAYMENT_REQUESTS;
import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentRequest;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.Redriven;
import io.insideout.services.payments.PaymentProvider.Approved;
import io.insideout.services.payments.PaymentProvider.Unknown;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/// What the cashier does with requests, answers and its position in the log.
class CashierTest extends CashierOnLog {
  @Test
  void whatWasDoneAndNotWrittenIsAskedAgainAndDoneOnce() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    CountingProvider provider =
        new CountingProvider(
            _ -> {
              done.countDown();
              new CountDownLatch(1).await();
              return new Approved("never told");
            });
    try (Cashier first = cashier(provider)) {
      first.start();
      ask("o-1", PaymentKind.AUTHORIZE);
      done.await();
    }
    assertThat(answers()).isEmpty();
    assertThat(position()).isZero();

    provider.answer(_ -> new Approved("told"));
    try (Cashier second = cashier(provider)) {
      second.start();
      eventually("it is answered", () -> answers().size() == 1);
      eventually("the position moves over it", () -> position() == 1);
    }
    assertThat(answers().getFirst().getOutcome()).isEqualTo(PaymentOutcome.APPROVED);
    assertThat(provider.timesAsked).containsEntry("o-1/authorize", 2);
    assertThat(provider.timesDone).containsEntry("o-1/authorize", 1);
  }

  @Test
  void whoeverIsReplacedWhileItAsksWritesNothingMore() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountingProvider slow =
        new CountingProvider(
            _ -> {
              asked.countDown();
              goOn.await();
              return new Approved("slow");
            });
    try (Cashier zombie = cashier(slow);
        Cashier next = cashier(new CountingProvider(_ -> new Approved("next")))) {
      zombie.start();
      ask("o-1", PaymentKind.AUTHORIZE);
      asked.await();
      // Of the same name: the log takes the older one for a zombie.
      next.start();
      eventually("the next one answers", () -> answers().size() == 1);
      eventually("the older one has noticed", () -> zombie.trouble().isPresent());
      goOn.countDown();
    }
    assertThat(answers()).extracting(Authorization::getReference).containsExactly("next");
  }

  @Test
  void whatNobodyAnswersHoldsUpNoOtherOrderAndIsUndoneByAVoid() throws Exception {
    CountingProvider provider =
        new CountingProvider(
            request ->
                request.getRequestId().equals("o-1/authorize")
                    ? new Unknown("no answer", null)
                    : new Approved("reference"));
    try (Cashier cashier = cashier(provider)) {
      cashier.start();
      ask("o-1", PaymentKind.AUTHORIZE);
      for (int order = 2; order <= 50; order++) {
        ask("o-" + order, PaymentKind.AUTHORIZE);
      }
      eventually("all others are answered", () -> approved().size() == 49);
      eventually(
          "it was asked again", () -> provider.timesAsked.getOrDefault("o-1/authorize", 0) > 2);
      assertThat(position()).isZero();

      ask("o-1", PaymentKind.VOID);
      eventually("the position moves over both", () -> position() == 51);
    }
    assertThat(approved()).last().extracting(Authorization::getRequestId).isEqualTo("o-1/void");
    assertThat(provider.undone)
        .extracting(PaymentRequest::getRequestId)
        .containsExactly("o-1/authorize");
  }

  @Test
  void anAnswerGoesOnWithTheStoryOfItsRequestAtItsTime() throws Exception {
    try (Cashier cashier = cashier(new CountingProvider(_ -> new Approved("reference")))) {
      cashier.start();
      ask("o-1", PaymentKind.AUTHORIZE);
      eventually("it is answered", () -> answers().size() == 1);
    }
    ConsumerRecord<byte[], byte[]> answer = read(AUTHORIZATIONS).getFirst();
    assertThat(answer.timestamp()).isEqualTo(THEN_MILLIS);
    assertThat(Causes.text(answer.headers(), Causes.CAUSE)).isEqualTo("payment-requests/0/0");
    assertThat(Causes.text(answer.headers(), Causes.CORRELATION_ID)).isEqualTo("o-1");
  }

  @Test
  void theAnswerToWhatIsSentAgainIsForEverybodyAndLeadsToTheFirst() throws Exception {
    ask("o-1", PaymentKind.AUTHORIZE);
    sendAgain(read(PAYMENT_REQUESTS).getFirst());
    try (Cashier cashier = cashier(new CountingProvider(_ -> new Approved("reference")))) {
      cashier.start();
      eventually("both are answered", () -> answers().size() == 2);
    }
    assertThat(read(AUTHORIZATIONS))
        .allSatisfy(
            answer -> {
              assertThat(Redriven.isAddressed(answer.headers())).isFalse();
              assertThat(Causes.text(answer.headers(), Causes.CAUSE))
                  .isEqualTo("payment-requests/0/0");
            });
  }

  @Test
  void whatDoesNotDecodeIsADeadLetterAndTheNextIsAsked() throws Exception {
    try (Producer<byte[], byte[]> stranger =
        new KafkaProducer<>(
            log.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] nonsense = {1, 2, 3};
      var _ =
          stranger.send(new ProducerRecord<>(PAYMENT_REQUESTS.name(), nonsense, nonsense)).get();
      byte[] keyless =
          schemas
              .serde(PAYMENT_REQUESTS)
              .serializer()
              .serialize(PAYMENT_REQUESTS.name(), request("o-0", PaymentKind.AUTHORIZE));
      var _ = stranger.send(new ProducerRecord<>(PAYMENT_REQUESTS.name(), keyless)).get();
    }
    try (Cashier cashier = cashier(new CountingProvider(_ -> new Approved("reference")))) {
      cashier.start();
      ask("o-1", PaymentKind.AUTHORIZE);
      eventually("the position moves over all", () -> position() == 3);
    }
    assertThat(read(DEAD_LETTERS)).hasSize(2);
    assertThat(answers()).extracting(Authorization::getOrderId).containsExactly("o-1");
  }
}
