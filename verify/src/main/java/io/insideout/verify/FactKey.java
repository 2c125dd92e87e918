package io.insideout.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Keys of facts. A key begins with its subject (an order's id, a SKU, a record's key), written
/// with its length first, so that the facts of one subject lie together and no subject is the
/// beginning of another.
final class FactKey {
  private FactKey() {}

  /// The key of the only fact of a subject, and the beginning of all its keys.
  static byte[] of(String subject) {
    byte[] text = subject.getBytes(UTF_8);
    return ByteBuffer.allocate(4 + text.length).putInt(text.length).put(text).array();
  }

  /// The key of a fact about a record of a subject: by kind, then in the order of the log.
  static byte[] of(String subject, int kind, int partition, long offset) {
    byte[] text = subject.getBytes(UTF_8);
    return ByteBuffer.allocate(4 + text.length + 13)
        .putInt(text.length)
        .put(text)
        .put((byte) kind)
        .putInt(partition)
        .putLong(offset)
        .array();
  }

  /// The key of the only fact of a subject and a number.
  static byte[] numbered(String subject, long number) {
    byte[] text = subject.getBytes(UTF_8);
    return ByteBuffer.allocate(4 + text.length + 8)
        .putInt(text.length)
        .put(text)
        .putLong(number)
        .array();
  }

  /// The key of a fact about a record of a subject: by number, then in the order of the log.
  static byte[] numbered(String subject, long number, int partition, long offset) {
    byte[] text = subject.getBytes(UTF_8);
    return ByteBuffer.allocate(4 + text.length + 20)
        .putInt(text.length)
        .put(text)
        .putLong(number)
        .putInt(partition)
        .putLong(offset)
        .array();
  }

  /// The subject that a key begins with.
  static String subject(byte[] key) {
    return new String(key, 4, ByteBuffer.wrap(key).getInt(), UTF_8);
  }

  static int subjectBytes(byte[] key) {
    return 4 + ByteBuffer.wrap(key).getInt();
  }

  static boolean sameSubject(byte[] key, byte[] other) {
    int length = subjectBytes(key);
    return other.length >= length && Arrays.equals(key, 0, length, other, 0, length);
  }
}
