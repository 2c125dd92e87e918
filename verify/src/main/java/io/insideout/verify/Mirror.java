package io.insideout.verify;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.Product;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentLine;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/// A table and the topic that says the same, whichever of the two comes first: what the row of a
/// key is, by the key's newest value.
///
/// @param row the columns; none where the value is no row of this table
record Mirror<V extends SpecificRecord>(String table, Topic<V> topic, Function<V, Columns> row) {
  static final List<Mirror<?>> ALL =
      List.of(
          new Mirror<>("product", Topics.PRODUCTS, Mirror::product),
          new Mirror<>("warehouse_stock", Topics.STOCK, Mirror::stock),
          new Mirror<>("orders_view", Topics.ORDERS, Mirror::order),
          new Mirror<>("shipments_view", Topics.SHIPMENTS, Mirror::shipment),
          new Mirror<>("shipped_lines", Topics.ORDERS, Mirror::shipped));

  private static final int MINOR_SCALE = 2;
  private static final int MICROS_SCALE = 6;

  /// The view's table has no moments before the first year.
  private static final long EARLIEST_MICROS =
      ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("0001-01-01T00:00:00Z"));

  SortedMap<String, String> columns(V value) {
    return row.apply(value).byName();
  }

  static Columns product(Product product) {
    return new Columns()
        .text("sku", product.getSku())
        .text("description", product.getDescription())
        .text("currency", product.getCurrency())
        .decimal("list_price", product.getListPriceMicros(), MICROS_SCALE)
        .decimal("floor_price", product.getFloorPriceMicros(), MICROS_SCALE);
  }

  private static Columns stock(Stock stock) {
    return new Columns()
        .text("sku", stock.getSku())
        .number("on_hand", stock.getOnHand())
        .number("shipped", stock.getShipped());
  }

  static Columns order(Order order) {
    Columns row =
        new Columns()
            .number("version", order.getVersion())
            .text("state", order.getState().name())
            .text("customer_id", order.getCustomerId())
            .text("country", order.getCountry())
            .text("currency", order.getCurrency())
            .decimal("total", order.getTotalMinor(), MINOR_SCALE)
            .decimal("charged", order.getChargeMinor(), MINOR_SCALE)
            .decimal("refunded", order.getRefundMinor(), MINOR_SCALE)
            .number("placed_at", Math.max(order.getPlacedAtMicros(), EARLIEST_MICROS));
    for (int i = 0; i < order.getReasons().size(); i++) {
      row.text("reasons." + i, order.getReasons().get(i));
    }
    for (int i = 0; i < order.getLines().size(); i++) {
      OrderLine line = order.getLines().get(i);
      String at = "lines." + i;
      row.number(at + ".line", i)
          .text(at + ".sku", line.getSku())
          .number(at + ".quantity", line.getQuantity())
          .number(at + ".shipped", units(order.getShippedQuantities(), i))
          .number(at + ".returned", units(order.getReturnedQuantities(), i));
      if (line.getUnitPriceMicros() != null) {
        row.decimal(at + ".unit_price", line.getUnitPriceMicros(), MICROS_SCALE);
      }
    }
    return row;
  }

  private static Columns shipment(Shipment shipment) {
    Columns row =
        new Columns()
            .text("order_id", shipment.getOrderId())
            .number("version", shipment.getVersion())
            .text("state", shipment.getState().name());
    if (shipment.getAddress() != null) {
      row.text("country", shipment.getAddress().getCountry());
    }
    for (int i = 0; i < shipment.getLines().size(); i++) {
      ShipmentLine line = shipment.getLines().get(i);
      String at = "lines." + i;
      row.number(at + ".line", line.getLine())
          .text(at + ".sku", line.getSku())
          .number(at + ".quantity", line.getQuantity());
    }
    return row;
  }

  /// A line of which nothing has left is in no row, and an order without such lines is none.
  private static Columns shipped(Order order) {
    Columns row = new Columns();
    int rank = 0;
    for (int i = 0; i < order.getLines().size(); i++) {
      int shipped = units(order.getShippedQuantities(), i);
      if (shipped > 0) {
        String at = "lines." + rank++;
        row.number(at + ".line", i)
            .text(at + ".sku", order.getLines().get(i).getSku())
            .number(at + ".shipped", shipped)
            .number(at + ".returned", units(order.getReturnedQuantities(), i));
      }
    }
    return row;
  }

  /// The list is empty while there are none.
  private static int units(List<Integer> quantities, int line) {
    return quantities.isEmpty() ? 0 : quantities.get(line);
  }
}
