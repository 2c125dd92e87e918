package io.insideout.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Windows, and what is known of a query that has one.
class WindowedQueryTest {
  private static final String OF_THE_TALK =
      "SELECT card_number, count() FROM authorizations WINDOW (SIZE 5 MINUTE)"
          + " GROUP BY card_number HAVING count() > 3;";

  @Test
  void theQueryOfTheTalkRunsLiterally() {
    Rewritten query = Shop.rewritten(OF_THE_TALK);

    assertThat(query.sql())
        .isEqualTo(
            "SELECT `card_number`, COUNT(*) AS `count`,"
                + " TUMBLE_START(`record_time`, INTERVAL '5' MINUTE) AS `window_start`,"
                + " TUMBLE_END(`record_time`, INTERVAL '5' MINUTE) AS `window_end`"
                + " FROM `authorizations`"
                + " GROUP BY `card_number`, TUMBLE(`record_time`, INTERVAL '5' MINUTE)"
                + " HAVING COUNT(*) > 3");
    assertThat(query.emit()).isEqualTo(Emit.CHANGES);
    assertThat(query.window())
        .contains(
            new WindowOf(
                WindowOf.Kind.TUMBLING,
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Optional.empty()));
    assertThat(query.reads()).containsExactly("authorizations");
    assertThat(query.columns().orElseThrow())
        .containsExactly("card_number", "count", "window_start", "window_end");
    assertThat(query.keys()).containsExactly("card_number", "window_start", "window_end");
    assertThat(query.isAggregate()).isTrue();
    assertThat(query.warnings()).isEmpty();
    assertThat(query.limit()).isEmpty();
  }

  @Test
  void itsSizeAdvanceAndGraceAreKnown() {
    Rewritten query =
        Shop.rewritten(
            "SELECT state, COUNT(*) FROM orders WINDOW HOPPING"
                + " (SIZE 2 HOURS, ADVANCE BY 30 SECONDS, GRACE PERIOD 1 DAY) GROUP BY state"
                + " EMIT FINAL");

    assertThat(query.emit()).isEqualTo(Emit.FINAL);
    assertThat(query.window())
        .contains(
            new WindowOf(
                WindowOf.Kind.HOPPING,
                Duration.ofHours(2),
                Duration.ofSeconds(30),
                Optional.of(Duration.ofDays(1))));
  }

  @Test
  void retentionIsAcceptedAndSaidToMeanNothing() {
    Rewritten query =
        Shop.rewritten(
            "SELECT state, COUNT(*) FROM orders WINDOW TUMBLING (SIZE 1 HOUR, RETENTION 7 DAYS)"
                + " GROUP BY state");

    assertThat(query.warnings()).singleElement().asString().contains("RETENTION means nothing");
  }

  @Test
  void aKeyKeepsTheNameThatItWasGiven() {
    Rewritten query =
        Shop.rewritten(
            "SELECT WINDOWSTART AS since, a.card_token AS card, COUNT(*) FROM authorizations a"
                + " WINDOW (SIZE 1 HOUR) GROUP BY a.card_token, windowstart, windowend");

    assertThat(query.columns().orElseThrow())
        .containsExactly("since", "card", "count", "window_end");
    assertThat(query.keys()).containsExactly("card", "since", "window_end");
  }

  @Test
  void anExpressionThatIsGroupedByIsAKeyUnderItsName() {
    Rewritten query =
        Shop.rewritten("SELECT UCASE(country), COUNT(*) FROM orders GROUP BY UCASE(country)");

    assertThat(query.keys()).containsExactly("ucase_country");
  }

  @Test
  void ofAKeyThatIsNotShownItIsSaid() {
    assertThat(
            Shop.rewritten("SELECT COUNT(*) FROM orders WINDOW (SIZE 1 HOUR) GROUP BY state")
                .warnings())
        .singleElement()
        .asString()
        .contains("`state`", "SELECT does not show it");
  }

  @Test
  void anInnerQueryIsShownWhenTheOuterOneIs() {
    Rewritten query =
        Shop.rewritten(
            "SELECT state FROM (SELECT state, COUNT(*) AS n FROM"
                + " order_states WINDOW (SIZE 1 HOUR) GROUP BY state) WHERE n > 3 EMIT FINAL"
                    .replace("order_states", "orders"));

    assertThat(query.emit()).isEqualTo(Emit.FINAL);
    assertThat(query.sql()).contains("TABLE(TUMBLE(TABLE `orders`");
    assertThat(query.isAggregate()).isTrue();
  }

  @Test
  void aWindowOfATableFunctionIsShownAtItsEnd() {
    String windowed =
        "SELECT COUNT(*) FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(record_time),"
            + " INTERVAL '5' MINUTES)) GROUP BY window_start, window_end";

    assertThat(Shop.rewritten(windowed).emit()).isEqualTo(Emit.FINAL);
    assertThat(Shop.rewritten(windowed).warnings()).isEmpty();
    assertThat(Shop.rewritten(windowed + " EMIT CHANGES").warnings())
        .singleElement()
        .asString()
        .contains("WINDOW (SIZE 5 MINUTES)");
  }

  @Test
  void aSessionIsMadeOfWhatWhereLeaves() {
    assertThat(
            Shop.flink(
                "SELECT state, COUNT(*) FROM orders WINDOW SESSION (5 MINUTES)"
                    + " WHERE version > 1 GROUP BY state EMIT FINAL"))
        .startsWith("WITH `orders_filtered` AS (SELECT * FROM `orders` WHERE `version` > 1) SELECT")
        .contains("SESSION(TABLE `orders_filtered` PARTITION BY `state`,")
        .endsWith("GROUP BY `state`, `window_start`, `window_end`");
  }
}
