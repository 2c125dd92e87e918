package io.insideout.runtime.stream;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/// Keeps a global table: the newest record of each key is its row.
final class TableRows<V> implements Processor<String, V, Void, Void> {
  private final String storeName;
  private final Runnable changed;
  private @Nullable TimestampedKeyValueStore<String, V> store;

  /// @param changed is told after each change that the store holds
  TableRows(String storeName, Runnable changed) {
    this.storeName = storeName;
    this.changed = changed;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    store = context.getStateStore(storeName);
  }

  @Override
  public void process(Record<String, V> record) {
    // Without a key it is the row of nothing.
    if (record.key() != null) {
      requireNonNull(store)
          .put(
              record.key(),
              record.value() == null
                  ? null
                  : ValueAndTimestamp.make(record.value(), record.timestamp()));
      changed.run();
    }
  }
}
