package io.insideout.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What goes with a row that is written: the key and the time of the record that it is made of.
class CarriedTest {
  @Test
  void aRowOfOneRecordHasItsKeyAndTime() {
    assertThat(carrying("SELECT order_id FROM orders WHERE version = 1"))
        .isEqualTo(
            "SELECT `order_id`, `orders`.`record_key`, `orders`.`record_time` FROM `orders` WHERE"
                + " `version` = 1");
    assertThat(
            carrying(
                "SELECT o.order_id, c.name FROM orders o JOIN customers c ON o.customer_id = c.customer_id"))
        .as("of a join those of the left side")
        .contains("`o`.`record_key`, `o`.`record_time` FROM");
  }

  @Test
  void whoHasAskedForThemGetsThemOnce() {
    assertThat(carrying("SELECT order_id, record_time FROM orders"))
        .isEqualTo("SELECT `order_id`, `record_time`, `orders`.`record_key` FROM `orders`");
    assertThat(carrying("SELECT order_id, placed_at_micros AS record_time FROM authorizations"))
        .contains("AS `record_time`, `authorizations`.`record_key` FROM");
  }

  @Test
  void aRowOfManyRecordsHasNeither() {
    for (String query :
        new String[] {
          "SELECT state, count() FROM orders GROUP BY state",
          "SELECT count() FROM orders",
          "SELECT DISTINCT state FROM orders",
          "SELECT card_number, count() FROM authorizations WINDOW (SIZE 5 MINUTES) GROUP BY card_number",
          "SELECT state FROM orders UNION ALL SELECT outcome FROM authorizations",
          "SELECT state FROM (SELECT state FROM orders GROUP BY state) AS s"
        }) {
      assertThat(carrying(query)).as(query).isEqualTo(Shop.flink(query));
    }
  }

  @Test
  void whatIsListenedToHasWhatItAskedForAlone() {
    assertThat(Shop.flink("SELECT order_id FROM orders")).doesNotContain("record_");
  }

  private static String carrying(String text) {
    return ((Statement.Query) Dialect.statements(text).getFirst()).carrying(Shop.RELATIONS).sql();
  }
}
