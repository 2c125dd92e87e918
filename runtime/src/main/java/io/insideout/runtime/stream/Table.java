package io.insideout.runtime.stream;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/// A global table as a topology declares it.
///
/// @param name of its topic and of its store
record Table<V>(
    String name,
    StoreBuilder<?> builder,
    Serde<String> keys,
    Serde<V> values,
    ProcessorSupplier<String, V, Void, Void> rows) {

  void addTo(Topology topology, String source, String processor) {
    topology.addGlobalStore(
        builder, source, keys.deserializer(), values.deserializer(), name, processor, rows);
  }
}
