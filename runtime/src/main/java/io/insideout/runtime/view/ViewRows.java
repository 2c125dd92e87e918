package io.insideout.runtime.view;

import static io.insideout.runtime.view.ViewStore.startsWith;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Topic;
import io.insideout.runtime.log.Redriven;
import io.insideout.runtime.store.Row;
import io.insideout.runtime.store.RowStore;
import io.insideout.runtime.store.StoreAway;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/// The rows of a view, to be looked into. A row knows the record that it was made of, and has its
/// value byte by byte.
record ViewRows<V extends SpecificRecord>(
    Topic<V> topic,
    ViewStore store,
    int partitionCount,
    Deserializer<V> values,
    BiFunction<String, V, String> keys,
    Function<V, List<Index>> indexes)
    implements RowStore {
  private static final int SAMPLED = 100;

  @Override
  public String name() {
    return topic.name() + "-view";
  }

  @Override
  public Kind kind() {
    return Kind.VIEW;
  }

  @Override
  public List<String> topics() {
    return List.of(topic.name());
  }

  @Override
  public List<Integer> partitions() {
    return IntStream.range(0, partitionCount).boxed().toList();
  }

  @Override
  public Count count() {
    int counted = reading(() -> store.count(ViewStore.ROW, Count.MOST_COUNTED));
    return counted < Count.MOST_COUNTED
        ? new Count(counted, true)
        : new Count(Math.max(counted, estimated()), false);
  }

  /// All keys of the store, less the entries in its indexes: as many for each row as the first have
  /// on average.
  private long estimated() {
    List<Row> some = rows(null, new byte[0], SAMPLED);
    long entries = some.stream().mapToLong(row -> entries(row.value())).sum();
    long keysOfOneRow = 1 + entries / Math.max(1, some.size());
    return reading(store::estimatedKeys) / keysOfOneRow;
  }

  private int entries(byte[] value) {
    return indexes.apply(values.deserialize(topic.name(), value)).size();
  }

  @Override
  public List<Row> rows(@Nullable Mark after, byte[] from, int most) {
    byte[] first = after == null ? from : Arrays.copyOf(after.key(), after.key().length + 1);
    return reading(() -> page(ViewStore.rowKey(first), most));
  }

  private List<Row> page(byte[] first, int most) {
    byte[] prefix = {ViewStore.ROW};
    return store.frozen(
        frozen -> {
          List<Row> rows = new ArrayList<>();
          long bytes = 0;
          try (RocksIterator iterator = store.iterator(frozen)) {
            for (iterator.seek(first);
                iterator.isValid()
                    && rows.size() < most
                    && bytes < MOST_PAGE_BYTES
                    && startsWith(iterator.key(), prefix);
                iterator.next()) {
              byte[] key = iterator.key();
              rows.add(row(Arrays.copyOfRange(key, 1, key.length), iterator.value()));
              bytes += rows.getLast().value().length;
            }
          }
          return rows;
        });
  }

  @Override
  public List<Row> rows(byte[] key) {
    byte[] stored = reading(() -> store.get(ViewStore.rowKey(key)));
    return stored == null ? List.of() : List.of(row(key, stored));
  }

  private static Row row(byte[] key, byte[] stored) {
    ViewRow row = ViewRow.of(new String(key, UTF_8), stored);
    return new Row(key, row.partition(), row.offset(), row.timestampMillis(), row.value());
  }

  @Override
  public List<TopicPartition> places(byte[] key, @Nullable Row row) {
    int likely = row == null ? Row.NOWHERE : row.partition();
    return partitions().stream()
        .sorted(Comparator.comparing(partition -> partition != likely))
        .map(partition -> new TopicPartition(topic.name(), partition))
        .toList();
  }

  @Override
  public boolean isOf(byte[] key, ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || Redriven.isAddressed(record.headers())) {
      return false;
    }
    if (record.value() == null) {
      return topic.hasTombstones() && Arrays.equals(key, record.key());
    }
    try {
      V value = values.deserialize(topic.name(), record.value());
      return Arrays.equals(key, keys.apply(new String(record.key(), UTF_8), value).getBytes(UTF_8));
    } catch (SerializationException e) {
      return false;
    }
  }

  @Override
  public boolean isMadeOf(Row row, ConsumerRecord<byte[], byte[]> record) {
    return row.partition() == record.partition()
        && row.offset() == record.offset()
        && Arrays.equals(row.value(), record.value());
  }

  @Override
  public boolean hasTaken(TopicPartition place, long offset) {
    return reading(() -> store.position(place)) > offset;
  }

  private <T extends @Nullable Object> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (ViewClosed e) {
      throw new StoreAway("the view of " + topic.name() + " is closed", e);
    }
  }
}
