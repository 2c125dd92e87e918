package io.insideout.runtime.view;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An entry in an order of its own beside a view's keys: all entries of one name and value stand
/// together, newest first.
///
/// @param name what the index is by
/// @param value what is looked up
/// @param timeMicros what the entries of one value are sorted by, microseconds since the epoch
public record Index(String name, String value, long timeMicros) {
  private static final byte END = 0;

  /// The bytes that all entries of one name and value begin with.
  static byte[] prefix(String name, String value) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(3 + nameBytes.length + valueBytes.length)
        .put(ViewStore.INDEX)
        .put(nameBytes)
        .put(END)
        .put(valueBytes)
        .put(END)
        .array();
  }

  /// Whether these bytes are an entry of that name and value.
  public static boolean isEntry(String name, String value, byte[] bytes) {
    byte[] prefix = prefix(name, value);
    return bytes.length > prefix.length + Long.BYTES
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  byte[] entry(String key) {
    byte[] prefix = prefix(name, value);
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(prefix.length + Long.BYTES + keyBytes.length)
        .put(prefix)
        .putLong(Long.MAX_VALUE - timeMicros)
        .put(keyBytes)
        .array();
  }

  /// The first entry at or before that time.
  static byte[] from(byte[] prefix, long timeMicros) {
    return ByteBuffer.allocate(prefix.length + Long.BYTES)
        .put(prefix)
        .putLong(Long.MAX_VALUE - timeMicros)
        .array();
  }

  static long timeMicros(byte[] prefix, byte[] entry) {
    return Long.MAX_VALUE - ByteBuffer.wrap(entry).getLong(prefix.length);
  }

  static String key(byte[] prefix, byte[] entry) {
    int start = prefix.length + Long.BYTES;
    return new String(entry, start, entry.length - start, StandardCharsets.UTF_8);
  }
}
