package io.insideout.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.CardTokens;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.CloudEvents;
import io.insideout.runtime.schema.Schemas;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/// A record of the log, read.
///
/// @param value as this program knows it; null where it does not decode, or there is none
/// @param written with what schema, and what it says; null where that is so
/// @param undecodable why it does not decode; null where it does
record Told(
    ConsumerRecord<byte[], byte[]> record,
    @Nullable SpecificRecord value,
    @Nullable Written written,
    @Nullable String undecodable) {

  /// A value as it was written.
  ///
  /// @param version of the topic's subject, where the registry tells
  /// @param json masked, fit to be shown
  record Written(
      int schemaId, String subject, OptionalInt version, String type, @Nullable Object json) {}

  static Told of(ConsumerRecord<byte[], byte[]> record, Schemas schemas) {
    Topic<?> topic = Topics.named(record.topic()).orElse(null);
    byte[] bytes = record.value();
    if (bytes == null || topic == null) {
      return new Told(record, null, null, null);
    }
    try {
      Schemas.Datum datum = schemas.readDatum(bytes);
      int id = Schemas.schemaId(bytes);
      return new Told(
          record,
          schemas.serde(topic).deserializer().deserialize(topic.name(), bytes),
          new Written(
              id,
              topic.subject(),
              schemas.version(topic.subject(), id),
              datum.schema().getName(),
              Masked.json(datum.value())),
          null);
    } catch (SerializationException e) {
      return new Told(record, null, null, String.valueOf(e.getMessage()));
    }
  }

  String coordinates() {
    return Causes.coordinates(record);
  }

  /// When it was written, milliseconds since the epoch; its event time where it does not say so.
  long writtenMillis() {
    return Causes.writtenMillis(record.headers()).orElse(record.timestamp());
  }

  @Nullable String header(String name) {
    return Causes.text(record.headers(), name);
  }

  /// The service that wrote it; null where nobody can tell.
  @Nullable String writer() {
    String source = header(CloudEvents.SOURCE);
    if (source != null) {
      return source.replaceFirst("^/", "");
    }
    Set<String> writers = Topics.named(record.topic()).map(Topic::writers).orElse(Set.of());
    // A stranger may have written into a topic of ours, but not with its schema by chance.
    return writers.size() == 1 && undecodable == null ? writers.iterator().next() : null;
  }

  @Nullable String key() {
    if (record.key() == null) {
      return null;
    }
    String key = new String(record.key(), UTF_8);
    return record.topic().equals(Topics.SUSPICIOUS_CARDS.name()) ? CardTokens.masked(key) : key;
  }
}
