package io.insideout.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of columns: those that are typed, and those that are given.
class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"card_token", "CARD_TOKEN", "cardToken", "CardToken", "`card_token`"})
  void aColumnIsMeantInAnyCase(String typed) {
    assertThat(Shop.flink("SELECT " + typed + " FROM authorizations"))
        .isEqualTo("SELECT `card_token` FROM `authorizations`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order_validations",
        "order-validations",
        "\"order-validations\"",
        "`order-validations`",
        "Order_Validations",
        "orderValidations"
      })
  void aRelationIsMeantByItsTopicToo(String typed) {
    assertThat(Shop.flink("SELECT outcome FROM " + typed))
        .isEqualTo("SELECT `outcome` FROM `order_validations`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          count()                        | count
          COUNT(*)                       | count
          SUM(total_minor)               | sum_total_minor
          SUM(o.totalMinor)              | sum_total_minor
          COUNT(DISTINCT state)          | count_distinct_state
          total_minor + 1                | expr_1
          CAST(total_minor AS DOUBLE)    | total_minor
          ROUND(total_minor / 3)         | round
          address->city                  | city
          lines[1]->sku                  | sku
          ROWTIME                        | record_time
          ROW_NUMBER() OVER (PARTITION BY state ORDER BY record_time) | row_number
          CASE WHEN 1 = 1 THEN 2 END     | expr_1
          o.state                        | state
          state AS Land                  | Land
          state land                     | land
          CURRENT_DATE                   | current_date
          """)
  void whatHasNoNameIsGivenOne(String expression, String name) {
    assertThat(columns("SELECT " + expression + " FROM orders o")).containsExactly(name);
  }

  @Test
  void noTwoNamesAreTheSame() {
    assertThat(
            columns(
                "SELECT state, state, COUNT(*), count(), country AS count_2, 1, 2 FROM orders"
                    + " GROUP BY state, country"))
        .containsExactly("state", "state_2", "count", "count_3", "count_2", "expr_6", "expr_7");
  }

  @Test
  void aStarShowsWhatIsThere() {
    assertThat(columns("SELECT c.*, 1 FROM customers c").subList(0, 3))
        .containsExactly("customer_id", "name", "country");
    assertThat(columns("SELECT * FROM (SELECT state, 1 AS one FROM orders)"))
        .containsExactly("state", "one");
    assertThat(Shop.rewritten("SELECT * FROM UNNEST(ARRAY[1])").columns()).isEmpty();
    assertThat(Shop.rewritten("SELECT * FROM orders, customers").columns()).isEmpty();
  }

  @Test
  void theKeysOfATableStayKeysWhereTheyAreShown() {
    assertThat(Shop.rewritten("SELECT customer_id AS id, name FROM customers").keys())
        .containsExactly("id");
    assertThat(Shop.rewritten("SELECT name FROM customers").keys()).isEmpty();
    assertThat(
            Shop.rewritten(
                    "WITH n AS (SELECT state, COUNT(*) AS n FROM orders GROUP BY state)"
                        + " SELECT * FROM n WHERE N > 3")
                .keys())
        .containsExactly("state");
  }

  @Test
  void ofSeveralThatMayBeMeantTheOneIsThatIsWrittenSo() {
    assertThat(Shop.flink("SELECT a.name, A_.state FROM orders a_, customers a"))
        .isEqualTo("SELECT `a`.`name`, `a_`.`state` FROM `orders` AS `a_`, `customers` AS `a`");
    assertThat(Shop.flink("SELECT AB, a_b FROM (SELECT 1 AS a_b) x, (SELECT 2 AS ab) y"))
        .startsWith("SELECT `ab`, `a_b` FROM");
  }

  @Test
  void aFieldIsMeantInAnyCaseToo() {
    assertThat(
            Shop.flink(
                "SELECT ADDRESS->CITY, o.address->Country AS c, LINES[1]->SKU FROM orders o"))
        .isEqualTo(
            "SELECT `address`.`city`, `o`.`address`.`country` AS `c`, `lines`[1].`sku` AS `sku`"
                + " FROM `orders` AS `o`");
    assertThat(Shop.flink("SELECT address->`CITY`, address->nix FROM orders"))
        .isEqualTo("SELECT `address`.`CITY`, `address`.`nix` FROM `orders`");
    assertThat(
            new Column("x", "MAP<STRING, ARRAY<ROW<`a b` INT NOT NULL, c DECIMAL(10, 2)>>>")
                .fields())
        .containsExactly("a b", "c");
  }

  @Test
  void theColumnsThatAJoinUsesAreMeantInAnyCaseToo() {
    assertThat(Shop.flink("SELECT name FROM orders JOIN customers USING (CUSTOMERID)"))
        .endsWith("JOIN `customers` USING (`customer_id`)");
    assertThat(
            Shop.flink(
                "SELECT x FROM orders MATCH_RECOGNIZE (ORDER BY ROWTIME MEASURES \"A\".state AS x"
                    + " PATTERN (A) DEFINE A AS A.version = 1)"))
        .contains("ORDER BY record_time MEASURES `A`.state");
  }

  @Test
  void whatNobodyCanKnowHereIsLeftToFlink() {
    assertThat(Shop.flink("SELECT nix, t.Any, `a b` FROM UNNEST(ARRAY[1]) AS t"))
        .isEqualTo("SELECT nix AS `nix`, `t`.`Any`, `a b` FROM UNNEST(ARRAY[1]) AS `t`");
    assertThat(Shop.flink("SELECT x FROM default_catalog.db.things"))
        .isEqualTo("SELECT x AS `x` FROM `default_catalog`.`db`.`things`");
  }

  @Test
  void whatIsReadIsToldOnce() {
    assertThat(
            Shop.rewritten(
                    "SELECT a.state FROM orders a, orders b, customers c"
                        + " WHERE a.order_id IN (SELECT order_id FROM order-validations)")
                .reads())
        .containsExactly("orders", "customers", "order_validations");
  }

  @Test
  void stateWithoutBoundIsWarnedOf() {
    assertThat(warnings("SELECT state, COUNT(*) FROM orders GROUP BY state"))
        .singleElement()
        .asString()
        .contains("GROUP BY without a window", "without bound");
    assertThat(warnings("SELECT DISTINCT state FROM orders"))
        .singleElement()
        .asString()
        .startsWith("DISTINCT");
    assertThat(
            warnings(
                "SELECT o.state FROM orders o JOIN authorizations a ON a.order_id = o.order_id"))
        .singleElement()
        .asString()
        .contains("WITHIN 1 HOUR");
    assertThat(
            warnings(
                "SELECT o.state FROM orders o JOIN authorizations a WITHIN 1 HOUR"
                    + " ON a.order_id = o.order_id"))
        .isEmpty();
    assertThat(
            warnings(
                "SELECT o.state FROM orders o, authorizations a WHERE a.order_id = o.order_id"
                    + " AND a.ROWTIME BETWEEN o.ROWTIME AND o.ROWTIME + INTERVAL '1' HOUR"))
        .isEmpty();
    assertThat(warnings("SELECT COUNT(*) FROM orders")).isEmpty();
    assertThat(warnings("SELECT country, COUNT(*) FROM customers GROUP BY country")).isEmpty();
  }

  @Test
  void aLimitIsForWhoShowsTheRows() {
    assertThat(Shop.rewritten("SELECT state FROM orders EMIT CHANGES LIMIT 3"))
        .satisfies(
            query -> {
              assertThat(query.limit()).hasValue(3);
              assertThat(query.sql()).doesNotContain("LIMIT");
            });
    assertThat(Shop.rewritten("SELECT state FROM orders ORDER BY total_minor LIMIT 3"))
        .satisfies(
            query -> {
              assertThat(query.limit()).isEmpty();
              assertThat(query.sql()).endsWith("LIMIT 3");
            });
  }

  private static List<String> columns(String text) {
    return Shop.rewritten(text).columns().orElseThrow();
  }

  private static List<String> warnings(String text) {
    return Shop.rewritten(text).warnings();
  }
}
