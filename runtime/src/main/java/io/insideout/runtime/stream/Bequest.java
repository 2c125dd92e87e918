package io.insideout.runtime.stream;

import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/// What a store of a new generation is made of: the changelog of a store of the one before, which
/// has all of it that was committed, and nothing else.
///
/// @param store its name
/// @param former the name of the store of the generation before
/// @param taking puts a record of that changelog into the store
record Bequest(
    String store,
    StoreBuilder<?> builder,
    String former,
    ProcessorSupplier<byte[], byte[], Void, Void> taking) {

  /// @param group of the generation before
  String changelog(String group) {
    return group + "-" + former + "-changelog";
  }
}
