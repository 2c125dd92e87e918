package io.insideout.runtime.stream;

import static java.util.Objects.requireNonNull;

import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/// Keeps a global table: the newest record of each key is its row.
final class TableRows<V> implements Processor<String, V, Void, Void> {
  private final String storeName;
  private final BiConsumer<String, RecordMetadata> changed;
  private @Nullable ProcessorContext<Void, Void> context;
  private @Nullable TimestampedKeyValueStore<String, V> store;

  /// @param changed is told of each change after the store holds it: of which key, by which record
  TableRows(String storeName, BiConsumer<String, RecordMetadata> changed) {
    this.storeName = storeName;
    this.changed = changed;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
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
      changed.accept(record.key(), requireNonNull(context).recordMetadata().orElseThrow());
    }
  }
}
