package io.insideout.simulation;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.schema.Schemas;
import io.insideout.verify.Coordinates;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What comes to the log from outside: records of callers and of the warehouse, some of them twice,
/// as a producer sends them again that got no answer and is not idempotent, and bytes that nobody
/// can read.
final class OutsideWorld {
  private static final Traceparent TRACE =
      new Traceparent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "01");
  private static final List<Topic<?>> POISONED =
      List.of(
          Topics.ORDER_COMMANDS,
          Topics.ORDERS,
          Topics.ORDER_VALIDATIONS,
          Topics.STOCK,
          Topics.PRODUCTS,
          Topics.CUSTOMERS,
          Topics.FRAUD_RULES,
          Topics.SUSPICIOUS_CARDS);

  /// Topics that tasks read, not tables: there a record without a key is set aside.
  private static final Set<Topic<?>> KEYED = Set.of(Topics.ORDER_COMMANDS, Topics.STOCK);

  private static final List<byte[]> ILLEGIBLE =
      List.of(
          new byte[] {1, 2, 3},
          // In the wire format, of a schema that nobody has registered.
          new byte[] {0, 127, 0, 0, 1, 4, 2},
          new byte[0]);

  private final SimulatedLog log;
  private final Schemas schemas;
  private final VirtualTime time;
  private final RandomGenerator random;
  private final Odds odds;

  /// The newest value that was published.
  private final Map<String, byte[]> legibleByTopic = new HashMap<>();

  OutsideWorld(
      SimulatedLog log, Schemas schemas, VirtualTime time, RandomGenerator random, Odds odds) {
    this.log = log;
    this.schemas = schemas;
    this.time = time;
    this.random = random;
    this.odds = odds;
  }

  /// @param value null deletes the key from a table
  <V extends SpecificRecord> void publish(Topic<V> topic, String key, @Nullable V value) {
    byte[] bytes = schemas.serde(topic).serializer().serialize(topic.name(), value);
    if (bytes != null) {
      legibleByTopic.put(topic.name(), bytes);
    }
    var _ = append(topic, key, bytes);
    if (random.nextInt(100) < odds.duplicatePercent()) {
      var _ = append(topic, key, bytes);
    }
  }

  /// Appends a value as a stranger writes it, whose schema nobody knows yet.
  ///
  /// @return where it stands
  <V extends SpecificRecord> Coordinates publishStrange(Topic<V> topic, String key, V value) {
    byte[] bytes = schemas.serde(topic).serializer().serialize(topic.name(), value);
    return append(topic, key, SimulatedRegistry.asTheStranger(bytes));
  }

  /// A value that stands in a topic, drawn from all of them.
  <V extends SpecificRecord> Optional<V> drawn(Topic<V> topic) {
    int partition = random.nextInt(log.partitions(topic.name()));
    SimulatedPartition records = log.partition(new TopicPartition(topic.name(), partition));
    return records.size() == 0
        ? Optional.empty()
        : Optional.of(
            schemas
                .serde(topic)
                .deserializer()
                .deserialize(topic.name(), records.fetch(random.nextInt(records.size())).value()));
  }

  /// Appends something illegible.
  ///
  /// @return where it stands
  Coordinates poison() {
    Topic<?> topic = POISONED.get(random.nextInt(POISONED.size()));
    byte[] legible = legibleByTopic.get(topic.name());
    if (legible != null && KEYED.contains(topic) && random.nextBoolean()) {
      return append(topic, null, legible);
    }
    boolean absent = !topic.hasTombstones() && random.nextInt(4) == 0;
    byte[] bytes = absent ? null : ILLEGIBLE.get(random.nextInt(ILLEGIBLE.size()));
    return append(topic, "poison", bytes);
  }

  private Coordinates append(Topic<?> topic, @Nullable String key, byte @Nullable [] value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic.name(),
            key == null ? random.nextInt(log.partitions(topic.name())) : null,
            time.milliseconds(),
            key == null ? null : key.getBytes(StandardCharsets.UTF_8),
            value);
    // SQL writes what it finds, and none of our headers.
    if (!topic.equals(Topics.SUSPICIOUS_CARDS)) {
      Causes.begin(record.headers(), key == null ? "nothing" : key, TRACE);
    }
    ConsumerRecord<byte[], byte[]> appended = log.append(record);
    return new Coordinates(appended.topic(), appended.partition(), appended.offset());
  }
}
