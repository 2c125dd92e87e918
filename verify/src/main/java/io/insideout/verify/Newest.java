package io.insideout.verify;

import io.insideout.catalog.Shipment;
import io.insideout.catalog.Topic;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// The newest value of each key of a topic, as the log has it so far. A deleted key is kept as one:
/// where it was deleted can be told.
final class Newest<V extends SpecificRecord> {
  private static final int AT_BYTES = Integer.BYTES + Long.BYTES;

  private final Topic<V> topic;
  private final PlainAvro<V> avro;
  private final Facts facts;

  Newest(Topic<V> topic, Scratch scratch) {
    this.topic = topic;
    this.avro = PlainAvro.of(topic);
    this.facts = scratch.facts("newest-" + topic.name());
  }

  /// What a key has.
  ///
  /// @param value null where the key was deleted
  record Of<V>(Coordinates at, @Nullable V value) {}

  Topic<V> topic() {
    return topic;
  }

  /// Takes a record; what does not decode changes nothing.
  ///
  /// @return the key that has another value now, or null
  @Nullable String accept(Entry entry) {
    String key = key(entry);
    if (key == null) {
      return null;
    }
    switch (entry.content()) {
      case Content.Value(var value, _) ->
          facts.put(FactKey.of(key), bytes(entry.at(), avro.encode(topic.valueType().cast(value))));
      case Content.Tombstone() -> facts.put(FactKey.of(key), bytes(entry.at(), new byte[0]));
      case Content.Undecodable _ -> {
        return null;
      }
    }
    return key;
  }

  /// All shipments of an order have its key.
  private static @Nullable String key(Entry entry) {
    return entry.content() instanceof Content.Value(Shipment shipment, _)
        ? shipment.getShipmentId()
        : entry.key();
  }

  @Nullable Of<V> get(byte[] key) {
    byte[] known = facts.get(key);
    return known == null ? null : of(known);
  }

  /// A walk through all keys, whose values [#of] reads.
  Facts.Cursor scan() {
    return facts.scan(new byte[0]);
  }

  Of<V> of(byte[] fact) {
    ByteBuffer at = ByteBuffer.wrap(fact);
    return new Of<>(
        new Coordinates(topic.name(), at.getInt(), at.getLong()),
        fact.length == AT_BYTES ? null : avro.decode(fact, AT_BYTES));
  }

  private static byte[] bytes(Coordinates at, byte[] value) {
    return ByteBuffer.allocate(AT_BYTES + value.length)
        .putInt(at.partition())
        .putLong(at.offset())
        .put(value)
        .array();
  }
}
