package io.insideout.verify;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Product;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentLine;
import io.insideout.catalog.ShipmentState;
import io.insideout.catalog.ShippingAddress;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Schemas;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/// A small log that says what a database's tables have to have in them, and these tables, written
/// out by hand.
// Avro's generated classes take null where the schema does, and do not say so.
@SuppressWarnings("NullAway")
final class Shop {
  static {
    // Avro's builders copy values, which it does only of classes that it was told to trust.
    var _ = Schemas.inMemory();
  }

  final List<Entry> log = new ArrayList<>();
  final PlantedTables tables = new PlantedTables();

  /// What happens just before the log is read on.
  Runnable theWorldGoesOn = () -> {};

  private int read;

  Shop() {
    write(Topics.PRODUCTS, "TEA", new Product("TEA", "tea", "GBP", 1L, 1L));
    write(Topics.PRODUCTS, "TEA", new Product("TEA", "Tea, \0green", "GBP", 2_505_000L, 0L));
    write(Topics.PRODUCTS, "CUP", new Product("CUP", "Cup", "GBP", 4_000_000L, 3_999_999L));
    write(Topics.PRODUCTS, "POT", new Product("POT", "Pot", "GBP", 9_000_000L, 9_000_000L));
    delete(Topics.PRODUCTS, "POT");
    write(Topics.STOCK, "TEA", new Stock("TEA", 10L, 0L));
    write(Topics.STOCK, "TEA", new Stock("TEA", 9L, 1L));
    write(Topics.STOCK, "CUP", new Stock("CUP", 5L, 0L));
    write(Topics.STOCK, "POT", new Stock("POT", 5L, 0L));
    delete(Topics.STOCK, "POT");
    write(Topics.ORDERS, "o-1", paid());
    write(Topics.ORDERS, "o-1", sentBack());
    write(Topics.ORDERS, "o-2", refused());
    write(Topics.SHIPMENTS, "o-1", shipment("o-1-1", 1, ShipmentState.ALLOCATED));
    write(Topics.SHIPMENTS, "o-1", shipment("o-1-1", 2, ShipmentState.DISPATCHED));
    Shipment collected = shipment("o-1-2", 1, ShipmentState.ALLOCATED);
    write(Topics.SHIPMENTS, "o-1", Shipment.newBuilder(collected).setAddress(null).build());
    tables();
  }

  private void tables() {
    tables
        .put(
            "product",
            "TEA",
            "sku",
            "TEA",
            "description",
            "Tea, \uFFFDgreen",
            "currency",
            "GBP",
            "list_price",
            "2.505",
            "floor_price",
            "0")
        .put(
            "product",
            "CUP",
            "sku",
            "CUP",
            "description",
            "Cup",
            "currency",
            "GBP",
            "list_price",
            "4",
            "floor_price",
            "3.999999")
        .put("warehouse_stock", "TEA", "sku", "TEA", "on_hand", "9", "shipped", "1")
        .put("warehouse_stock", "CUP", "sku", "CUP", "on_hand", "5", "shipped", "0")
        .put("shipped_totals", "TEA", "lines", "1", "totals", "1", "stock", "1")
        .put("shipped_totals", "CUP", "lines", "0", "totals", "0", "stock", "0")
        .put("shipped_totals", "POT", "lines", "0", "totals", "0");
    orders();
    for (String shipment : List.of("o-1-1", "o-1-2")) {
      tables
          .put(
              "shipments_view",
              shipment,
              "order_id",
              "o-1",
              "version",
              "1",
              "state",
              "ALLOCATED",
              "lines.0.line",
              "1",
              "lines.0.sku",
              "TEA",
              "lines.0.quantity",
              "3")
          .put(
              "shipped_lines",
              "o-1",
              "lines.0.line",
              "1",
              "lines.0.sku",
              "TEA",
              "lines.0.shipped",
              "3",
              "lines.0.returned",
              "2");
    }
    tables
        .change("shipments_view", "o-1-1", "version", "2")
        .change("shipments_view", "o-1-1", "state", "DISPATCHED")
        .change("shipments_view", "o-1-1", "country", "Norway");
  }

  private void orders() {
    tables
        .put("orders_view", "o-1", "version", "6", "state", "SHIPPED", "customer_id", "ada")
        .change("orders_view", "o-1", "currency", "GBP")
        .change("orders_view", "o-1", "total", "11.52")
        .change("orders_view", "o-1", "charged", "7.52")
        .change("orders_view", "o-1", "refunded", "5.01")
        .change("orders_view", "o-1", "placed_at", "1290000000000001")
        .put("orders_view", "o-2", "version", "2", "state", "REJECTED", "currency", "GBP")
        .change("orders_view", "o-2", "total", "0")
        .change("orders_view", "o-2", "charged", "0")
        .change("orders_view", "o-2", "refunded", "0")
        .change("orders_view", "o-2", "placed_at", "-62135596800000000")
        .change("orders_view", "o-2", "reasons.0", "DETAILS: no such thing");
    line("o-1", 0, "CUP", "1", "4", "0", "0");
    line("o-1", 1, "TEA", "3", "2.505", "3", "2");
    line("o-2", 0, "ELF", "7", null, "0", "0");
  }

  private void line(
      String order,
      int line,
      String sku,
      String quantity,
      String price,
      String shipped,
      String returned) {
    String at = "lines." + line;
    tables
        .change("orders_view", order, at + ".line", String.valueOf(line))
        .change("orders_view", order, at + ".sku", sku)
        .change("orders_view", order, at + ".quantity", quantity)
        .change("orders_view", order, at + ".shipped", shipped)
        .change("orders_view", order, at + ".returned", returned);
    if (price != null) {
      tables.change("orders_view", order, at + ".unit_price", price);
    }
  }

  static Order paid() {
    return Order.newBuilder()
        .setOrderId("o-1")
        .setVersion(3)
        .setState(OrderState.PAID)
        .setCustomerId("ada")
        .setCardToken("card")
        .setCurrency("GBP")
        .setLines(List.of(new OrderLine("CUP", 1, 4_000_000L), new OrderLine("TEA", 3, 2_505_000L)))
        .setTotalMinor(1_152)
        .setPlacedAtMicros(1_290_000_000_000_001L)
        .setFingerprint("fp")
        .build();
  }

  /// Three of TEA have left, of which two came back.
  static Order sentBack() {
    return Order.newBuilder(paid())
        .setVersion(6)
        .setState(OrderState.SHIPPED)
        .setShippedQuantities(List.of(0, 3))
        .setReturnedQuantities(List.of(0, 2))
        .setChargeMinor(752)
        .setRefundMinor(501)
        .build();
  }

  /// A guest's, of a time that the table does not have.
  private static Order refused() {
    return Order.newBuilder(paid())
        .setOrderId("o-2")
        .setVersion(2)
        .setState(OrderState.REJECTED)
        .setCustomerId(null)
        .setLines(List.of(new OrderLine("ELF", 7, null)))
        .setTotalMinor(0)
        .setPlacedAtMicros(Long.MIN_VALUE)
        .setReasons(List.of("DETAILS: no such thing"))
        .build();
  }

  private static Shipment shipment(String id, int version, ShipmentState state) {
    return new Shipment(
        id,
        "o-1",
        version,
        state,
        new ShippingAddress("Ada", "Storgata 1", "0155", "Oslo", "Norway"),
        List.of(new ShipmentLine(1, "TEA", 3)));
  }

  Coordinates write(Topic<?> topic, String key, SpecificRecord value) {
    return write(topic, key, new Content.Value(value, ByteBuffer.allocate(0)));
  }

  Coordinates delete(Topic<?> topic, String key) {
    return write(topic, key, new Content.Tombstone());
  }

  Coordinates write(Topic<?> topic, String key, Content content) {
    long end = log.stream().filter(entry -> entry.at().topic().equals(topic.name())).count();
    Coordinates at = new Coordinates(topic.name(), 0, end);
    log.add(new Entry(at, 0, key, content, null, null));
    return at;
  }

  LawReport check(Duration within) throws Exception {
    return report(within).law('L');
  }

  /// What an audit says that has the log as it is now, and the tables.
  Report report(Duration within) throws Exception {
    try (Scratch scratch = Scratch.inMemory()) {
      Audit audit = new Audit(scratch, Evidence.none().with(tables, within));
      readOn(audit::accept);
      TablesLaw.Tail tail =
          taker -> {
            theWorldGoesOn.run();
            readOn(taker);
          };
      audit.compare(tables, tail, within);
      return audit.finish(Quiet.yes("all was worked off"));
    }
  }

  private void readOn(Consumer<Entry> taker) {
    while (read < log.size()) {
      taker.accept(log.get(read++));
    }
  }
}
