package io.insideout.runtime.stream;

import io.insideout.catalog.Topic;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// A topic that every instance holds whole, as a table. It follows its topic by itself, not in step
/// with the stream: what it does not know now it may know in a moment.
public final class GlobalTable<V extends SpecificRecord> {
  private final Topic<V> topic;
  private final int partitions;
  private final List<WeakReference<Changes>> lookups = new CopyOnWriteArrayList<>();

  /// @param partitions how many the topic has
  GlobalTable(Topic<V> topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
  }

  /// Opens the table within a processor's `init`.
  public TableLookup<V> lookup(ProcessorContext<?, ?> context) {
    Changes changes = new Changes();
    // A task that moves elsewhere leaves its lookup behind, and does not say so.
    lookups.removeIf(lookup -> lookup.get() == null);
    lookups.add(new WeakReference<>(changes));
    return new TableLookup<>(context.getStateStore(topic.name()), partitions, changes);
  }

  TableRows<V> rows() {
    return new TableRows<>(topic.name(), this::changed);
  }

  private void changed(String key, RecordMetadata record) {
    for (WeakReference<Changes> lookup : lookups) {
      Changes changes = lookup.get();
      if (changes != null) {
        changes.add(key, record.partition(), record.offset());
      }
    }
  }
}
