package io.insideout.simulation;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.CloudEvents;
import io.insideout.runtime.schema.Schemas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// The payment provider, and whoever asks it: each request is answered under its id, sometimes
/// after a time-out, sometimes again because the one who asked died before it had noted that.
final class Bank {
  private final SimulatedLog log;
  private final Schemas schemas;
  private final RandomGenerator random;
  private final Lots lots;

  /// Which request of a partition comes next.
  private final Map<TopicPartition, Integer> places = new HashMap<>();

  Bank(SimulatedLog log, Schemas schemas, RandomGenerator random) {
    this.log = log;
    this.schemas = schemas;
    this.random = random;
    this.lots = new Lots(random);
    for (int i = 0; i < log.partitions(Topics.PAYMENT_REQUESTS.name()); i++) {
      places.put(new TopicPartition(Topics.PAYMENT_REQUESTS.name(), i), 0);
    }
  }

  /// Answers a request, if there is one.
  ///
  /// @return what it did
  Optional<String> answer() {
    List<TopicPartition> behind = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      TopicPartition partition = new TopicPartition(Topics.PAYMENT_REQUESTS.name(), i);
      if (places.getOrDefault(partition, 0) < log.partition(partition).size()) {
        behind.add(partition);
      }
    }
    return lots.oneOf(behind).map(this::answer);
  }

  private String answer(TopicPartition partition) {
    int place = places.getOrDefault(partition, 0);
    ConsumerRecord<byte[], byte[]> record = log.partition(partition).fetch(place);
    PaymentRequest request =
        schemas
            .serde(Topics.PAYMENT_REQUESTS)
            .deserializer()
            .deserialize(record.topic(), record.value());
    boolean timedOut = random.nextInt(6) == 0;
    PaymentOutcome outcome = timedOut ? PaymentOutcome.UNKNOWN : outcome(request);
    append(record, request, outcome);
    if (!timedOut && random.nextInt(8) > 0) {
      places.put(partition, place + 1);
    }
    return "the bank answers " + request.getRequestId() + ": " + outcome;
  }

  /// The same for the same request, however often it is asked.
  private static PaymentOutcome outcome(PaymentRequest request) {
    boolean declined =
        request.getKind() == PaymentKind.AUTHORIZE
            && Math.floorMod(request.getRequestId().hashCode(), 6) == 0;
    return declined ? PaymentOutcome.DECLINED : PaymentOutcome.APPROVED;
  }

  // Avro's classes are not annotated: an approval has no reason.
  @SuppressWarnings("NullAway")
  private void append(
      ConsumerRecord<byte[], byte[]> asked, PaymentRequest request, PaymentOutcome outcome) {
    Authorization attempt =
        Authorization.newBuilder()
            .setRequestId(request.getRequestId())
            .setOrderId(request.getOrderId())
            .setKind(request.getKind())
            .setCardToken(request.getCardToken())
            .setCurrency(request.getCurrency())
            .setAmountMinor(request.getAmountMinor())
            .setOutcome(outcome)
            .setAttempt(1)
            .setReason(outcome == PaymentOutcome.APPROVED ? null : "simulated")
            .build();
    RecordHeaders headers = new RecordHeaders(asked.headers().toArray());
    CloudEvents.strip(headers);
    Causes.continueFrom(headers, asked.key(), asked.topic(), asked.partition(), asked.offset());
    var _ =
        log.append(
            new ProducerRecord<>(
                Topics.AUTHORIZATIONS.name(),
                null,
                asked.timestamp(),
                asked.key(),
                schemas
                    .serde(Topics.AUTHORIZATIONS)
                    .serializer()
                    .serialize(Topics.AUTHORIZATIONS.name(), attempt),
                headers));
  }
}
