package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.Stock;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.generation.Standing;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.stream.StreamsPart;
import io.insideout.services.inventory.InventoryService;
import io.insideout.testkit.OrderFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Generations of inventory, one after the other, on a log with several partitions.
class GenerationsTest {
  private static final int PARTITIONS = 3;
  private static final int SKUS = 12;
  private static final long ON_HAND = 150;

  @TempDir private Path directory;

  private final List<String> placed = new ArrayList<>();
  private GenerationsLog generations;

  @SuppressWarnings("NullAway.Init") // see start
  GenerationsTest() {}

  @BeforeEach
  void start() throws Exception {
    generations = GenerationsLog.start(directory, PARTITIONS, Topics.all());
  }

  @AfterEach
  void close() {
    generations.close();
  }

  @Test
  void each_order_is_answered_by_one_of_them_and_by_one_only() throws Exception {
    stock();
    StreamsPart first = inventory(1, "one");
    first.start();
    place(500);
    eventually("the first works", () -> !answered().isEmpty());

    place(3_000);
    StreamsPart second = inventory(2, "two");
    StreamsPart beside = inventory(2, "three");
    second.start();
    beside.start();
    place(500);
    eventually("the second has taken over", () -> standing().equals(new Standing(2, 2)));
    eventually(
        "it works",
        () -> second.trouble().isEmpty() && beside.trouble().isEmpty() && isEmpty("inventory"));
    place(500);
    assertThat(first.trouble().orElse("")).contains("generation 2 takes its place");

    assertThatAllAreAnsweredOnce();
    assertThatTheBooksBalance();

    first.close();
    StreamsPart back = inventory(1, "one");
    back.start();
    place(100);
    assertThatAllAreAnsweredOnce();
    assertThat(isEmpty("inventory")).isTrue();
    assertThat(back.trouble().orElse("")).contains("generation 2 takes its place");
  }

  @Test
  void where_nobody_worked_before_it_works_at_once() throws Exception {
    stock();
    StreamsPart fifth = inventory(5, "one");
    fifth.start();
    place(50);
    assertThatAllAreAnsweredOnce();
    assertThat(standing()).isEqualTo(new Standing(5, 5));
  }

  private StreamsPart inventory(int number, String instance) {
    return generations.part(new InventoryService(), number, instance);
  }

  private void stock() throws Exception {
    for (int i = 0; i < SKUS; i++) {
      var _ = generations.publish(Topics.STOCK, sku(i), new Stock(sku(i), ON_HAND, 0L)).get();
    }
  }

  private static String sku(int number) {
    return "SKU-" + number % SKUS;
  }

  /// Each of two things, of which there is not enough for all.
  private void place(int count) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = placed.size();
      String id = "order-" + number;
      Order order =
          OrderFixture.order(id)
              .line(sku(number), 1, 1_000_000L)
              .line(sku(number + 5), 1, 1_000_000L)
              .requested();
      placed.add(id);
      sent.add(generations.publish(Topics.ORDERS, id, order));
    }
    for (Future<?> one : sent) {
      var _ = one.get();
    }
  }

  private Standing standing() {
    return generations.standing("inventory");
  }

  private boolean isEmpty(String group) {
    try (Admin admin = generations.log().admin()) {
      return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
          .allMatch(described -> described.members().isEmpty());
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertThatAllAreAnsweredOnce() {
    eventually("all are answered", () -> answered().size() >= 2 * placed.size());
    List<String> expected =
        IntStream.range(0, placed.size())
            .boxed()
            .flatMap(
                number ->
                    Stream.of(sku(number), sku(number + 5))
                        .map(sku -> placed.get(number) + " " + sku))
            .toList();
    assertThat(answered()).containsExactlyInAnyOrderElementsOf(expected);
  }

  /// What was answered of which order, as often as it was.
  private List<String> answered() {
    return read(Topics.ORDER_VALIDATIONS).stream()
        .flatMap(answer -> answer.getCovers().stream().map(sku -> answer.getOrderId() + " " + sku))
        .toList();
  }

  /// Each entry goes on from the one before, whoever wrote that one.
  private void assertThatTheBooksBalance() {
    Map<String, Long> reserved = new HashMap<>();
    for (StockReservation entry : read(Topics.STOCK_RESERVATIONS)) {
      long after = reserved.merge(entry.getSku(), entry.getQuantity(), Long::sum);
      assertThat(entry.getReservedAfter()).isEqualTo(after).isLessThanOrEqualTo(ON_HAND);
    }
    assertThat(reserved).hasSize(SKUS).containsValue(ON_HAND);
    Map<String, Long> promised = new HashMap<>();
    for (OrderValidation answer : read(Topics.ORDER_VALIDATIONS)) {
      if (answer.getOutcome() == Outcome.PASS) {
        answer.getCovers().forEach(sku -> promised.merge(sku, 1L, Long::sum));
      }
    }
    assertThat(promised).isEqualTo(reserved);
  }

  private <V extends SpecificRecord> List<V> read(Topic<V> topic) {
    Deserializer<V> values = generations.schemas().serde(topic).deserializer();
    List<V> read = new ArrayList<>();
    try (Consumer<byte[], byte[]> reader = generations.log().reader("generations-test")) {
      reader.assign(LogClient.partitions(reader, topic));
      LogClient.readToEnd(
          reader, record -> read.add(values.deserialize(topic.name(), record.value())));
    }
    return read;
  }
}
