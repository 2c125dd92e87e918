package io.insideout.connect.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/// Reads the tables that stand for topics, as texts that can be held against the log. Rows are
/// streamed, so a table may have any size.
///
/// @param database where they are
public record TableReader(DatabaseAddress database) {
  private static final int ROWS_AT_ONCE = 1_000;

  /// A server that is gone without a word is not waited for longer. The first row of a sum over all
  /// lines may take its time.
  private static final int SILENT_MILLIS = 120_000;

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /// By table, what is asked. The first column is the key; what a table of somebody else has
  /// besides is left alone. The lines of an order are one row.
  private static final Map<String, Query> QUERIES =
      Map.of(
          "product",
          new Query(
              """
              select sku as key, sku, description, currency, list_price, floor_price
              from product where %s""",
              "sku"),
          "warehouse_stock",
          new Query(
              "select sku as key, sku, on_hand, shipped from warehouse_stock where %s", "sku"),
          "orders_view",
          new Query(
              """
              select order_id as key, version, state, customer_id, country, currency, total, charged, refunded,
                extract(epoch from placed_at) * 1000000 as placed_at, reasons, lines
              from orders_view where %s""",
              "order_id"),
          "shipments_view",
          new Query(
              """
              select shipment_id as key, order_id, version, state, country, lines
              from shipments_view where %s""",
              "shipment_id"),
          "shipped_lines",
          new Query(
              """
              select order_id as key, jsonb_agg(jsonb_build_object(
                'line', line, 'sku', sku, 'shipped', shipped, 'returned', returned) order by line) as lines
              from shipped_lines where %s group by order_id""",
              "order_id"),
          "shipped_totals",
          new Query(
              """
              select sku as key, coalesce(counted.units, 0) as lines, coalesce(total.shipped, 0) as totals,
                stock.shipped as stock
              from (select sku, sum(shipped - returned) as units from shipped_lines group by sku) as counted
              full join shipped_totals as total using (sku) full join warehouse_stock as stock using (sku)
              where %s""",
              "sku"));

  private record Query(String sql, String key) {
    String ofAll() {
      return sql.formatted("true");
    }

    String ofSome() {
      return sql.formatted(key + " = any(?)");
    }
  }

  /// A row.
  ///
  /// @param columns what stands in it, by name. Numbers are plain decimals without zeros behind,
  ///   moments are microseconds since the epoch, the fields of a list are `lines.0.sku`; what is
  ///   null is left out
  public record Row(String table, String key, SortedMap<String, String> columns) {}

  /// Hands over all rows of all tables, as they are at one moment.
  public void read(Consumer<Row> taker) throws SQLException {
    try (Connection connection = database.connect()) {
      begin(connection);
      for (Map.Entry<String, Query> query : QUERIES.entrySet()) {
        try (PreparedStatement asked = connection.prepareStatement(query.getValue().ofAll())) {
          read(query.getKey(), asked, taker);
        }
      }
    }
  }

  /// Hands over the rows of some keys of one table, as they are now.
  public void read(String table, Collection<String> keys, Consumer<Row> taker) throws SQLException {
    Query query = QUERIES.get(table);
    if (query == null) {
      throw new IllegalArgumentException("no table that stands for a topic: " + table);
    }
    try (Connection connection = database.connect()) {
      begin(connection);
      try (PreparedStatement asked = connection.prepareStatement(query.ofSome())) {
        asked.setArray(1, connection.createArrayOf("text", keys.toArray()));
        read(table, asked, taker);
      }
    }
  }

  /// One transaction, that sees one moment. Only within one are rows fetched some at a time.
  private static void begin(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, SILENT_MILLIS);
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
  }

  private static void read(String table, PreparedStatement asked, Consumer<Row> taker)
      throws SQLException {
    asked.setFetchSize(ROWS_AT_ONCE);
    try (ResultSet rows = asked.executeQuery()) {
      ResultSetMetaData head = rows.getMetaData();
      while (rows.next()) {
        SortedMap<String, String> columns = new TreeMap<>();
        for (int column = 2; column <= head.getColumnCount(); column++) {
          put(columns, head.getColumnLabel(column), rows.getObject(column));
        }
        taker.accept(new Row(table, rows.getString(1), columns));
      }
    }
  }

  private static void put(SortedMap<String, String> columns, String name, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> {}
      case BigDecimal number -> columns.put(name, plain(number));
      case PGobject json -> put(columns, name, tree(json));
      default -> columns.put(name, value.toString());
    }
  }

  private static JsonNode tree(PGobject json) throws SQLException {
    try {
      return MAPPER.readTree(json.getValue());
    } catch (JsonProcessingException e) {
      throw new SQLException("the database's JSON cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  private static void put(SortedMap<String, String> columns, String name, JsonNode json) {
    if (json.isNumber()) {
      columns.put(name, plain(json.decimalValue()));
    } else if (json.isValueNode() && !json.isNull()) {
      columns.put(name, json.asText());
    }
    for (int i = 0; json.isArray() && i < json.size(); i++) {
      put(columns, name + "." + i, json.get(i));
    }
    json.properties().forEach(field -> put(columns, name + "." + field.getKey(), field.getValue()));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
