package io.insideout.runtime.stream;

import io.insideout.catalog.Topic;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// A topic that every instance holds whole, as a table. It follows its topic by itself, not in step
/// with the stream: what it does not know now it may know in a moment.
public final class GlobalTable<V extends SpecificRecord> {
  private final Topic<V> topic;
  private final AtomicLong changes = new AtomicLong();

  GlobalTable(Topic<V> topic) {
    this.topic = topic;
  }

  /// Opens the table within a processor's `init`.
  public TableLookup<V> lookup(ProcessorContext<?, ?> context) {
    return new TableLookup<>(context.getStateStore(topic.name()), changes::get);
  }

  TableRows<V> rows() {
    return new TableRows<>(topic.name(), changes::incrementAndGet);
  }
}
