package io.insideout.verify;

import io.insideout.catalog.Topic;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/// The rows that a table's topic had, as far as the log still has them: it keeps the newest row of
/// each key. A row that is there was the newest one until the next that is there, since whatever
/// was between would have taken it away before itself.
final class RowHistory<V extends SpecificRecord> {
  private final Topic<V> topic;
  private final PlainAvro<V> avro;

  /// By the row's key, the newest first; nothing where the row was deleted.
  private final Facts rows;

  private final Map<Integer, Long> nextByPartition = new HashMap<>();
  private boolean whole = true;

  RowHistory(Topic<V> topic, Facts rows) {
    this.topic = topic;
    this.avro = PlainAvro.of(topic);
    this.rows = rows;
  }

  /// Takes a record, if it is of this topic.
  void accept(Entry entry) {
    Coordinates at = entry.at();
    if (!at.topic().equals(topic.name())) {
      return;
    }
    whole &= at.offset() == nextByPartition.getOrDefault(at.partition(), 0L);
    nextByPartition.put(at.partition(), at.offset() + 1);
    if (entry.key() != null) {
      byte[] key = FactKey.numbered(entry.key(), ~at.offset());
      switch (entry.content()) {
        case Content.Value(var row, _) -> rows.put(key, avro.encode(topic.valueType().cast(row)));
        case Content.Tombstone() -> rows.put(key, new byte[0]);
        case Content.Undecodable _ -> {}
      }
    }
  }

  /// Whether it is certain that the log has forgotten nothing. A transaction's end takes an offset
  /// as well, so where there was one, nothing is.
  boolean isWhole() {
    return whole;
  }

  /// Whether the log has anything of a key.
  boolean has(String key) {
    return newest(key, Long.MAX_VALUE).isPresent();
  }

  /// The newest row of a key at or before an offset; an empty one where it was deleted.
  Optional<Optional<V>> newest(String key, long offset) {
    if (offset < 0) {
      return Optional.empty();
    }
    byte[] from = FactKey.numbered(key, ~offset);
    try (Facts.Cursor cursor = rows.scan(from)) {
      return cursor.next() && FactKey.sameSubject(from, cursor.key())
          ? Optional.of(row(cursor.value()))
          : Optional.empty();
    }
  }

  /// The newest row of each key at or before an offset.
  Map<String, Optional<V>> newest(long offset) {
    Map<String, Optional<V>> found = new HashMap<>();
    try (Facts.Cursor cursor = rows.scan(new byte[0])) {
      while (cursor.next()) {
        if (offset(cursor.key()) <= offset) {
          found.putIfAbsent(FactKey.subject(cursor.key()), row(cursor.value()));
        }
      }
    }
    return found;
  }

  /// Whether a row of a key that came behind an offset is such a one.
  boolean changedSince(String key, long offset, Predicate<Optional<V>> wanted) {
    byte[] from = FactKey.of(key);
    try (Facts.Cursor cursor = rows.scan(from)) {
      while (cursor.next()
          && FactKey.sameSubject(from, cursor.key())
          && offset(cursor.key()) > offset) {
        if (wanted.test(row(cursor.value()))) {
          return true;
        }
      }
    }
    return false;
  }

  private static long offset(byte[] key) {
    return ~ByteBuffer.wrap(key).getLong(FactKey.subjectBytes(key));
  }

  private Optional<V> row(byte[] value) {
    return value.length == 0 ? Optional.empty() : Optional.of(avro.decode(value, 0));
  }
}
