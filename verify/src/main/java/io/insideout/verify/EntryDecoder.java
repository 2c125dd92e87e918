package io.insideout.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Topic;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.schema.Schemas;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/// Makes entries of records.
final class EntryDecoder {
  private final Map<String, Reader> byTopic = new HashMap<>();

  private record Reader(
      Deserializer<? extends SpecificRecord> deserializer, boolean hasTombstones) {}

  EntryDecoder(Schemas schemas, Collection<? extends Topic<? extends SpecificRecord>> topics) {
    topics.forEach(
        topic ->
            byTopic.put(
                topic.name(),
                new Reader(schemas.serde(topic).deserializer(), topic.hasTombstones())));
  }

  Entry decode(ConsumerRecord<byte[], byte[]> record) {
    String cause = Causes.text(record.headers(), Causes.CAUSE);
    return new Entry(
        new Coordinates(record.topic(), record.partition(), record.offset()),
        record.timestamp(),
        record.key() == null ? null : new String(record.key(), UTF_8),
        content(record),
        cause == null ? null : Coordinates.parse(cause).orElse(null),
        Causes.text(record.headers(), Causes.CORRELATION_ID));
  }

  /// What lacks its key, or the value that history must have, says nothing to anybody: services set
  /// it aside like bytes that do not decode.
  private Content content(ConsumerRecord<byte[], byte[]> record) {
    byte[] bytes = record.value();
    ByteBuffer raw = bytes == null ? null : ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    Reader reader = byTopic.get(record.topic());
    if (reader == null) {
      return new Content.Undecodable("a topic that is not in the catalogue", raw);
    }
    if (record.key() == null) {
      return new Content.Undecodable("the record has no key", raw);
    }
    if (raw == null) {
      return reader.hasTombstones()
          ? new Content.Tombstone()
          : new Content.Undecodable("the record has no value", null);
    }
    try {
      return new Content.Value(reader.deserializer().deserialize(record.topic(), bytes), raw);
    } catch (SerializationException e) {
      return new Content.Undecodable(String.valueOf(e.getMessage()), raw);
    }
  }
}
