package io.insideout.runtime.stream;

import io.insideout.runtime.store.Row;
import io.insideout.runtime.store.RowStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What a topology remembers, to be looked into: the partitions of it that this instance has. A row
/// may be ahead of its changelog by a transaction that is open.
///
/// @param here the partitions that this instance works on at the moment of the call
/// @param part what it has of one of them
record StateRows(
    String name, String changelog, Supplier<List<Integer>> here, IntFunction<StoreBytes> part)
    implements RowStore {
  @Override
  public Kind kind() {
    return Kind.STATE;
  }

  @Override
  public List<String> topics() {
    return List.of(changelog);
  }

  @Override
  public List<Integer> partitions() {
    return here.get();
  }

  private Stream<StoreBytes> parts() {
    return partitions().stream().map(part::apply);
  }

  @Override
  public Count count() {
    return parts()
        .map(StoreBytes::count)
        .reduce(
            new Count(0, true),
            (one, other) -> new Count(one.rows() + other.rows(), one.isExact() && other.isExact()));
  }

  @Override
  public List<Row> rows(@Nullable Mark after, byte[] from, int most) {
    List<List<Row>> found = parts().map(part -> behind(part, after, from, most)).toList();
    Optional<Row> edge = found.stream().filter(StateRows::isCut).map(List::getLast).min(Row.ORDER);
    return found.stream()
        .flatMap(List::stream)
        .filter(row -> edge.isEmpty() || Row.ORDER.compare(row, edge.get()) <= 0)
        .sorted(Row.ORDER)
        .limit(most)
        .toList();
  }

  /// Partitions behind that of the mark may have its key still.
  private static List<Row> behind(StoreBytes part, @Nullable Mark after, byte[] from, int most) {
    if (after == null) {
      return part.rows(null, from, most);
    }
    return part.isBehind(after.partition())
        ? part.rows(null, after.key(), most)
        : part.rows(after.key(), from, most);
  }

  /// Where the rows of one partition are large, no more is told of the others than of that one.
  private static boolean isCut(List<Row> rows) {
    return rows.stream().mapToLong(row -> row.value().length).sum() >= MOST_PAGE_BYTES;
  }

  @Override
  public List<Row> rows(byte[] key) {
    return parts().flatMap(part -> part.row(key).stream()).toList();
  }

  @Override
  public List<TopicPartition> places(byte[] key, @Nullable Row row) {
    return (row == null ? partitions() : List.of(row.partition()))
        .stream().map(partition -> new TopicPartition(changelog, partition)).toList();
  }

  @Override
  public boolean isOf(byte[] key, ConsumerRecord<byte[], byte[]> record) {
    return Arrays.equals(key, record.key());
  }

  @Override
  public boolean isMadeOf(Row row, ConsumerRecord<byte[], byte[]> record) {
    return row.partition() == record.partition() && Arrays.equals(row.value(), record.value());
  }

  /// A changelog is written by the store, and not read.
  @Override
  public boolean hasTaken(TopicPartition place, long offset) {
    return true;
  }
}
