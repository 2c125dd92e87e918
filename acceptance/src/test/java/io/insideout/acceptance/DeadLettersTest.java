package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.SuspiciousCard;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.testkit.Eventually;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A stranger writes what nobody can use into every partition of every topic that services read.
class DeadLettersTest {
  /// So many that every partition of SKUs has some.
  private static final List<String> SKUS =
      IntStream.range(0, 12).mapToObj(i -> "DEAD-" + i).toList();

  @TempDir private Path data;

  /// A bad record that stands in the log.
  private record Planted(
      Topic<?> topic,
      BadRecord bad,
      String coordinates,
      @Nullable String key,
      byte @Nullable [] value) {}

  @Test
  void every_bad_record_is_parked_once_by_each_reader_and_its_partition_goes_on() throws Exception {
    List<Planted> planted = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> letters;
    try (TestSystem system = TestSystem.start(data)) {
      shop(system, "before");
      List<String> orders = everyPartitionWorks(system, "before");
      everyTopicHasARecord(system, orders);
      for (Topic<?> topic : readers().keySet()) {
        planted.addAll(plant(new Log(system.log()), topic));
      }
      shop(system, "after");
      var _ = everyPartitionWorks(system, "after");
      aRuleCounts(system);
      for (String order : orders) {
        assertThat(system.http().get("/api/orders/" + order).expect(200).state())
            .as("what came behind it changes no order")
            .isIn("PAID", "SHIPPED");
      }
      assertThat(system.verify().toString()).contains("Every law holds.");
      letters = new Log(system.log()).read(Topics.DEAD_LETTERS);
      parked(system, planted, letters);
    }
    try (TestSystem system = TestSystem.start(data)) {
      var _ = everyPartitionWorks(system, "after");
      assertThat(new Log(system.log()).read(Topics.DEAD_LETTERS))
          .as("a restart parks nothing again")
          .hasSameSizeAs(letters);
    }
  }

  /// What comes of orders that were paid, and one that the warehouse dispatches; and what SQL would
  /// have found.
  private static void everyTopicHasARecord(TestSystem system, List<String> orders) {
    Instant start = Instant.parse("2010-12-01T08:00:00Z");
    byte[] found =
        system
            .schemas()
            .serde(Topics.SUSPICIOUS_CARDS)
            .serializer()
            .serialize(
                Topics.SUSPICIOUS_CARDS.name(),
                new SuspiciousCard("dead-card", 4L, start, start.plusSeconds(300)));
    var _ = new Log(system.log()).write(Topics.SUSPICIOUS_CARDS, 0, "dead-card", found);
    orders.forEach(system.http()::paid);
    String shipment = "/api/shipments/" + orders.getFirst() + "-1";
    Eventually.eventually(
        "there is something to ship", () -> system.http().get(shipment).status() == 200);
    system.http().post(shipment + "/dispatch", "").expect(202);
    Eventually.eventually(
        "it has left",
        () -> system.http().get("/api/orders/" + orders.getFirst()).state().equals("SHIPPED"));
  }

  /// The services that read a topic, for every topic of the catalogue that one reads.
  private static Map<Topic<?>, Set<String>> readers() {
    Map<Topic<?>, Set<String>> readers = new LinkedHashMap<>();
    for (Topic<?> topic : Topics.all()) {
      if (!topic.readers().isEmpty()) {
        readers.put(topic, topic.readers());
      }
    }
    assertThat(readers.keySet())
        .contains(
            Topics.ORDER_COMMANDS,
            Topics.ORDERS,
            Topics.ORDER_VALIDATIONS,
            Topics.STOCK,
            Topics.PRODUCTS,
            Topics.CUSTOMERS,
            Topics.FRAUD_RULES,
            Topics.SUSPICIOUS_CARDS);
    return readers;
  }

  private static List<Planted> plant(Log log, Topic<?> topic) {
    ConsumerRecord<byte[], byte[]> good = log.read(topic).getFirst();
    List<Planted> planted = new ArrayList<>();
    for (int partition = 0; partition < topic.partitions(); partition++) {
      for (BadRecord bad : BadRecord.values()) {
        int to = partition;
        String key = bad.key(topic, new String(good.key(), UTF_8));
        byte[] value = bad.value(good.value());
        if (bad.isTaken(topic)) {
          planted.add(new Planted(topic, bad, log.write(topic, to, key, value), key, value));
        } else {
          assertThatThrownBy(() -> log.write(topic, to, key, value))
              .hasRootCauseInstanceOf(InvalidRecordException.class);
        }
      }
    }
    return planted;
  }

  /// Rows in every partition of the tables.
  private static void shop(TestSystem system, String when) {
    SKUS.forEach(sku -> system.sell(sku + "-" + when, 1_000));
    SKUS.forEach(sku -> system.customer(sku + "-" + when));
  }

  /// Valid orders in every partition, of articles and by customers of every partition.
  private static List<String> everyPartitionWorks(TestSystem system, String when) {
    String lines =
        SKUS.stream()
            .map(sku -> "{\"sku\": \"%s-%s\", \"quantity\": 1}".formatted(sku, when))
            .collect(Collectors.joining(", "));
    List<String> orders = new ArrayList<>();
    Set<Integer> reached = new HashSet<>();
    for (int i = 0; i < SKUS.size() || reached.size() < Topics.ORDERS.partitions(); i++) {
      String orderId =
          system
              .http()
              .place(
                  "{\"customerId\": \"%s-%s\", \"cardToken\": \"dead-%d\", \"lines\": [%s]}"
                      .formatted(SKUS.get(i % SKUS.size()), when, i, lines));
      Reply settled = system.http().settled(orderId);
      assertThat(settled.state()).as(settled.body()).isIn("VALIDATED", "PAID");
      reached.add(
          Utils.toPositive(Utils.murmur2(orderId.getBytes(UTF_8))) % Topics.ORDERS.partitions());
      orders.add(orderId);
    }
    return orders;
  }

  private static void aRuleCounts(TestSystem system) {
    system
        .http()
        .put(
            "/api/fraud/rules/dead-rule",
            "{\"subject\": \"CARD\", \"measure\": \"ORDERS\", \"windowSeconds\": 1, \"limit\": 0}")
        .expect(200);
    String order =
        "{\"cardToken\": \"dead-rule\", \"lines\": [{\"sku\": \"DEAD-0-after\", \"quantity\": 1}]}";
    Eventually.eventually(
        "a rule that comes behind bad ones rejects an order",
        () -> system.http().settled(system.http().place(order)).body().contains("dead-rule"));
    system.http().delete("/api/fraud/rules/dead-rule").expect(204);
  }

  private static void parked(
      TestSystem system, List<Planted> planted, List<ConsumerRecord<byte[], byte[]>> letters) {
    Map<String, ConsumerRecord<byte[], byte[]>> byKey = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> letter : letters) {
      String key = new String(letter.key(), UTF_8);
      assertThat(byKey.put(key, letter)).as("%s is parked once", key).isNull();
    }
    Set<String> expected = new HashSet<>();
    for (Planted bad : planted) {
      for (String service : readers().getOrDefault(bad.topic(), Set.of())) {
        String key = service + "/" + bad.coordinates();
        if (bad.bad().isParked(bad.topic())) {
          expected.add(key);
          assertThat(byKey).containsKey(key);
          saysWhatItIs(system, bad, service, byKey.get(key));
        }
      }
    }
    assertThat(byKey.keySet()).isEqualTo(expected);
  }

  private static void saysWhatItIs(
      TestSystem system, Planted bad, String service, ConsumerRecord<byte[], byte[]> record) {
    DeadLetter letter =
        system
            .schemas()
            .serde(Topics.DEAD_LETTERS)
            .deserializer()
            .deserialize(record.topic(), record.value());
    assertThat(letter.getService()).isEqualTo(service);
    assertThat(letter.getTopic() + "/" + letter.getPartition() + "/" + letter.getOffset())
        .isEqualTo(bad.coordinates());
    assertThat(text(letter.getKey())).isEqualTo(bad.key());
    assertThat(letter.getValue())
        .isEqualTo(bad.value() == null ? null : ByteBuffer.wrap(bad.value()));
    assertThat(letter.getReason())
        .startsWith(bad.bad().reason())
        .doesNotContain("Exception", "io.insideout", "org.apache");
    assertThat(letter.getStack()).contains("\tat ");
    assertThat(Log.header(record, "cause")).isEqualTo(bad.coordinates());
    assertThat(Log.header(record, "traceparent")).isNotBlank();
  }

  private static @Nullable String text(@Nullable ByteBuffer bytes) {
    return bytes == null ? null : UTF_8.decode(bytes.duplicate()).toString();
  }
}
