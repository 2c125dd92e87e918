package io.insideout.sql.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import io.insideout.runtime.http.Problem;
import io.insideout.sql.dialect.SqlError;
import io.insideout.sql.engine.Lines;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is answered over views, and how.
class ViewQueriesTest {
  private final Shelf shelf =
      new Shelf()
          .order("o1", "c1", OrderState.PAID, 250, line("a", 2), line("b", 1))
          .order("o2", "c2", OrderState.VALIDATED, 100, line("a", 5))
          .order("o3", "c1", OrderState.PAID, 400, line("c", 1))
          .customer("c1", "Zoë", "日本")
          .customer("c2", "O'Brien", "Ireland")
          .stock("a", 7)
          .stock("b", 0)
          .stock("c", 3);

  private static OrderLine line(String sku, int quantity) {
    return new OrderLine(sku, quantity, 1_000_000L);
  }

  @Test
  void a_key_is_looked_up_and_nothing_else_is_read() {
    assertThat(shelf.rows("SELECT state, total_minor FROM views.orders WHERE order_id = 'o1'"))
        .containsExactly("[\"PAID\",250]");

    assertThat(shelf.asked("orders")).isEqualTo(new Shelf.Asked(1, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "order_id IN ('o1', 'o3', 'nothing')      | 3",
        "record_key = 'o3' AND total_minor > 300  | 1",
        "'o2' = order_id                          | 1",
        "order_id = 'o1' OR order_id = 'o2'       | 2",
        "state = 'PAID' AND order_id = 'o1'       | 1",
      })
  void however_it_is_said_keys_are_looked_up(String condition, int lookups) {
    List<String> read = shelf.rows("SELECT order_id FROM views.orders WHERE " + condition);

    assertThat(read).isNotEmpty();
    assertThat(shelf.asked("orders")).isEqualTo(new Shelf.Asked(lookups, 0));
  }

  @Test
  void a_key_is_found_within_with_and_joins() {
    assertThat(
            shelf.rows(
                "WITH paid AS (SELECT * FROM views.orders WHERE state = 'PAID')"
                    + " SELECT p.order_id, c.name FROM paid p JOIN views.customers c"
                    + " ON c.customer_id = p.customer_id WHERE p.order_id = 'o3'"))
        .containsExactly("[\"o3\",\"Zoë\"]");

    assertThat(shelf.asked("orders")).isEqualTo(new Shelf.Asked(1, 0));
  }

  @Test
  void the_key_of_what_is_joined_by_its_key_is_looked_up_as_well() {
    assertThat(
            shelf.rows(
                "SELECT o.state, s.on_hand FROM views.orders o LEFT JOIN views.stock s"
                    + " ON s.sku = o.order_id WHERE o.order_id = 'o2'"))
        .containsExactly("[\"VALIDATED\",null]");

    assertThat(shelf.asked("orders")).isEqualTo(new Shelf.Asked(1, 0));
    assertThat(shelf.asked("stock")).isEqualTo(new Shelf.Asked(1, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order_id <> 'o1'",
        "order_id = 'o1' OR state = 'PAID'",
        "UPPER(order_id) = 'O1'",
        "order_id > 'o1'",
        "customer_id = 'c1'"
      })
  void what_names_no_key_reads_all(String condition) {
    assertThat(shelf.rows("SELECT order_id FROM views.orders WHERE " + condition)).isNotEmpty();

    assertThat(shelf.asked("orders")).isEqualTo(new Shelf.Asked(0, 3));
  }

  @Test
  void a_plan_shows_its_lookups() {
    assertThat(shelf.explained("SELECT state FROM views.orders WHERE order_id = 'o1'"))
        .contains("ViewScan(table=[[views, orders]], columns=[[order_id, state]], keys=[[o1]])");
    assertThat(shelf.explained("SELECT state FROM views.orders WHERE total_minor = 1"))
        .contains("ViewScan(table=[[views, orders]], columns=[[state, total_minor]])");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '$',
      value = {
        "SELECT COUNT(*) FROM views.orders => [[3]]",
        "SELECT state, count(), SUM(total_minor) AS s FROM views.orders GROUP BY state ORDER BY s"
            + " => [[\"VALIDATED\",1,100], [\"PAID\",2,650]]",
        "SELECT COUNT(DISTINCT customer_id), AVG(total_minor) FROM views.orders => [[2,250]]",
        "SELECT order_id FROM views.orders ORDER BY total_minor DESC LIMIT 1 => [[\"o3\"]]",
        "SELECT order_id FROM views.orders LIMIT 2 => [[\"o1\"], [\"o2\"]]",
        "SELECT name FROM views.customers WHERE country = '日本' => [[\"Zoë\"]]",
        "SELECT customer_id FROM views.customers WHERE name = 'O''Brien' => [[\"c2\"]]",
        "SELECT l.sku, SUM(l.quantity) FROM views.orders AS o CROSS JOIN UNNEST(o.lines)"
            + " AS l (sku, quantity, price) GROUP BY l.sku ORDER BY l.sku"
            + " => [[\"a\",7], [\"b\",1], [\"c\",1]]",
        "SELECT s.sku FROM views.stock s WHERE NOT EXISTS (SELECT 1 FROM views.orders o"
            + " WHERE o.order_id = s.sku) AND s.on_hand > 3 => [[\"a\"]]",
        "SELECT c.name FROM views.customers c LEFT JOIN views.orders o ON o.customer_id ="
            + " c.customer_id AND o.state = 'PAID' WHERE o.order_id IS NULL => [[\"O'Brien\"]]",
        "SELECT card_number, card_token FROM views.orders WHERE order_id = 'o1'"
            + " => [[\"card-c1\",\"card-c1\"]]",
        "SELECT rowkey, rowtime, ROWPARTITION, ROWOFFSET FROM views.orders WHERE orderId = 'o2'"
            + " => [[\"o2\",\"2010-12-01T08:06:00Z\",1,1]]",
        "SELECT lines[1].sku, ARRAY_LENGTH(lines) FROM views.orders WHERE order_id = 'o1'"
            + " => [[\"a\",2]]",
        "SELECT reasons, lines FROM views.orders WHERE order_id = 'o3'"
            + " => [[[],[{\"sku\":\"c\",\"quantity\":1,\"unit_price_micros\":1000000}]]]",
        "SELECT CAST(total_minor AS STRING) || '!', UCASE(state), 1.5 * 1.5 FROM views.orders"
            + " WHERE order_id = 'o1' => [[\"250!\",\"PAID\",2.25]]",
        "SELECT CASE WHEN on_hand > 5 THEN 'many' ELSE 'few' END AS x FROM views.stock"
            + " => [[\"many\"], [\"few\"], [\"few\"]]",
        "SELECT record_time + INTERVAL '1' DAY FROM views.orders WHERE order_id = 'o1' AND"
            + " record_time > TIMESTAMP '2010-01-01 00:00:00' => [[\"2010-12-02T08:06:00Z\"]]",
        "SELECT order_id FROM views.orders WHERE order_id = 'nothing' => []",
      })
  void a_query_is_answered(String sql, String rows) {
    assertThat(shelf.rows(sql)).hasToString(rows);
  }

  @ParameterizedTest
  @CsvSource({
    "aXc,    a_c,   false",
    "aXc,    a!_c,  true",
  })
  void an_escaped_sign_means_itself(String text, String pattern, boolean differs) {
    String like = "SELECT '%s' LIKE '%s' ESCAPE '!' AS x FROM views.stock LIMIT 1";

    assertThat(shelf.rows(like.formatted(text, pattern))).containsExactly("[" + !differs + "]");
  }

  @Test
  void columns_are_told_first_and_the_end_last() {
    List<String> lines = shelf.lines("SELECT sku, on_hand FROM views.stock WHERE sku = 'a'");

    assertThat(lines)
        .containsExactly(
            "{\"columns\":[{\"name\":\"sku\",\"type\":\"STRING\"},{\"name\":\"on_hand\",\"type\":\"BIGINT\"}],\"updates\":false,\"warnings\":[]}",
            "{\"op\":\"+I\",\"row\":[\"a\",7]}",
            "{\"end\":true}");
    assertThat(shelf.open("stock")).as("moments that are still looked at").isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "SELECT stat FROM views.orders | 1 | 8 | is it state?",
        "SELECT * FROM views.ordrs | 1 | 15 | is it views.orders?",
        "SELECT order_id FROM views.orders WHERE total_minor LIKE ARRAY[1] | 1 | 41 | DESCRIBE",
        "SELECT REPEAT('x', 2000000000) FROM views.stock | 1 | 8 | There is no function over views",
        "SELECT order_id, ROW_NUMBER() OVER (ORDER BY order_id) AS n FROM views.orders | 1 | 18 |"
            + " There is no OVER over views",
        "SELECT state, COUNT(*) FROM views.orders GROUP BY CUBE(state) | 1 | 51 | There is no CUBE",
        "SELECT state FROM views.orders WHERE state SIMILAR TO '(a+)+b' | 1 | 38 |"
            + " There is no SIMILAR TO",
        "SELECT state, count() FROM views.orders WINDOW (SIZE 1 HOUR) GROUP BY state | 1 | 41 |"
            + " A view is what is now, and has no windows",
        "SELECT state FROM views.orders EMIT CHANGES | 1 | 32 | leave EMIT away",
        "SELECT * FROM views.orders FOR SYSTEM_TIME AS OF PROCTIME() | 1 | 15 | as of now",
      })
  void what_is_wrong_is_told_at_its_place(String sql, int line, int column, String sentence) {
    assertThatThrownBy(() -> shelf.ask(sql))
        .isInstanceOf(SqlError.class)
        .hasMessageContaining(sentence)
        .satisfies(
            error -> {
              assertThat(((SqlError) error).place().line()).isEqualTo(line);
              assertThat(((SqlError) error).place().column()).isEqualTo(column);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "USER",
        "CURRENT_USER",
        "SYSTEM_USER",
        "SESSION_USER",
        "CURRENT_PATH",
        "CURRENT_ROLE"
      })
  void nothing_of_the_process_can_be_asked(String function) {
    assertThatThrownBy(() -> shelf.ask("SELECT " + function + " AS x FROM views.stock"))
        .isInstanceOf(SqlError.class);
  }

  @Test
  void no_more_answers_are_open_than_may_and_who_goes_gives_a_place_free() throws Exception {
    List<Lines> open = new ArrayList<>();
    for (int i = 0; i < Bounds.ANSWERS; i++) {
      open.add(shelf.ask("SELECT * FROM views.orders"));
    }
    assertThatThrownBy(() -> shelf.ask("SELECT * FROM views.orders"))
        .isInstanceOfSatisfying(Problem.class, it -> assertThat(it.status()).isEqualTo(429));

    open.removeLast().close();
    open.add(shelf.ask("SELECT * FROM views.orders"));
    assertThatThrownBy(() -> shelf.ask("SELECT nothing FROM views.orders"));
    open.forEach(Lines::close);
    assertThat(shelf.open("orders")).isZero();
  }
}
