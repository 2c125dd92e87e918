package io.insideout.runtime.stream;

import io.insideout.catalog.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/// A global table, looked up from within a processor. It follows its topic by itself, not in step
/// with the stream: what it does not know now it may know in a moment.
public final class TableLookup<V extends SpecificRecord> {
  private final TimestampedKeyValueStore<String, V> store;

  /// @param topic one that the topology has as a [TopologyWriter#globalTable]
  public TableLookup(ProcessorContext<?, ?> context, Topic<V> topic) {
    this.store = context.getStateStore(topic.name());
  }

  /// The row of a key, if the table has it.
  public Optional<V> find(String key) {
    return Optional.ofNullable(store.get(key)).map(ValueAndTimestamp::value);
  }

  /// Every row, ordered by the bytes of its key: for tables that are small.
  public List<V> all() {
    List<V> rows = new ArrayList<>();
    try (KeyValueIterator<String, ValueAndTimestamp<V>> iterator = store.all()) {
      iterator.forEachRemaining(row -> rows.add(row.value.value()));
    }
    return rows;
  }
}
