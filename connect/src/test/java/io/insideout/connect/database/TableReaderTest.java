package io.insideout.connect.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {
  @TempDir private static Path directory;

  private static EmbeddedDatabase database;

  @BeforeAll
  static void aDatabaseThatIsPrepared() throws Exception {
    database = new EmbeddedDatabase(directory.resolve("database"), 0);
    database.start();
    Preparation.of(database.address());
    sql("alter table product add column colour text");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    for (String table :
        List.of(
            "shipped_lines",
            "warehouse_stock",
            "shipped_totals",
            "product",
            "orders_view",
            "shipments_view")) {
      sql("delete from " + table);
    }
  }

  @Test
  void numbers_are_plain_decimals_and_columns_of_somebody_else_are_left_alone() throws Exception {
    sql("insert into product values ('TEA', 'Tea', 'GBP', 12000, 0, 'green')");
    sql("insert into product values ('CUP', 'Cup ☕', 'EUR', 0.000001, 4.500000)");
    assertThat(all("product"))
        .containsExactlyInAnyOrder(
            "TEA {currency=GBP, description=Tea, floor_price=0, list_price=12000, sku=TEA}",
            "CUP {currency=EUR, description=Cup ☕, floor_price=4.5, list_price=0.000001, sku=CUP}");
  }

  @Test
  void lists_and_moments_are_told_by_field() throws Exception {
    sql(
        """
        insert into orders_view values ('o-1', 3, 'PAID', null, 'GBP', 11.50, 0, 0,
          '2010-12-01 08:26:00.000001+00', '["no", "such thing"]',
          '[{"line": 0, "sku": "TEA", "quantity": 3, "unit_price": 2.500000}, {"line": 1, "sku": null}]')\
        """);
    sql(
        """
        insert into orders_view values ('o-2', 1, 'REQUESTED', 'ada', 'GBP', 0, 0, 0,
          '0001-01-01 00:00:00+00', '[]', '[]')\
        """);
    assertThat(all("orders_view"))
        .containsExactlyInAnyOrder(
            "o-1 {charged=0, currency=GBP, lines.0.line=0, lines.0.quantity=3, lines.0.sku=TEA,"
                + " lines.0.unit_price=2.5, lines.1.line=1, placed_at=1291191960000001,"
                + " reasons.0=no, reasons.1=such thing, refunded=0, state=PAID, total=11.5,"
                + " version=3}",
            "o-2 {charged=0, currency=GBP, customer_id=ada, placed_at=-62135596800000000,"
                + " refunded=0, state=REQUESTED, total=0, version=1}");
  }

  @Test
  void the_lines_of_an_order_are_a_row_and_the_sums_of_a_sku_stand_side_by_side() throws Exception {
    sql("insert into warehouse_stock values ('TEA', 10)");
    sql("insert into shipped_lines values ('o-1', 1, 'TEA', 3, 1), ('o-1', 0, 'CUP', 2, 0)");
    assertThat(all("shipped_lines"))
        .containsExactly(
            "o-1 {lines.0.line=0, lines.0.returned=0, lines.0.shipped=2, lines.0.sku=CUP,"
                + " lines.1.line=1, lines.1.returned=1, lines.1.shipped=3, lines.1.sku=TEA}");
    assertThat(all("shipped_totals"))
        .containsExactlyInAnyOrder("TEA {lines=2, stock=2, totals=2}", "CUP {lines=2, totals=2}");
    assertThat(all("warehouse_stock")).containsExactly("TEA {on_hand=8, shipped=2, sku=TEA}");
  }

  @Test
  void all_tables_are_read_as_they_were_at_one_moment() throws Exception {
    sql("insert into product select 'sku-' || n, '', 'GBP', 1, 1 from generate_series(1, 3000) n");
    sql("insert into warehouse_stock select 'sku-' || n, n from generate_series(1, 3000) n");
    List<TableReader.Row> rows = new ArrayList<>();
    reader()
        .read(
            row -> {
              if (rows.isEmpty()) {
                theyChange();
              }
              rows.add(row);
            });
    Map<String, Long> counted =
        rows.stream().collect(Collectors.groupingBy(TableReader.Row::table, Collectors.counting()));
    assertThat(counted)
        .isEqualTo(Map.of("product", 3_000L, "warehouse_stock", 3_000L, "shipped_totals", 3_000L));
    assertThat(all("product")).isEmpty();
  }

  private static void theyChange() {
    try {
      sql("delete from product");
      sql("delete from warehouse_stock where on_hand < 100");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void some_rows_are_read_by_their_keys() throws Exception {
    sql("insert into product select 'sku-' || n, '', 'GBP', n, 1 from generate_series(1, 9) n");
    sql("insert into shipped_lines values ('o-1', 0, 'TEA', 3, 1), ('o-2', 0, 'CUP', 2, 0)");
    List<String> prices = new ArrayList<>();
    reader()
        .read(
            "product",
            Set.of("sku-3", "sku-7", "sku-77"),
            row -> prices.add(row.columns().get("list_price")));
    assertThat(prices).containsExactlyInAnyOrder("3", "7");
    List<String> orders = new ArrayList<>();
    reader().read("shipped_lines", Set.of("o-2"), row -> orders.add(row.key()));
    assertThat(orders).containsExactly("o-2");
  }

  @Test
  void a_table_that_stands_for_no_topic_is_not_read() {
    assertThatThrownBy(() -> reader().read("pg_authid", Set.of("x"), _ -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pg_authid");
  }

  private static TableReader reader() {
    return new TableReader(database.address());
  }

  private static List<String> all(String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    reader()
        .read(
            row -> {
              if (row.table().equals(table)) {
                rows.add(row.key() + " " + row.columns());
              }
            });
    return rows;
  }

  private static void sql(String statement) throws SQLException {
    try (Connection connection = database.address().connect();
        Statement saying = connection.createStatement()) {
      saying.execute(statement);
    }
  }
}
