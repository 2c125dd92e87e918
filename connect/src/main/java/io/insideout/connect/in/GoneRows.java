package io.insideout.connect.in;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/// Makes of a message in the database's journal that a row is gone what capture makes of a deletion
/// that it has seen: a tombstone.
///
/// The message stands in the journal between the changes of the tables, so it comes in between
/// them, by the same writer. Messages of others are nobody's here, and go no further.
///
/// @param <R> records of a source
public final class GoneRows<R extends ConnectRecord<R>> implements Transformation<R> {
  /// How such messages are called in the journal.
  public static final String PREFIX = "insideout-gone";

  private static final String MESSAGES = ".message";

  /// A message.
  public static String message(String table, String key) {
    return table + " " + key;
  }

  // Connect's interfaces are not annotated, yet take null for a record that goes no further.
  @SuppressWarnings("NullAway")
  @Override
  public R apply(R record) {
    if (!record.topic().endsWith(MESSAGES) || !(record.value() instanceof Struct value)) {
      return record;
    }
    Struct message = value.getStruct("message");
    if (!PREFIX.equals(message.getString("prefix"))) {
      return null;
    }
    ByteBuffer content = ByteBuffer.wrap(message.getBytes("content"));
    String[] words = UTF_8.decode(content).toString().split(" ", 2);
    if (words.length < 2) {
      throw new DataException("a message of the journal names no row");
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
