package io.insideout.runtime.stream;

import io.insideout.catalog.Topic;
import io.insideout.runtime.log.Redriven;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.store.Row;
import io.insideout.runtime.store.RowStore;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/// A global table of a service, to be looked into. Its values were read and written again with the
/// schema that the service knows, so they are compared as what they say, not byte by byte alone.
///
/// @param partitionCount how many partitions the topic has
record GlobalRows<V extends SpecificRecord>(
    StoreBytes store, String service, String topic, int partitionCount, Deserializer<V> values)
    implements RowStore {
  static <V extends SpecificRecord> GlobalRows<V> of(
      Topic<V> topic, StoreBytes store, String service, int partitionCount, Schemas schemas) {
    return new GlobalRows<>(
        store, service, topic.name(), partitionCount, schemas.serde(topic).deserializer());
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public Kind kind() {
    return Kind.TABLE;
  }

  @Override
  public List<String> topics() {
    return List.of(topic);
  }

  @Override
  public List<Integer> partitions() {
    return IntStream.range(0, partitionCount).boxed().toList();
  }

  @Override
  public Count count() {
    return store.count();
  }

  @Override
  public List<Row> rows(@Nullable Mark after, byte[] from, int most) {
    return store.rows(after == null ? null : after.key(), from, most);
  }

  @Override
  public List<Row> rows(byte[] key) {
    return store.row(key).stream().toList();
  }

  @Override
  public List<TopicPartition> places(byte[] key, @Nullable Row row) {
    int likely = BuiltInPartitioner.partitionForKey(key, partitionCount);
    return partitions().stream()
        .sorted(Comparator.comparing(partition -> partition != likely))
        .map(partition -> new TopicPartition(topic, partition))
        .toList();
  }

  @Override
  public boolean isOf(byte[] key, ConsumerRecord<byte[], byte[]> record) {
    return Arrays.equals(key, record.key())
        && !Redriven.isForAnother(record.headers(), service)
        && (record.value() == null || isRead(record.value()));
  }

  private boolean isRead(byte[] value) {
    try {
      values.deserialize(topic, value);
      return true;
    } catch (SerializationException e) {
      return false;
    }
  }

  @Override
  public boolean isMadeOf(Row row, ConsumerRecord<byte[], byte[]> record) {
    return Arrays.equals(row.value(), record.value())
        || (isRead(row.value())
            && values
                .deserialize(topic, row.value())
                .equals(values.deserialize(topic, record.value())));
  }

  @Override
  public boolean hasTaken(TopicPartition place, long offset) {
    Long taken = store.positions(topic).get(place.partition());
    // A table that was read back says nothing before the next record comes.
    return taken == null || taken >= offset;
  }
}
