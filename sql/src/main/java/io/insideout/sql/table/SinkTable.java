package io.insideout.sql.table;

import io.insideout.sql.dialect.Column;
import io.insideout.sql.dialect.Statement.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/// A topic as the table that a query writes, exactly once: the records of a checkpoint become
/// readable together, when it is complete.
///
/// A record's key is one column of text as it is, or several columns, or one of another type, as a
/// JSON object; without such columns it is the key of the record that the row was made of.
///
/// @param topic what is written
/// @param keys the columns that are its records' key; none for that of the record that was read
public record SinkTable(TopicTable topic, List<String> keys) {
  private static final String TEXT = "STRING";

  public SinkTable {
    keys = List.copyOf(keys);
  }

  /// What a query gives beside the columns.
  ///
  /// @param key whether it gives the key of the record that a row was made of
  /// @param time whether it gives the event time
  public record Carried(boolean key, boolean time) {}

  /// How its transactions are named, and how long one may be open: until what has written it comes
  /// back.
  public record Transactions(String prefix, long timeoutMs) {}

  /// Its name in the statement that writes it: no other table can have it.
  public String name() {
    return "into " + topic.relation().name();
  }

  /// Its columns, in the order in which a query gives them.
  public List<String> columns() {
    return topic.values().columns().stream().map(Column::name).toList();
  }

  /// What a column of it is called where it is written: as in the schema.
  public String field(String column) {
    int at = columns().indexOf(column);
    return at < 0 ? column : schema().getFields().get(at).name();
  }

  private List<String> keyFields() {
    return keys.stream().map(this::field).toList();
  }

  /// The schema that it is written with.
  ///
  /// @throws IllegalStateException if SQL cannot write all that it has
  public Schema schema() {
    return topic
        .values()
        .writer()
        .orElseThrow(
            () -> new IllegalStateException(topic.topic() + " has fields that SQL does not have"));
  }

  /// Whether SQL can write all that it has.
  public boolean canBeWritten() {
    return topic.values().writer().isPresent();
  }

  /// The statement by which Flink makes it.
  public String ddl(Carried carried, Transactions transactions, TopicTable.Place place) {
    List<String> columns = new ArrayList<>();
    for (Schema.Field field : schema().getFields()) {
      columns.add("`%s` %s".formatted(field.name(), WriterType.of(field.schema())));
    }
    boolean hasRecordKey = keys.isEmpty() && carried.key();
    if (hasRecordKey) {
      columns.add("`record_key` STRING" + (isTable() ? " NOT NULL" : ""));
    }
    if (carried.time()) {
      columns.add("`record_time` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp'");
    }
    if (isTable()) {
      String key = hasRecordKey ? "`record_key`" : "`" + String.join("`, `", keyFields()) + "`";
      columns.add("PRIMARY KEY (%s) NOT ENFORCED".formatted(key));
    }
    return TopicTable.table(name(), columns, options(hasRecordKey, transactions, place));
  }

  private boolean isTable() {
    return topic.kind() == Kind.TABLE;
  }

  private Map<String, String> options(
      boolean hasRecordKey, Transactions transactions, TopicTable.Place place) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("connector", isTable() ? "upsert-kafka" : "kafka");
    options.put("topic", topic.topic());
    place.log().forEach((name, value) -> options.put("properties." + name, String.valueOf(value)));
    options.put("properties.transaction.timeout.ms", String.valueOf(transactions.timeoutMs()));
    options.put("sink.delivery-guarantee", "exactly-once");
    options.put("sink.transactional-id-prefix", transactions.prefix());
    if (hasRecordKey || !keys.isEmpty()) {
      options.put("key.format", hasRecordKey || isText() ? "raw" : "json");
      if (!isTable()) {
        options.put("key.fields", hasRecordKey ? "record_key" : String.join(";", keyFields()));
      }
    }
    if (!hasRecordKey && !keys.isEmpty() && !isText()) {
      options.put("key.json.timestamp-format.standard", "ISO-8601");
    }
    options.put("value.format", "avro-confluent");
    options.put("value.fields-include", hasRecordKey ? "EXCEPT_KEY" : "ALL");
    options.putAll(place.registryOptions());
    options.put("value.avro-confluent.subject", topic.topic() + "-value");
    options.put("value.avro-confluent.schema", schema().toString());
    return options;
  }

  private boolean isText() {
    return keys.size() == 1
        && topic.values().columns().stream()
            .anyMatch(one -> one.name().equals(keys.getFirst()) && one.type().equals(TEXT));
  }
}
