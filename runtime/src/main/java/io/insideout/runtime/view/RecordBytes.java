package io.insideout.runtime.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.log.Causes;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// A record as a view keeps it, whole, under what it is about and in the order in which records
/// were written.
///
/// The key in the store: what it is about, with its length before it so that none is the beginning
/// of another; when it was written; its coordinates. The row: timestamp, headers, key, value.
final class RecordBytes {
  private static final int NOTHING = -1;

  private RecordBytes() {}

  /// What the keys of all records about one subject begin with.
  static byte[] prefix(String subject) {
    byte[] bytes = subject.getBytes(UTF_8);
    return ByteBuffer.allocate(1 + Integer.BYTES + bytes.length)
        .put(ViewStore.ROW)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  static byte[] key(String subject, ConsumerRecord<byte[], byte[]> record) {
    byte[] prefix = prefix(subject);
    byte[] topic = record.topic().getBytes(UTF_8);
    return ByteBuffer.allocate(prefix.length + 2 * Long.BYTES + Integer.BYTES + topic.length)
        .put(prefix)
        .putLong(Causes.writtenMillis(record.headers()).orElse(Math.max(0, record.timestamp())))
        .putInt(record.partition())
        .putLong(record.offset())
        .put(topic)
        .array();
  }

  static byte[] row(ConsumerRecord<byte[], byte[]> record) {
    Header[] headers = record.headers().toArray();
    byte[][] names = new byte[headers.length][];
    int bytes = Long.BYTES + Integer.BYTES;
    for (int i = 0; i < headers.length; i++) {
      names[i] = headers[i].key().getBytes(UTF_8);
      bytes += size(names[i]) + size(headers[i].value());
    }
    ByteBuffer row =
        ByteBuffer.allocate(bytes + size(record.key()) + size(record.value()))
            .putLong(record.timestamp())
            .putInt(headers.length);
    for (int i = 0; i < headers.length; i++) {
      put(row, names[i]);
      put(row, headers[i].value());
    }
    put(row, record.key());
    put(row, record.value());
    return row.array();
  }

  private static int size(byte @Nullable [] bytes) {
    return Integer.BYTES + (bytes == null ? 0 : bytes.length);
  }

  private static void put(ByteBuffer row, byte @Nullable [] bytes) {
    if (bytes == null) {
      row.putInt(NOTHING);
    } else {
      row.putInt(bytes.length).put(bytes);
    }
  }

  // Kafka's classes are not annotated: a record may be without key and value.
  @SuppressWarnings("NullAway")
  static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] stored) {
    ByteBuffer place = ByteBuffer.wrap(key, 1, key.length - 1);
    int subjectBytes = place.getInt();
    place.position(place.position() + subjectBytes + Long.BYTES);
    int partition = place.getInt();
    long offset = place.getLong();
    String topic = UTF_8.decode(place).toString();
    ByteBuffer row = ByteBuffer.wrap(stored);
    long timestampMillis = row.getLong();
    RecordHeaders headers = new RecordHeaders();
    for (int left = row.getInt(); left > 0; left--) {
      byte[] name = take(row);
      headers.add(new String(name, UTF_8), take(row));
    }
    byte[] recordKey = take(row);
    byte[] value = take(row);
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        timestampMillis,
        TimestampType.CREATE_TIME,
        recordKey == null ? NOTHING : recordKey.length,
        value == null ? NOTHING : value.length,
        recordKey,
        value,
        headers,
        Optional.empty());
  }

  private static byte @Nullable [] take(ByteBuffer row) {
    int length = row.getInt();
    if (length == NOTHING) {
      return null;
    }
    byte[] bytes = new byte[length];
    row.get(bytes);
    return bytes;
  }
}
