package io.insideout.chaos.warehouse;

import io.insideout.catalog.Money;
import io.insideout.catalog.Order;
import io.insideout.catalog.Product;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.chaos.parts.Database;
import io.insideout.runtime.Pause;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.verify.Violation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/// Law L: a topic and its table say the same, whichever of the two is made from the other.
public final class Mirrors {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final int SHOWN = 20;

  private final Database database;
  private final LogClient log;
  private final Schemas schemas;

  public Mirrors(Database database, LogClient log, Schemas schemas) {
    this.database = database;
    this.log = log;
    this.schemas = schemas;
  }

  /// Compares them until they agree, or the time is over.
  ///
  /// @throws SQLException if the database does not answer
  public List<Violation> check(Duration within) throws SQLException, InterruptedException {
    long deadlineNanos = System.nanoTime() + within.toNanos();
    while (true) {
      List<String> differences = differences();
      if (differences.isEmpty() || System.nanoTime() > deadlineNanos) {
        return differences.stream()
            .limit(SHOWN)
            .map(sentence -> new Violation('L', sentence, List.of()))
            .toList();
      }
      Pause.atMost(LOOK_AGAIN);
    }
  }

  private List<String> differences() throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.connect()) {
      Map<String, Order> orders = newest(Topics.ORDERS);
      compare(
          "product",
          rows(
              connection,
              "select sku, concat_ws(' ', description, currency, trim_scale(list_price), trim_scale(floor_price)) from product"),
          texts(newest(Topics.PRODUCTS), Mirrors::product),
          found);
      compare(
          "warehouse_stock",
          rows(connection, "select sku, on_hand || ' ' || shipped from warehouse_stock"),
          texts(newest(Topics.STOCK), Mirrors::stock),
          found);
      compare(
          "orders_view",
          rows(connection, "select order_id, version || ' ' || state from orders_view"),
          texts(orders, order -> order.getVersion() + " " + order.getState()),
          found);
      compare(
          "shipments_view",
          rows(connection, "select shipment_id, version || ' ' || state from shipments_view"),
          shipments(),
          found);
      compare(
          "shipped_totals",
          rows(connection, "select sku, shipped from shipped_totals where shipped <> 0"),
          left(orders),
          found);
    }
    return found;
  }

  private static void compare(
      String name, Map<String, String> table, Map<String, String> log, List<String> found) {
    TreeSet<String> keys = new TreeSet<>(table.keySet());
    keys.addAll(log.keySet());
    for (String key : keys) {
      String row = table.getOrDefault(key, "nothing");
      String record = log.getOrDefault(key, "nothing");
      if (!row.equals(record)) {
        found.add("%s of %s is '%s', and the log says '%s'".formatted(name, key, row, record));
      }
    }
  }

  /// What has left of each SKU and not come back.
  private static Map<String, String> left(Map<String, Order> orders) {
    Map<String, Long> units = new TreeMap<>();
    for (Order order : orders.values()) {
      for (int i = 0; i < order.getShippedQuantities().size(); i++) {
        long returned =
            order.getReturnedQuantities().isEmpty() ? 0 : order.getReturnedQuantities().get(i);
        units.merge(
            order.getLines().get(i).getSku(),
            order.getShippedQuantities().get(i) - returned,
            Long::sum);
      }
    }
    units.values().removeIf(none -> none == 0);
    return texts(units, String::valueOf);
  }

  /// An order may be shipped in parts, and all of them have its key: the last of each counts.
  private Map<String, String> shipments() {
    Map<String, String> texts = new TreeMap<>();
    read(
        Topics.SHIPMENTS,
        (_, shipment) -> {
          if (shipment != null) {
            texts.put(shipment.getShipmentId(), shipment.getVersion() + " " + shipment.getState());
          }
        });
    return texts;
  }

  private static String product(Product product) {
    return "%s %s %s %s"
        .formatted(
            product.getDescription(),
            product.getCurrency(),
            decimal(product.getListPriceMicros()),
            decimal(product.getFloorPriceMicros()));
  }

  private static String decimal(long micros) {
    return new BigDecimal(Money.microsDecimal(micros)).stripTrailingZeros().toPlainString();
  }

  private static String stock(Stock stock) {
    return stock.getOnHand() + " " + stock.getShipped();
  }

  private static <V> Map<String, String> texts(Map<String, V> values, Function<V, String> text) {
    Map<String, String> texts = new TreeMap<>();
    values.forEach((key, value) -> texts.put(key, text.apply(value)));
    return texts;
  }

  private static Map<String, String> rows(Connection connection, String question)
      throws SQLException {
    Map<String, String> rows = new TreeMap<>();
    try (Statement asking = connection.createStatement();
        ResultSet row = asking.executeQuery(question)) {
      while (row.next()) {
        rows.put(row.getString(1), row.getString(2));
      }
    }
    return rows;
  }

  private <V extends SpecificRecord> Map<String, V> newest(Topic<V> topic) {
    Map<String, V> newest = new TreeMap<>();
    read(
        topic,
        (key, value) -> {
          if (value == null) {
            newest.remove(key);
          } else {
            newest.put(key, value);
          }
        });
    return newest;
  }

  /// All of a topic that somebody can use.
  private <V extends SpecificRecord> void read(
      Topic<V> topic, BiConsumer<String, @Nullable V> each) {
    Deserializer<V> deserializer = schemas.serde(topic).deserializer();
    try (var reader = log.reader("mirrors")) {
      reader.assign(LogClient.partitions(reader, topic));
      reader.seekToBeginning(reader.assignment());
      LogClient.readToEnd(
          reader,
          record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            try {
              each.accept(
                  key,
                  record.value() == null
                      ? null
                      : deserializer.deserialize(topic.name(), record.value()));
            } catch (SerializationException bad) {
              // It says nothing of the key.
            }
          });
    }
  }
}
