package io.insideout.sql.dialect;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Relations to ask of: a few topics of the system, as a catalogue would show them.
final class Shop {
  private static final List<String> RECORD =
      List.of(
          "record_time TIMESTAMP_LTZ(3)",
          "record_key STRING",
          "record_partition INT",
          "record_offset BIGINT");

  private static final List<Relation> ALL =
      List.of(
          stream(
              "authorizations",
              "request_id STRING",
              "order_id STRING",
              "kind STRING",
              "card_number STRING",
              "card_token STRING",
              "currency STRING",
              "amount_minor BIGINT",
              "outcome STRING",
              "attempt INT",
              "placed_at_micros BIGINT"),
          stream(
              "order_validations",
              "order_id STRING",
              "check STRING",
              "outcome STRING",
              "reasons ARRAY<STRING>"),
          stream(
              "orders",
              "order_id STRING",
              "version INT",
              "state STRING",
              "customer_id STRING",
              "card_token STRING",
              "country STRING",
              "total_minor BIGINT",
              "lines ARRAY<ROW<sku STRING, quantity INT>>",
              "address ROW<city STRING, country STRING>"),
          new Relation(
              "customers",
              Statement.Kind.TABLE,
              columns("customer_id STRING", "name STRING", "country STRING"),
              List.of("customer_id")));

  static final Relations RELATIONS = () -> ALL;

  private Shop() {}

  /// The first statement of a text, which has to be a query, as Flink is given it.
  static Rewritten rewritten(String text) {
    return ((Statement.Query) Dialect.statements(text).getFirst()).rewritten(RELATIONS);
  }

  static String flink(String text) {
    return rewritten(text).sql();
  }

  private static Relation stream(String name, String... columns) {
    return new Relation(name, Statement.Kind.STREAM, columns(columns), List.of());
  }

  private static List<Column> columns(String... columns) {
    return Stream.concat(Arrays.stream(columns), RECORD.stream())
        .map(column -> column.split(" ", 2))
        .map(parts -> new Column(parts[0], parts[1]))
        .toList();
  }
}
