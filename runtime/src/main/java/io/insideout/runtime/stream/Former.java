package io.insideout.runtime.stream;

import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/// The store of the generation before that a store is made of.
///
/// @param store its name
/// @param type of its values
/// @param how a value is made of one of its values, under the same key; the same value gives the
///   same
public record Former<F extends SpecificRecord, V extends SpecificRecord>(
    String store, Class<F> type, Function<F, V> how) {

  /// A store of the same name and type: what stands there is taken as it is.
  static <V extends SpecificRecord> Former<V, V> of(String store, Class<V> type) {
    return new Former<>(store, type, value -> value);
  }
}
