package io.insideout.runtime.stream;

import io.insideout.runtime.Recent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/// A [GlobalTable], looked up from within a processor.
///
/// Tables change seldom and are looked up with every order, so rows are kept decoded until any row
/// of the table changes. A change is counted after it is in the store, and the count is read before
/// the store is: so what is kept is never older than the count says.
public final class TableLookup<V extends SpecificRecord> {
  private static final int KEPT_ROWS = 8_192;

  private final TimestampedKeyValueStore<String, V> store;
  private final LongSupplier changes;
  private final Recent<String, Optional<V>> kept = new Recent<>(KEPT_ROWS);
  private @Nullable List<V> keptAll;
  private Map<Integer, Long> keptOffsets = Map.of();
  private long keptSince = -1;

  TableLookup(TimestampedKeyValueStore<String, V> store, LongSupplier changes) {
    this.store = store;
    this.changes = changes;
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

  private List<V> read() {
    List<V> rows = new ArrayList<>();
    try (KeyValueIterator<String, ValueAndTimestamp<V>> iterator = store.all()) {
      iterator.forEachRemaining(row -> rows.add(row.value.value()));
    }
    return List.copyOf(rows);
  }

  private void forgetWhatChanged() {
    long now = changes.getAsLong();
    if (now != keptSince) {
      kept.clear();
      keptAll = null;
      // Before any row is read, as the count is.
      keptOffsets = Map.copyOf(store.getPosition().getPartitionPositions(store.name()));
      keptSince = now;
    }
  }
}
