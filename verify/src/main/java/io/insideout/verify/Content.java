package io.insideout.verify;

import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// What a record holds.
public sealed interface Content {
  /// A value that decoded.
  ///
  /// @param record the value
  /// @param raw the bytes it was decoded from, read only; empty where there were none, as in a test
  record Value(SpecificRecord record, ByteBuffer raw) implements Content {}

  /// No value: the key is deleted.
  record Tombstone() implements Content {}

  /// Bytes that did not decode, or a record that lacks what every record of its topic has.
  ///
  /// @param raw the value's bytes, read only; null where there is no value
  record Undecodable(String reason, @Nullable ByteBuffer raw) implements Content {}
}
