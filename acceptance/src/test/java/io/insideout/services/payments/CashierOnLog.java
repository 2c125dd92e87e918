package io.insideout.services.payments;

import static io.insideout.catalog.Topics.AUTHORIZATIONS;
import static io.insideout.catalog.Topics.DEAD_LETTERS;
import static io.insideout.catalog.Topics.PAYMENT_REQUESTS;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.broker.EmbeddedBroker;
import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.Topic;
import io.insideout.runtime.Environment;
import io.insideout.runtime.delivery.Backoff;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Redriven;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A cashier on a real log, between a provider that keeps what it did and a log that keeps what it
/// said.
abstract class CashierOnLog {
  static final Backoff QUICK = new Backoff(Duration.ofMillis(5), Duration.ofMillis(50));
  static final long THEN_MILLIS = 1_291_191_960_000L;
  static final TopicPartition PARTITION = new TopicPartition(PAYMENT_REQUESTS.name(), 0);

  @TempDir private Path directory;
  final Schemas schemas = Schemas.inMemory();
  EmbeddedBroker broker;
  LogClient log;
  Publisher publisher;

  @BeforeEach
  void aLog() throws InterruptedException {
    broker = new EmbeddedBroker(directory.resolve("log"), 0);
    broker.start();
    log = LogClient.at(broker.bootstrapServers());
    try (Admin admin = log.admin()) {
      new LogTopics(admin)
          .agreeWith(List.of(PAYMENT_REQUESTS, AUTHORIZATIONS, DEAD_LETTERS), _ -> 1);
    }
    publisher = new Publisher(log, schemas, "test");
  }

  @AfterEach
  void close() {
    publisher.close();
    broker.close();
  }

  static Traceparent trace() {
    return Traceparent.random();
  }

  static PaymentRequest request(String orderId, PaymentKind kind) {
    return new PaymentRequest(
        orderId + "/" + kind.name().toLowerCase(Locale.ROOT), orderId, kind, "card-1", "GBP", 100L);
  }

  Cashier cashier(PaymentProvider provider) {
    return cashier(provider, Answered.NOTHING);
  }

  Cashier cashier(PaymentProvider provider, Answered answered) {
    return new Cashier(log, schemas, "one", publisher, provider, answered, QUICK);
  }

  void ask(String orderId, PaymentKind kind) throws InterruptedException, ExecutionException {
    var _ =
        publisher
            .publish(PAYMENT_REQUESTS, orderId, request(orderId, kind), THEN_MILLIS, trace())
            .get();
  }

  List<Authorization> approved() {
    return answers().stream()
        .filter(answer -> answer.getOutcome() == PaymentOutcome.APPROVED)
        .toList();
  }

  List<Authorization> answers() {
    return read(AUTHORIZATIONS).stream()
        .map(record -> schemas.serde(AUTHORIZATIONS).deserializer().deserialize("", record.value()))
        .toList();
  }

  List<ConsumerRecord<byte[], byte[]>> read(Topic<?> topic) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (Consumer<byte[], byte[]> reader = log.reader("test")) {
      List<TopicPartition> partitions = LogClient.partitions(reader, topic);
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      LogClient.readToEnd(reader, all::add);
    }
    return all;
  }

  long position() {
    try (Admin admin = log.admin()) {
      OffsetAndMetadata committed =
          admin
              .listConsumerGroupOffsets(Cashier.GROUP)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(PARTITION);
      return committed == null ? 0 : committed.offset();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("cannot ask for the position", e);
    }
  }

  void sendAgain(ConsumerRecord<byte[], byte[]> first) throws Exception {
    ProducerRecord<byte[], byte[]> again =
        new ProducerRecord<>(
            first.topic(), 0, first.timestamp(), first.key(), first.value(), first.headers());
    Redriven.mark(again.headers(), "payment-requests/0/0", "payments");
    try (Producer<byte[], byte[]> redriver =
        new KafkaProducer<>(
            log.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
      var _ = redriver.send(again).get();
    }
  }

  AnswersInLog answersInLog() {
    return AnswersInLog.of(
        new Environment(
            log,
            schemas,
            publisher,
            new StreamsSettings(directory.resolve("state"), "one", 5, 1, _ -> 1),
            directory.resolve("views"),
            directory));
  }

  /// It does not say when it was written.
  void askedLongAgo(String orderId, PaymentKind kind) throws Exception {
    try (Producer<byte[], byte[]> other =
        new KafkaProducer<>(
            log.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] value =
          schemas
              .serde(PAYMENT_REQUESTS)
              .serializer()
              .serialize(PAYMENT_REQUESTS.name(), request(orderId, kind));
      var _ =
          other
              .send(new ProducerRecord<>(PAYMENT_REQUESTS.name(), orderId.getBytes(UTF_8), value))
              .get();
    }
  }
}
