package io.insideout.sql.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.catalog.OrderState;
import io.insideout.runtime.http.Problem;
import io.insideout.sql.dialect.SqlError;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whoever wants to harm the process that has orders to serve besides.
class HostileViewsTest {
  private static final int ORDERS = 20_000;
  private static final Shelf SHELF = new Shelf();

  @BeforeAll
  static void many_orders() {
    for (int i = 0; i < ORDERS; i++) {
      SHELF.order("order-" + i, "c" + i % 50, OrderState.PAID, i);
    }
  }

  @Test
  void a_cross_join_ends_at_the_bound_of_rows() {
    var lines = SHELF.lines("SELECT a.order_id FROM views.orders a, views.orders b");

    assertThat(lines).hasSize(Bounds.ROWS + 2);
    assertThat(lines.getLast()).contains("error", "more than 100,000 rows");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "SELECT a.order_id FROM views.orders a, views.orders b ORDER BY a.total_minor +"
            + " b.total_minor",
        "SELECT a.order_id, b.order_id AS b, COUNT(*) FROM views.orders a, views.orders b GROUP BY"
            + " a.order_id, b.order_id",
        "SELECT DISTINCT a.order_id, b.order_id AS b FROM views.orders a, views.orders b",
        "SELECT ARRAY_AGG(a.order_id) FROM views.orders a, views.orders b",
        "SELECT a.order_id FROM views.orders a, views.orders b UNION SELECT order_id FROM"
            + " views.orders",
        "SELECT COUNT(*) FROM views.orders a JOIN (SELECT x.order_id, y.state FROM views.orders x,"
            + " views.orders y) b ON a.order_id = b.order_id",
      })
  void what_has_to_be_kept_is_bounded(String sql) {
    assertThat(SHELF.lines(sql).getLast()).contains("error", "It has to keep more than 16 MB");
    assertThat(SHELF.open("orders")).isZero();
  }

  @Test
  void few_groups_of_many_rows_are_no_harm() {
    assertThat(
            SHELF.rows(
                "SELECT a.state, COUNT(*) FROM views.orders a JOIN views.customers c ON TRUE"
                    + " RIGHT JOIN (SELECT state FROM views.orders LIMIT 1) b ON b.state = a.state"
                    + " GROUP BY a.state"))
        .containsExactly("[null,1]");
    assertThat(SHELF.rows("SELECT customer_id, COUNT(*) FROM views.orders GROUP BY customer_id"))
        .hasSize(50);
    assertThat(SHELF.rows("SELECT order_id FROM views.orders ORDER BY total_minor DESC LIMIT 2"))
        .containsExactly("[\"order-19999\"]", "[\"order-19998\"]");
  }

  @Test
  void text_that_doubles_ends_at_the_bound() {
    assertThat(SHELF.lines(nested("order_id", "x || x", 40)).getLast())
        .contains("error", "A text has more than 1,048,576 characters");
    assertThat(
            SHELF
                .lines(nested("order_id", "REPLACE(x, 'o', 'oooooooooooooooooooooooo')", 12))
                .getLast())
        .contains("error", "A text has more than 1,048,576 characters");
  }

  @Test
  void figures_that_grow_end_at_the_bound() {
    assertThat(SHELF.lines(nested("1.1", "x * x", 9)).getLast())
        .contains("error", "A figure has more than 100 digits");
  }

  @Test
  void a_value_within_itself_ends_at_the_bound() {
    assertThat(SHELF.rows(nested("order_id", "ARRAY[x, x]", 3)).getFirst())
        .startsWith("[[[[\"order-0\",\"order-0\"]");
    assertThat(SHELF.lines(nested("order_id", "ARRAY[x, x]", 30)).getLast())
        .contains("error", "nested too deep");
  }

  @Test
  void a_pattern_takes_no_longer_than_it_is() {
    assertThat(
            SHELF.rows(
                "SELECT COUNT(*) FROM views.orders WHERE '%s' LIKE '%sb'"
                    .formatted("a".repeat(1_000), "%a".repeat(400))))
        .containsExactly("[0]");
  }

  @Test
  void queries_within_queries_are_planned_in_so_many_steps_and_no_more() {
    assertThatThrownBy(() -> SHELF.ask(nested("total_minor", "x + x", 45)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("more than 500,000 steps to find out");
  }

  @Test
  void what_is_too_deep_or_too_wide_is_refused() {
    assertThatThrownBy(
            () -> SHELF.ask("SELECT " + "1 + ".repeat(1_000) + "1 AS x FROM views.orders"))
        .isInstanceOf(SqlError.class)
        .hasMessageContaining("more than 200 steps deep");
    assertThatThrownBy(
            () -> SHELF.ask("SELECT COUNT(*) FROM views.stock" + ", views.stock AS s".repeat(20)))
        .isInstanceOf(SqlError.class)
        .hasMessageContaining("at most 16 joins");
    assertThatThrownBy(
            () ->
                SHELF.ask(
                    "SELECT order_id FROM views.orders WHERE order_id IN ('x'"
                        + ", 'a-key-that-is-not-there'".repeat(1_000)
                        + ")"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("16,384 characters");
  }

  private static String nested(String first, String step, int times) {
    String sql = "SELECT " + first + " AS x FROM views.orders";
    for (int i = 0; i < times; i++) {
      sql = "SELECT " + step + " AS x FROM (" + sql + ")";
    }
    return sql + " LIMIT 1";
  }
}
