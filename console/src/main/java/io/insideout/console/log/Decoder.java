package io.insideout.console.log;

import io.insideout.catalog.Topics;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.schema.Registry;
import io.insideout.runtime.schema.Schemas;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Makes of a record's bytes what is shown of it: Avro by the registry's schema, text as text, and
/// anything else as the bytes that it is. What nobody is to read is masked.
public final class Decoder {
  /// Of one length, so that texts have the order of times.
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private static final int LONGEST_TEXT = 100_000;

  private final Schemas schemas;

  public Decoder(Schemas schemas) {
    this.schemas = schemas;
  }

  /// An event time, in milliseconds since the epoch, as it is shown.
  public static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  Shown shown(ConsumerRecord<byte[], byte[]> record) {
    Masks masks = new Masks();
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("topic", record.topic());
    tree.put("partition", record.partition());
    tree.put("offset", record.offset());
    tree.put("timestamp", time(record.timestamp()));
    Map<String, @Nullable Object> value = value(record.topic(), record.value(), masks);
    tree.put("key", key(record.topic(), record.key(), masks));
    tree.put("headers", headers(record, masks));
    tree.putAll(value);
    return new Shown(
        new TopicPartition(record.topic(), record.partition()),
        record.offset(),
        record.timestamp(),
        tree);
  }

  /// What is shown of a key and its value, wherever they are kept, as of a record of that topic.
  ///
  /// @param topic that they come from
  /// @return the key, and what is told of the value of a record
  public Map<String, @Nullable Object> shown(String topic, byte[] key, byte @Nullable [] value) {
    Masks masks = new Masks();
    Map<String, @Nullable Object> told = value(topic, value, masks);
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("key", key(topic, key, masks));
    shown.putAll(told);
    return shown;
  }

  private static @Nullable String key(String topic, byte @Nullable [] key, Masks masks) {
    if (key == null) {
      return null;
    }
    String shown = text(key);
    return isCard(topic) ? masks.card(shown) : masks.text(shown);
  }

  private static boolean isCard(String topic) {
    return Topics.named(topic).map(one -> one.key().contains("card")).orElse(false);
  }

  private static String text(byte[] bytes) {
    return Bytes.text(bytes).map(Decoder::cut).orElseGet(() -> Bytes.shown(bytes));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  private static Map<String, String> headers(ConsumerRecord<?, ?> record, Masks masks) {
    Map<String, String> shown = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      String text = header.value() == null ? "" : text(header.value());
      String masked = masks.field(header.key(), text);
      // A name may be there twice.
      shown.merge(header.key(), masked, (one, other) -> one + ", " + other);
    }
    return shown;
  }

  private Map<String, @Nullable Object> value(String topic, byte @Nullable [] value, Masks masks) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    if (value == null) {
      shown.put("format", "none");
      shown.put("bytes", 0);
      shown.put("value", null);
      return shown;
    }
    shown.put("bytes", value.length);
    if (Schemas.id(value).isPresent()) {
      avro(topic, value, masks, shown);
    } else {
      plain(value, masks, shown);
    }
    return shown;
  }

  private void avro(String topic, byte[] value, Masks masks, Map<String, @Nullable Object> shown) {
    try {
      Object read = AvroTree.of(schemas.readDatum(value).value());
      shown.put("format", "avro");
      shown.put("schema", schema(topic, Schemas.id(value).orElseThrow()));
      shown.put("value", masks.tree(read));
    } catch (SerializationException e) {
      shown.put("format", "bytes");
      shown.put("error", e.getMessage());
      shown.put("value", Bytes.shown(value));
    }
  }

  private Map<String, Object> schema(String topic, int id) {
    List<Registry.Version> versions = schemas.versions(id);
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("id", id);
    versions.stream()
        .filter(one -> one.subject().equals(topic + "-value"))
        .findFirst()
        .or(() -> versions.stream().findFirst())
        .ifPresent(
            version -> {
              schema.put("subject", version.subject());
              schema.put("version", version.version());
            });
    return schema;
  }

  private static void plain(byte[] value, Masks masks, Map<String, @Nullable Object> shown) {
    String text = Bytes.text(value).orElse(null);
    if (text == null) {
      shown.put("format", "bytes");
      shown.put("value", Bytes.shown(value));
      return;
    }
    try {
      Object read = Json.read(value, Object.class);
      shown.put("format", "json");
      shown.put("value", masks.tree(read));
    } catch (Problem notJson) {
      shown.put("format", "text");
      shown.put("value", masks.text(cut(text)));
    }
  }
}
