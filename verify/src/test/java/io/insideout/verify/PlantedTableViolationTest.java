package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Product;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topics;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Law L: what differs between a table and its topic, once for every kind of it.
class PlantedTableViolationTest {
  private final Shop shop = new Shop();

  /// @param says what the sentence has to say
  /// @param at the topic of the record that it has to name; empty if none
  record Difference(String says, String at, Consumer<Shop> plant) {
    @Override
    public String toString() {
      return says;
    }
  }

  static Stream<Difference> differences() {
    return Stream.of(
        new Difference(
            "product, row CUP: list_price is 4.000001, and by topic products 4",
            "products",
            shop -> shop.tables.change("product", "CUP", "list_price", "4.000001")),
        new Difference(
            "product, row CUP: floor_price is 3.999999, and by topic products 3.999998",
            "products",
            shop ->
                shop.write(
                    Topics.PRODUCTS,
                    "CUP",
                    new Product("CUP", "Cup", "GBP", 4_000_000L, 3_999_998L))),
        new Difference(
            "product, row TEA: description is Tea, and by topic products Tea, \uFFFDgreen",
            "products",
            shop -> shop.tables.change("product", "TEA", "description", "Tea")),
        new Difference(
            "product, row CUP: is missing, and topic products has it",
            "products",
            shop -> shop.tables.delete("product", "CUP")),
        new Difference(
            "product, row POT: is there, and by topic products there is none",
            "products",
            shop -> shop.tables.put("product", "POT", "sku", "POT")),
        new Difference(
            "product, row ELF: is there, and by topic products there is none",
            "",
            shop -> shop.tables.put("product", "ELF", "sku", "ELF")),
        new Difference(
            "warehouse_stock, row CUP: on_hand is 5, and by topic stock 6",
            "stock",
            shop -> shop.write(Topics.STOCK, "CUP", new Stock("CUP", 6L, 0L))),
        new Difference(
            "warehouse_stock, row CUP: sku is CUP, and by topic stock SAUCER",
            "stock",
            shop -> shop.write(Topics.STOCK, "CUP", new Stock("SAUCER", 5L, 0L))),
        new Difference(
            "warehouse_stock, row TEA: is there, and by topic stock there is none",
            "stock",
            shop -> shop.delete(Topics.STOCK, "TEA")),
        new Difference(
            "orders_view, row o-1: state is PAID, and by topic orders SHIPPED; version is 5, and by topic orders 6",
            "orders",
            shop ->
                shop.tables
                    .change("orders_view", "o-1", "version", "5")
                    .change("orders_view", "o-1", "state", "PAID")),
        new Difference(
            "orders_view, row o-2: customer_id is ada, and by topic orders nothing",
            "orders",
            shop -> shop.tables.change("orders_view", "o-2", "customer_id", "ada")),
        new Difference(
            "orders_view, row o-1: total is 11.51, and by topic orders 11.52",
            "orders",
            shop -> shop.tables.change("orders_view", "o-1", "total", "11.51")),
        new Difference(
            "orders_view, row o-1: charged is 11.52, and by topic orders 7.52",
            "orders",
            shop -> shop.tables.change("orders_view", "o-1", "charged", "11.52")),
        new Difference(
            "orders_view, row o-1: refunded is 0, and by topic orders 5.01",
            "orders",
            shop -> shop.tables.change("orders_view", "o-1", "refunded", "0")),
        new Difference(
            "orders_view, row o-1: lines.1.shipped is 2, and by topic orders 3",
            "orders",
            shop -> shop.tables.change("orders_view", "o-1", "lines.1.shipped", "2")),
        new Difference(
            "orders_view, row o-1: lines.1.returned is 0, and by topic orders 2",
            "orders",
            shop -> shop.tables.change("orders_view", "o-1", "lines.1.returned", "0")),
        new Difference(
            "orders_view, row o-1: lines.2.sku is ELF, and by topic orders nothing",
            "orders",
            shop -> shop.tables.change("orders_view", "o-1", "lines.2.sku", "ELF")),
        new Difference(
            "orders_view, row o-2: reasons.0 is none, and by topic orders DETAILS: no such thing",
            "orders",
            shop -> shop.tables.change("orders_view", "o-2", "reasons.0", "none")),
        new Difference(
            "orders_view, row o-2: is missing, and topic orders has it",
            "orders",
            shop -> shop.tables.delete("orders_view", "o-2")),
        new Difference(
            "orders_view, row o-9: is there, and by topic orders there is none",
            "",
            shop -> shop.tables.put("orders_view", "o-9", "version", "1")),
        new Difference(
            "shipments_view, row o-1-1: state is ALLOCATED, and by topic shipments DISPATCHED",
            "shipments",
            shop -> shop.tables.change("shipments_view", "o-1-1", "state", "ALLOCATED")),
        new Difference(
            "shipments_view, row o-1-2: is missing, and topic shipments has it",
            "shipments",
            shop -> shop.tables.delete("shipments_view", "o-1-2")),
        new Difference(
            "shipped_lines, row o-1: lines.0.returned is 3, and by topic orders 2",
            "orders",
            shop -> shop.tables.change("shipped_lines", "o-1", "lines.0.returned", "3")),
        new Difference(
            "shipped_lines, row o-1: is missing, and topic orders has it",
            "orders",
            shop -> shop.tables.delete("shipped_lines", "o-1")),
        new Difference(
            "shipped_lines, row o-2: is there, and by topic orders there is none",
            "orders",
            shop -> shop.tables.put("shipped_lines", "o-2", "lines.0.line", "0")),
        new Difference(
            "shipped_totals, row TEA: 2 units have left by shipped_totals, and 1 by shipped_lines",
            "",
            shop -> shop.tables.change("shipped_totals", "TEA", "totals", "2")),
        new Difference(
            "shipped_totals, row TEA: 0 units have left by warehouse_stock, and 1 by shipped_lines",
            "",
            shop -> shop.tables.change("shipped_totals", "TEA", "stock", "0")));
  }

  @ParameterizedTest
  @MethodSource("differences")
  void finds_what_differs(Difference difference) throws Exception {
    difference.plant().accept(shop);
    LawReport law = shop.check(Duration.ZERO);
    assertThat(law.violations()).as("%s", law).isEqualTo(1);
    assertThat(law.first().getFirst().sentence()).isEqualTo(difference.says());
    assertThat(law.first().getFirst().at().stream().map(Coordinates::topic))
        .containsExactlyElementsOf(
            difference.at().isEmpty() ? List.of() : List.of(difference.at()));
  }
}
