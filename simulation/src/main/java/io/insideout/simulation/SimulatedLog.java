package io.insideout.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/// The log as readers of committed records see it: a transaction's records, its changelog entries
/// and its positions are there together, or none of them.
final class SimulatedLog {
  private record Position(String group, TopicPartition partition) {}

  private final Map<String, List<SimulatedPartition>> topics = new LinkedHashMap<>();
  private final Map<Position, OffsetAndMetadata> positions = new HashMap<>();
  private final Consumer<ConsumerRecord<byte[], byte[]>> witness;

  /// A log with the topics of the catalogue, all empty.
  ///
  /// @param partitions how many partitions a topic has in this log
  /// @param witness is told of every record as it is committed
  SimulatedLog(
      ToIntFunction<Topic<?>> partitions, Consumer<ConsumerRecord<byte[], byte[]>> witness) {
    this.witness = witness;
    Topics.all().forEach(topic -> create(topic.name(), partitions.applyAsInt(topic)));
  }

  void create(String topic, int partitions) {
    topics.putIfAbsent(
        topic,
        IntStream.range(0, partitions)
            .mapToObj(partition -> new SimulatedPartition(new TopicPartition(topic, partition)))
            .toList());
  }

  /// How many partitions a topic has.
  int partitions(String topic) {
    return topic(topic).size();
  }

  SimulatedPartition partition(TopicPartition name) {
    return topic(name.topic()).get(name.partition());
  }

  /// The next offset that a group has committed to read; null if it has committed none.
  @Nullable OffsetAndMetadata position(String group, TopicPartition partition) {
    return positions.get(new Position(group, partition));
  }

  /// Where a record goes: where it says, or else where its key belongs.
  TopicPartition destination(ProducerRecord<byte[], byte[]> record) {
    return new TopicPartition(
        record.topic(),
        record.partition() != null
            ? record.partition()
            : BuiltInPartitioner.partitionForKey(record.key(), partitions(record.topic())));
  }

  /// Appends a record outside of any transaction.
  ///
  /// @return the record as it stands in the log
  ConsumerRecord<byte[], byte[]> append(ProducerRecord<byte[], byte[]> record) {
    ConsumerRecord<byte[], byte[]> appended = partition(destination(record)).append(record);
    witness.accept(appended);
    return appended;
  }

  /// Commits a transaction.
  void commit(
      List<ProducerRecord<byte[], byte[]>> records,
      String group,
      Map<TopicPartition, OffsetAndMetadata> reached) {
    Set<TopicPartition> touched = new LinkedHashSet<>();
    for (ProducerRecord<byte[], byte[]> record : records) {
      var _ = append(record);
      touched.add(destination(record));
    }
    // The marker that ends a transaction takes an offset in each of its partitions.
    touched.forEach(partition -> partition(partition).skipOffset());
    reached.forEach((partition, offset) -> positions.put(new Position(group, partition), offset));
  }

  /// What the records of a topic come to, as a table.
  <V> Map<String, V> table(String topic, Deserializer<V> deserializer) {
    Map<String, V> rows = new HashMap<>();
    for (SimulatedPartition partition : topic(topic)) {
      for (ConsumerRecord<byte[], byte[]> record : partition.records()) {
        String key = new String(record.key(), UTF_8);
        if (record.value() == null) {
          rows.remove(key);
        } else {
          rows.put(key, deserializer.deserialize(topic, record.value()));
        }
      }
    }
    return rows;
  }

  private List<SimulatedPartition> topic(String topic) {
    return requireNonNull(topics.get(topic), () -> "there is no topic " + topic);
  }
}
