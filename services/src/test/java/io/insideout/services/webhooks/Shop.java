package io.insideout.services.webhooks;

import static io.insideout.catalog.Topics.DEAD_LETTERS;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.WEBHOOKS;
import static io.insideout.testkit.Eventually.eventually;

import io.insideout.broker.EmbeddedBroker;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Webhook;
import io.insideout.runtime.Environment;
import io.insideout.runtime.delivery.Backoff;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsSettings;
import io.insideout.testkit.OrderFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A real log with orders, and the service beside it, which may be started again and again.
final class Shop implements BeforeEachCallback, AfterEachCallback {
  static final Pace QUICK =
      new Pace(
          new Backoff(Duration.ofMillis(5), Duration.ofMillis(50)),
          Duration.ofSeconds(10),
          Duration.ofHours(24));

  private final StumblingRegistry registry = new StumblingRegistry();
  private final Schemas schemas = Schemas.of(registry);
  private Path directory;
  private EmbeddedBroker broker;
  private LogClient log;
  private Publisher publisher;

  @SuppressWarnings("NullAway.Init") // JUnit opens it before each test
  Shop() {}

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    directory = Files.createTempDirectory("insideout-webhooks-");
    broker = new EmbeddedBroker(directory.resolve("log"), 0);
    broker.start();
    log = LogClient.at(broker.bootstrapServers());
    try (Admin admin = log.admin()) {
      new LogTopics(admin).agreeWith(List.of(ORDERS, WEBHOOKS, DEAD_LETTERS), _ -> 1);
    }
    publisher = new Publisher(log, schemas, "test");
  }

  StumblingRegistry registry() {
    return registry;
  }

  /// Where the service keeps what it has.
  Path directory() {
    return directory;
  }

  Desk open() throws InterruptedException {
    return open(QUICK);
  }

  Desk open(Pace pace) throws InterruptedException {
    return open(true, Map.of(), pace, InstantSource.system());
  }

  /// The service, started.
  Desk open(boolean toPrivate, Map<String, String> variables, Pace pace, InstantSource clock)
      throws InterruptedException {
    return new Desk(
        new WebhooksService(toPrivate, variables, pace, clock)
            .assemble(
                new Environment(
                    log,
                    schemas,
                    publisher,
                    new StreamsSettings(directory.resolve("state"), "one", 5, 1, _ -> 1),
                    directory.resolve("views"),
                    directory)));
  }

  /// Versions of an order, each in the log.
  void order(String orderId, OrderState... states) {
    for (int i = 0; i < states.length; i++) {
      write(OrderFixture.order(orderId).line("TEA", 1, 2_500_000L).version(i + 1, states[i]));
    }
  }

  void write(Order order) {
    write(ORDERS, order.getOrderId(), order);
  }

  <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) {
    try {
      var _ =
          publisher
              .publish(topic, key, value, System.currentTimeMillis(), Traceparent.random())
              .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("cannot write " + key, e);
    }
  }

  /// Many orders of one version, not waited for one by one.
  void orders(String prefix, int number) {
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Order order = OrderFixture.order(prefix + i).version(1, OrderState.REQUESTED);
      all.add(
          publisher.publish(
              ORDERS, order.getOrderId(), order, System.currentTimeMillis(), Traceparent.random()));
    }
    all.forEach(CompletableFuture::join);
  }

  /// A record as bytes, with any headers.
  void write(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (Producer<byte[], byte[]> stranger =
        new KafkaProducer<>(
            log.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
      var _ = stranger.send(record).get();
    }
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

  /// Every row that was written of subscriptions.
  List<Webhook> webhooks() {
    return read(WEBHOOKS).stream()
        .map(record -> schemas.serde(WEBHOOKS).deserializer().deserialize("", record.value()))
        .toList();
  }

  /// How far a subscription has got, -1 while it has no position.
  long position(String webhookId) {
    try (Admin admin = log.admin()) {
      OffsetAndMetadata committed =
          admin
              .listConsumerGroupOffsets(Courier.group(webhookId))
              .partitionsToOffsetAndMetadata()
              .get()
              .get(new TopicPartition(ORDERS.name(), 0));
      return committed == null ? -1 : committed.offset();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("cannot ask for the position", e);
    }
  }

  /// Waits until a subscription has passed all orders that there are.
  void awaitPassed(String webhookId) {
    long end = read(ORDERS).getLast().offset() + 1;
    eventually(webhookId + " has passed " + end, () -> position(webhookId) == end);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    publisher.close();
    broker.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
