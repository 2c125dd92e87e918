package io.insideout.services.orders;

import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.ORDER_COMMANDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.broker.EmbeddedBroker;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.PlaceOrder;
import io.insideout.catalog.Topic;
import io.insideout.runtime.Environment;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Redriven;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsSettings;
import io.insideout.runtime.view.View;
import io.insideout.testkit.Eventually;
import io.insideout.testkit.OrderFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is started while somebody's transaction is open still, as that of a redrive is
/// which was killed midway.
class RecoveredViewTest {
  private static final OrderFixture TEA = OrderFixture.order("o-1").line("TEA", 1, 2_500_000L);

  @TempDir Path directory;
  private final Schemas schemas = Schemas.inMemory();
  private final PendingOrders pending = new PendingOrders();
  private EmbeddedBroker broker;
  private LogClient log;
  private Publisher publisher;
  private Producer<String, byte[]> killed;
  private RecoveredView view;

  @BeforeEach
  void open() throws InterruptedException {
    broker = new EmbeddedBroker(directory.resolve("log"), 0);
    broker.start();
    log = LogClient.at(broker.bootstrapServers());
    try (Admin admin = log.admin()) {
      new LogTopics(admin).agreeWith(List.of(ORDERS, ORDER_COMMANDS), _ -> 1);
    }
    publisher = new Publisher(log, schemas, "test");
    killed =
        new KafkaProducer<>(
            log.with(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "killed")),
            new StringSerializer(),
            new ByteArraySerializer());
    killed.initTransactions();
    killed.beginTransaction();
    View<Order> orders =
        new View<>(ORDERS, directory.resolve("view"), log, schemas, OrderList::indexes);
    orders.onChange(order -> pending.leave(order.key()));
    view = new RecoveredView(environment(), orders, pending);
  }

  @AfterEach
  void close() {
    view.close();
    killed.close();
    publisher.close();
    broker.close();
  }

  private Environment environment() {
    return new Environment(
        log,
        schemas,
        publisher,
        new StreamsSettings(directory.resolve("state"), "one", 5, 1, _ -> 1),
        directory.resolve("views"),
        directory);
  }

  private OrderCommand command(String orderId) {
    return new OrderCommand(
        orderId,
        "fingerprint",
        PlaceOrder.newBuilder()
            .setCustomerId("c-1")
            .setCardToken("card-1")
            .setCurrency("GBP")
            .setLines(TEA.lines())
            .setPlacedAtMicros(0)
            .build());
  }

  private <V extends SpecificRecord> void write(Topic<V> topic, String key, V value)
      throws Exception {
    var _ = publisher.publish(topic, key, value, 0, Traceparent.random()).get();
  }

  /// Sends something again to one service, and is killed before it is committed.
  private <V extends SpecificRecord> void sendAgain(Topic<V> topic, String key, V value)
      throws Exception {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topic.name(), key, schemas.serde(topic).serializer().serialize(topic.name(), value));
    Redriven.mark(record.headers(), topic.name() + "/0/0", "orders");
    var _ = killed.send(record).get();
  }

  @Test
  void an_order_that_was_taken_behind_it_is_on_its_way() throws Exception {
    sendAgain(ORDER_COMMANDS, "o-0", command("o-0"));
    write(ORDER_COMMANDS, "o-1", command("o-1"));

    view.start();

    assertThat(pending.contains("o-1")).isTrue();
    assertThat(pending.contains("o-0")).isFalse();
  }

  @Test
  void an_order_that_was_made_behind_it_is_shown_once_it_has_ended() throws Exception {
    sendAgain(ORDERS, "o-0", OrderFixture.order("o-0").requested());
    write(ORDER_COMMANDS, "o-1", command("o-1"));
    write(ORDERS, "o-1", TEA.version(1, OrderState.REQUESTED));
    fold();
    CompletableFuture<Void> started =
        CompletableFuture.runAsync(
            () -> {
              try {
                view.start();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Eventually.eventually(
        "the view has read what it can", () -> view.trouble().isEmpty() || started.isDone());
    assertThat(started).isNotDone();

    killed.abortTransaction();

    started.join();
    assertThat(pending.contains("o-1")).isFalse();
    assertThat(view.orders().get("o-1")).isNotNull();
  }

  /// The orders service has gone over the commands.
  private void fold() throws Exception {
    try (Admin admin = log.admin()) {
      admin
          .alterConsumerGroupOffsets(
              "orders",
              Map.of(new TopicPartition(ORDER_COMMANDS.name(), 0), new OffsetAndMetadata(1)))
          .all()
          .get();
    }
  }
}
