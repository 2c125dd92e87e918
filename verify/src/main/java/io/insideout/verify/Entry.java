package io.insideout.verify;

import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// One committed record of the log, decoded.
///
/// @param at where it stands
/// @param timestampMillis the record's timestamp, milliseconds since the epoch
/// @param key the key, or null where the record has none
/// @param content the value, its absence, or why it does not decode
/// @param cause the record that this one was made from; null for what comes from outside
/// @param correlationId what the record belongs to: the order's id, or the key
public record Entry(
    Coordinates at,
    long timestampMillis,
    @Nullable String key,
    Content content,
    @Nullable Coordinates cause,
    @Nullable String correlationId) {

  /// An entry with a value, where neither time nor correlation nor raw bytes matter.
  public static Entry of(
      Coordinates at, String key, SpecificRecord value, @Nullable Coordinates cause) {
    return new Entry(at, 0, key, new Content.Value(value, ByteBuffer.allocate(0)), cause, null);
  }
}
