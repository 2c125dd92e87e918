package io.insideout.sql.table;

import static java.util.stream.Collectors.joining;

import io.insideout.catalog.Topic;
import io.insideout.runtime.schema.RegistryLogin;
import io.insideout.sql.dialect.Column;
import io.insideout.sql.dialect.Relation;
import io.insideout.sql.dialect.Statement.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/// A topic as a table: what it is called in SQL, its columns, and the statement by which Flink
/// makes it.
///
/// A topic that keeps the newest record of each key is a TABLE, in which a record takes the place
/// of the one before; any other is a STREAM. Beside its values a row has what its record has: key,
/// event time, partition, offset and headers. Of these a query has those that it names, and the
/// event time.
public final class TopicTable {
  /// What may be asked for beside the values, and where Flink's connector has it.
  private static final Map<String, String> OF_THE_RECORD = new LinkedHashMap<>();

  static {
    OF_THE_RECORD.put("record_partition", "INT METADATA FROM 'partition' VIRTUAL");
    OF_THE_RECORD.put("record_offset", "BIGINT METADATA FROM 'offset' VIRTUAL");
    OF_THE_RECORD.put("record_headers", "MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL");
  }

  /// Other names of columns: a card's number is never in the log, its token stands for it.
  private static final Map<String, String> SYNONYMS = Map.of("card_number", "card_token");

  /// Where the log and the registry are.
  ///
  /// @param log Kafka client properties
  public record Place(Map<String, Object> log, URI registry) {
    public Place {
      log = Map.copyOf(log);
    }

    /// How the values' format reaches the registry.
    Map<String, String> registryOptions() {
      Map<String, String> options = new LinkedHashMap<>();
      options.put("value.avro-confluent.url", registry.toString());
      RegistryLogin.ofProcess()
          .ifPresent(
              login -> {
                options.put("value.avro-confluent.basic-auth.credentials-source", "USER_INFO");
                options.put("value.avro-confluent.basic-auth.user-info", login.userInfo());
              });
      return options;
    }
  }

  private final String topic;
  private final Kind kind;
  private final AvroColumns values;
  private final Relation relation;

  /// @param topic as the log calls it
  /// @param schema of its values: a record
  public TopicTable(String topic, Kind kind, Schema schema) {
    this.topic = topic;
    this.kind = kind;
    this.values = new AvroColumns(schema);
    this.relation =
        new Relation(
            nameOf(topic),
            kind,
            Stream.of(values.columns().stream(), synonyms(), ofTheRecord())
                .flatMap(columns -> columns)
                .toList(),
            List.of("record_key"));
  }

  /// A topic of the catalogue as it stands now.
  public static Relation view(Topic<?> topic) {
    return new TopicTable(topic.name(), Kind.TABLE, topic.schema()).relation().asView();
  }

  /// The column that a name stands for, which is itself where it is one.
  public static String meant(String column) {
    return SYNONYMS.getOrDefault(column, column);
  }

  /// The topic's name in the log.
  public String topic() {
    return topic;
  }

  Kind kind() {
    return kind;
  }

  AvroColumns values() {
    return values;
  }

  /// How SQL sees it.
  public Relation relation() {
    return relation;
  }

  /// `order-validations` as SQL has it: `order_validations`.
  static String nameOf(String topic) {
    return topic.toLowerCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  private Stream<Column> synonyms() {
    return SYNONYMS.entrySet().stream()
        .filter(one -> type(one.getKey()).isEmpty() && !type(one.getValue()).isEmpty())
        .map(one -> new Column(one.getKey(), type(one.getValue())));
  }

  private String type(String column) {
    return values.columns().stream()
        .filter(one -> one.name().equals(column))
        .map(Column::type)
        .findFirst()
        .orElse("");
  }

  private Stream<Column> ofTheRecord() {
    Column time = new Column("record_time", "TIMESTAMP_LTZ(3)");
    return kind == Kind.TABLE
        ? Stream.of(new Column("record_key", "STRING"), time)
        : Stream.of(time);
  }

  /// The statement by which Flink makes the table for one query.
  ///
  /// @param sql the query: what it does not name need not be there
  /// @param reading from where, and to where
  /// @param grace how far event time waits for records that are late
  public String ddl(String sql, Reading reading, Duration grace, Place place) {
    List<String> columns = new ArrayList<>();
    values.columns().forEach(one -> columns.add("`%s` %s".formatted(one.name(), one.type())));
    synonyms()
        .forEach(
            one -> columns.add("`%s` AS `%s`".formatted(one.name(), SYNONYMS.get(one.name()))));
    boolean hasKey = kind == Kind.TABLE || sql.contains("record_key");
    if (hasKey) {
      columns.add("`record_key` STRING" + (kind == Kind.TABLE ? " NOT NULL" : ""));
    }
    columns.add("`record_time` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL");
    OF_THE_RECORD.forEach(
        (name, type) -> {
          if (sql.contains(name)) {
            columns.add("`%s` %s".formatted(name, type));
          }
        });
    columns.add(
        "WATERMARK FOR `record_time` AS `record_time` - INTERVAL '%d %02d:%02d:%02d.%03d' DAY(3) TO SECOND(3)"
            .formatted(
                grace.toDays(),
                grace.toHoursPart(),
                grace.toMinutesPart(),
                grace.toSecondsPart(),
                grace.toMillisPart()));
    if (kind == Kind.TABLE) {
      columns.add("PRIMARY KEY (`record_key`) NOT ENFORCED");
    }
    return table(relation.name(), columns, options(hasKey, reading, place));
  }

  static String table(String name, List<String> columns, Map<String, String> options) {
    return "CREATE TEMPORARY TABLE `%s` (%s) WITH (%s)"
        .formatted(
            name,
            String.join(", ", columns),
            options.entrySet().stream()
                .map(one -> "%s = %s".formatted(text(one.getKey()), text(one.getValue())))
                .collect(joining(", ")));
  }

  private Map<String, String> options(boolean hasKey, Reading reading, Place place) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("connector", kind == Kind.TABLE ? "upsert-kafka" : "kafka");
    options.put("topic", topic);
    place.log().forEach((name, value) -> options.put("properties." + name, String.valueOf(value)));
    options.put("properties.isolation.level", "read_committed");
    if (kind == Kind.STREAM) {
      options.putAll(reading.start(topic));
    }
    options.putAll(reading.end());
    options.putAll(reading.shown());
    if (hasKey) {
      options.put("key.format", "raw");
      if (kind == Kind.STREAM) {
        options.put("key.fields", "record_key");
      }
    }
    options.put("value.format", "avro-confluent");
    options.put("value.fields-include", hasKey ? "EXCEPT_KEY" : "ALL");
    options.putAll(place.registryOptions());
    options.put("value.avro-confluent.schema", values.reader().toString());
    return options;
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
