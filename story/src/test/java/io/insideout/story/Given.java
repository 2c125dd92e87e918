package io.insideout.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Topic;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.schema.Schemas;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// Records as they are in the log.
final class Given {
  static final Schemas SCHEMAS = Schemas.inMemory();

  private Given() {}

  /// @param headers by their names
  static <V extends SpecificRecord> ConsumerRecord<byte[], byte[]> record(
      Topic<V> topic,
      long offset,
      @Nullable String key,
      @Nullable V value,
      Map<String, String> headers) {
    return bytes(
        topic,
        offset,
        key,
        value == null ? null : SCHEMAS.serde(topic).serializer().serialize(topic.name(), value),
        headers);
  }

  // Kafka's classes are not annotated: a record may be without key and value.
  @SuppressWarnings("NullAway")
  static ConsumerRecord<byte[], byte[]> bytes(
      Topic<?> topic,
      long offset,
      @Nullable String key,
      byte @Nullable [] value,
      Map<String, String> headers) {
    RecordHeaders all = new RecordHeaders();
    headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
    return new ConsumerRecord<>(
        topic.name(),
        0,
        offset,
        1_291_593_600_000L,
        TimestampType.CREATE_TIME,
        0,
        0,
        key == null ? null : key.getBytes(UTF_8),
        value,
        all,
        Optional.empty());
  }

  static Map<String, String> from(String cause, long writtenMillis) {
    return Map.of(
        Causes.CORRELATION_ID,
        "o",
        Causes.CAUSE,
        cause,
        Causes.WRITTEN,
        String.valueOf(writtenMillis));
  }

  static Map<String, String> outside(long writtenMillis) {
    return Map.of(Causes.CORRELATION_ID, "o", Causes.WRITTEN, String.valueOf(writtenMillis));
  }
}
