package io.insideout.runtime.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.Recent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/// A [GlobalTable], looked up from within a processor.
///
/// Tables are looked up with every order, so what was found, or was not, is kept until that very
/// row changes. To ask the store is not only slow: whoever asks it time and again, as those do who
/// wait for a row, keeps out the thread that brings the row. A change is told after it is in the
/// store, and taken before the store is asked: so what is kept is never older than what was taken.
public final class TableLookup<V extends SpecificRecord> {
  private static final int KEPT_ROWS = 8_192;

  private final TimestampedKeyValueStore<String, V> store;
  private final int partitions;
  private final Changes changes;
  private final Recent<String, Optional<V>> kept = new Recent<>(KEPT_ROWS);
  private @Nullable List<V> keptAll;
  private final Map<Integer, Long> keptOffsets = new HashMap<>();

  /// @param partitions how many the topic has
  /// @param changes are told from now on
  TableLookup(TimestampedKeyValueStore<String, V> store, int partitions, Changes changes) {
    this.store = store;
    this.partitions = partitions;
    this.changes = changes;
    // Before any row is read.
    keptOffsets.putAll(store.getPosition().getPartitionPositions(store.name()));
  }

  /// The row of a key, if the table has it.
  public Optional<V> find(String key) {
    forgetWhatChanged();
    return kept.computeIfAbsent(
        key, wanted -> Optional.ofNullable(store.get(wanted)).map(ValueAndTimestamp::value));
  }

  /// Every row, ordered by the bytes of its key: for tables that are small.
  public List<V> all() {
    forgetWhatChanged();
    List<V> rows = keptAll;
    if (rows == null) {
      rows = read();
      keptAll = rows;
    }
    return rows;
  }

  /// The newest record of a partition of the topic that the rows hold at least: they may be newer,
  /// never older.
  ///
  /// @return its offset; -1 where there is none, or nobody can say
  public long offset(int partition) {
    forgetWhatChanged();
    return keptOffsets.getOrDefault(partition, -1L);
  }

  /// The same of the partition in which Kafka puts a key.
  public long offset(String key) {
    return offset(BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), partitions));
  }

  private List<V> read() {
    List<V> rows = new ArrayList<>();
    try (KeyValueIterator<String, ValueAndTimestamp<V>> iterator = store.all()) {
      iterator.forEachRemaining(row -> rows.add(row.value.value()));
    }
    return List.copyOf(rows);
  }

  private void forgetWhatChanged() {
    if (!changes.any()) {
      return;
    }
    Changes.Taken taken = changes.take();
    if (taken.all()) {
      kept.clear();
    } else {
      taken.keys().forEach(kept::remove);
    }
    keptAll = null;
    keptOffsets.putAll(taken.offsets());
  }
}
