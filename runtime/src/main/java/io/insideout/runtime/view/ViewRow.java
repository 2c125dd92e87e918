package io.insideout.runtime.view;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A row of a view as bytes, to be compared with the log.
///
/// @param value the record's value, as it stands in the log
public record ViewRow(String key, int partition, long offset, byte[] value) {
  static ViewRow of(byte[] rowKey, byte[] row) {
    ByteBuffer header = ByteBuffer.wrap(row);
    return new ViewRow(
        new String(rowKey, 1, rowKey.length - 1, StandardCharsets.UTF_8),
        header.getInt(),
        header.getLong(),
        Arrays.copyOfRange(row, Integer.BYTES + Long.BYTES, row.length));
  }

  static byte[] bytes(int partition, long offset, byte[] value) {
    return ByteBuffer.allocate(Integer.BYTES + Long.BYTES + value.length)
        .putInt(partition)
        .putLong(offset)
        .put(value)
        .array();
  }
}
