package io.insideout.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Views beside streams and tables, in what a person types.
class ViewsInTextTest {
  private static final Relations ALL = all();

  private static Relations all() {
    List<Column> columns = List.of(new Column("order_id", "STRING"), new Column("state", "STRING"));
    List<Relation> topics =
        Stream.of("orders", "payments", "emails")
            .map(name -> new Relation(name, Statement.Kind.STREAM, columns, List.of("record_key")))
            .toList();
    List<Relation> all =
        Stream.concat(topics.stream(), topics.stream().limit(2).map(Relation::asView)).toList();
    return () -> all;
  }

  private static Rewritten rewritten(String sql) {
    return ((Statement.Query) Dialect.statements(sql).getFirst()).rewritten(ALL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "SELECT state FROM views.orders | SELECT `state` FROM `views`.`orders`",
        "SELECT orders.state FROM VIEWS.ORDERS | SELECT `orders`.`state` FROM `views`.`orders`",
        "SELECT o.state FROM views.orders o | SELECT `o`.`state` FROM `views`.`orders` AS `o`",
        "SELECT count() FROM views.orders, views.payments"
            + " | SELECT COUNT(*) AS `count` FROM `views`.`orders`, `views`.`payments`",
        "SELECT state FROM orders | SELECT `state` FROM `orders`",
      })
  void a_view_is_named_by_its_path(String typed, String written) {
    assertThat(rewritten(typed).sql()).isEqualTo(written);
  }

  @Test
  void a_query_knows_whether_it_is_over_views() {
    assertThat(rewritten("SELECT * FROM views.orders").isOverViews()).isTrue();
    assertThat(rewritten("SELECT * FROM orders").isOverViews()).isFalse();
    assertThat(rewritten("SELECT state, count() FROM views.orders GROUP BY state").warnings())
        .as("what is asked once keeps nothing")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 1 FROM views.orders, payments | 29 | write views.payments, or leave views. away",
        "SELECT 1 FROM views.orders, emails   | 29 | leave views. away at the others",
        "SELECT 1 FROM orders JOIN views.payments ON TRUE | 27 | write payments without views.",
        "SELECT 1 FROM orders WHERE order_id IN (SELECT order_id FROM views.payments) | 62 | write"
            + " payments",
        "SELECT 1 FROM views.orders, my.other.one | 29 | leave views. away",
        "SELECT 1 FROM views.emails           | 15 | SHOW VIEWS",
        "SELECT 1 FROM views.oders            | 15 | is it views.orders?",
        "SELECT 1 FROM views.orders MATCH_RECOGNIZE (PATTERN (a)) | 28 | ask the stream",
        "SELECT * FROM TABLE(TUMBLE(TABLE views.orders, DESCRIPTOR(record_time), INTERVAL '1'"
            + " HOUR)) | 15 | leave WINDOW away",
        "SELECT 1 FROM (SELECT state FROM views.orders EMIT FINAL) | 47 | leave EMIT away",
      })
  void views_keep_to_themselves(String sql, int column, String instead) {
    assertThatThrownBy(() -> rewritten(sql))
        .isInstanceOf(SqlError.class)
        .hasMessageContaining(instead)
        .satisfies(error -> assertThat(((SqlError) error).place().column()).isEqualTo(column));
  }

  @Test
  void completion_knows_views() {
    assertThat(Completion.at("SELECT * FROM vi", ALL).candidates())
        .containsExactly("views.orders", "views.payments");
    assertThat(Completion.at("SELECT * FROM views.", ALL).candidates())
        .containsExactly("orders", "payments");
    assertThat(Completion.at("DESCRIBE views.pay", ALL).candidates()).containsExactly("payments");
    assertThat(Completion.at("SELECT * FROM views.orders WHERE sta", ALL).candidates())
        .containsExactly("state");
    assertThat(Completion.at("SHOW V", ALL).candidates()).containsExactly("VIEWS");
  }
}
