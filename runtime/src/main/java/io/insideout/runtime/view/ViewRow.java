package io.insideout.runtime.view;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A row of a view as bytes, to be compared with the log, or to be read in one's own way.
///
/// @param timestampMillis the record's event time; [#UNKNOWN] in a row that was kept before views
///   kept that
/// @param value the record's value, as it stands in the log
public record ViewRow(String key, int partition, long offset, long timestampMillis, byte[] value) {
  /// A time that nobody has kept.
  public static final long UNKNOWN = -1;

  static ViewRow of(byte[] rowKey, byte[] row) {
    return of(new String(rowKey, 1, rowKey.length - 1, StandardCharsets.UTF_8), row);
  }

  static ViewRow of(String key, byte[] row) {
    ByteBuffer header = ByteBuffer.wrap(row);
    int partition = header.getInt();
    long offset = header.getLong();
    // No partition is negative: one whose bits are turned around says that a time follows.
    boolean hasTime = partition < 0;
    long timestampMillis = hasTime ? header.getLong() : UNKNOWN;
    return new ViewRow(
        key,
        hasTime ? ~partition : partition,
        offset,
        timestampMillis,
        Arrays.copyOfRange(row, header.position(), row.length));
  }

  static byte[] bytes(int partition, long offset, long timestampMillis, byte[] value) {
    return ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES + value.length)
        .putInt(~partition)
        .putLong(offset)
        .putLong(timestampMillis)
        .put(value)
        .array();
  }
}
