package io.insideout.connect.in;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.Transformation;

/// Makes of a message in the database's journal that a row is gone what capture makes of a deletion
/// that it has seen: a tombstone.
///
/// The message stands in the journal between the changes of the tables, so it comes in between
/// them, by the same writer.
///
/// @param <R> records of a source
public final class GoneRows<R extends ConnectRecord<R>> implements Transformation<R> {
  /// How such messages are called in the journal.
  public static final String PREFIX = "insideout-gone";

  private static final String MESSAGES = ".message";

  /// Those that are captured: whoever writes to the journal names no other topic.
  private static final Set<String> TABLES = Set.of("product", "warehouse_stock");

  /// A message.
  public static String message(String table, String key) {
    return table + " " + key;
  }

  /// Messages of others are nobody's: they are left out.
  // Kafka's interface is not annotated, yet takes null for what is left out.
  @SuppressWarnings("NullAway")
  @Override
  public R apply(R record) {
    if (!record.topic().endsWith(MESSAGES) || !(record.value() instanceof Struct value)) {
      return record;
    }
    Struct message = value.getStruct("message");
    byte[] content = message.getBytes("content");
    if (content == null || !PREFIX.equals(message.getString("prefix"))) {
      return null;
    }
    String[] words = new String(content, UTF_8).split(" ", 2);
    if (words.length < 2 || !TABLES.contains(words[0])) {
      return null;
    }
    String server = record.topic().substring(0, record.topic().length() - MESSAGES.length());
    return record.newRecord(
        "%s.public.%s".formatted(server, words[0]),
        null,
        Schema.STRING_SCHEMA,
        words[1],
        null,
        null,
        record.timestamp());
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {}
}
