package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.app.replay.Outcome;
import io.insideout.app.replay.Pace;
import io.insideout.app.replay.Replay;
import io.insideout.catalog.Stock;
import io.insideout.retail.RetailFile;
import io.insideout.runtime.http.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Streaming SQL over a real log, by a real engine. What it answers is held against the file that
/// was replayed, counted without it.
@TestMethodOrder(OrderAnnotation.class)
class SqlTest {
  private static final Map<String, Object> UNTIL_NOW = Map.of("untilNow", true);
  private static final int QUERIES = 3;
  private static final int LAST = Integer.MAX_VALUE;

  /// As the talk has it.
  private static final String SUSPICIOUS =
      "SELECT card_number, count() FROM authorizations WINDOW (SIZE 5 MINUTE) GROUP BY card_number"
          + " HAVING count() > 3;";

  /// The same with limits that the week reaches.
  private static final String OFTEN = SUSPICIOUS.replace("> 3", "> 1");

  private static final String OFTEN_IN_AN_HOUR = OFTEN.replace("5 MINUTE", "1 HOUR");

  @TempDir static Path data;
  private static final RetailFile WEEK = RetailFile.bundledWeek();
  private static TestSystem system;

  /// Somebody who has asked before the first order came.
  private static SqlStream listener;

  @BeforeAll
  static void a_week_is_replayed_while_somebody_listens() throws Exception {
    system =
        TestSystem.start(
            data,
            Map.of(
                "sql-queries", String.valueOf(QUERIES),
                "payment-within-ms", "86400000",
                // The first orders come on the heels of the products.
                "details-grace-ms", "60000"));
    // Every order is to be authorized, as the file's figures have it.
    for (String rule : List.of("card-orders-5m", "customer-total-1h")) {
      system.http().delete("/api/fraud/rules/" + rule).expect(204);
    }
    listener = ask(OFTEN_IN_AN_HOUR, Map.of());
    assertThat(listener.status()).isEqualTo(200);
    try (Replay replay = new Replay(WEEK, system.log(), system.schemas(), null)) {
      replay.writeReferenceData(BigDecimal.ONE);
      Outcome outcome = replay.run(Pace.AS_FAST_AS_POSSIBLE, false, (_, _) -> {});
      assertThat(outcome.units()).isEqualTo(WEEK.summary().total().orders().units());
      assertThat(outcome.reasons()).as("rejected orders").isEmpty();
    }
    var _ = system.verify();
  }

  @AfterAll
  static void close() {
    listener.close();
    system.close();
  }

  @Test
  void the_talks_query_gives_what_a_count_of_the_file_gives() {
    assertThat(answer(SUSPICIOUS)).isEqualTo(CardWindows.moreThan(WEEK, 3, Duration.ofMinutes(5)));

    Set<List<String>> counted = CardWindows.moreThan(WEEK, 1, Duration.ofMinutes(5));
    assertThat(counted).hasSizeGreaterThan(3);
    assertThat(answer(OFTEN)).isEqualTo(counted);
    // In a replay of a week within seconds an order may come as late as that.
    assertThat(
            answer(
                OFTEN
                    .replace("MINUTE", "MINUTE, GRACE PERIOD 7 DAYS")
                    .replace(";", " EMIT FINAL;")))
        .isEqualTo(counted);
  }

  @Test
  void revenue_by_country_and_by_day_is_what_the_file_comes_to() throws Exception {
    WeekTruth truth = WeekTruth.read();
    String sum =
        "SELECT %1$s, SUM(total_minor) FROM orders WHERE version = 1"
            + " AND order_id LIKE 'online-retail-%%' GROUP BY %1$s";
    assertThat(amounts(sum.formatted("country"))).isEqualTo(truth.ordersByCountry());
    assertThat(amounts(sum.formatted("DATE_FORMAT(record_time, 'yyyy-MM-dd')")))
        .isEqualTo(truth.ordersByDay());
  }

  @Test
  void who_listened_all_the_time_was_told_the_same_as_who_asks_afterwards() {
    Set<List<String>> counted = CardWindows.moreThan(WEEK, 1, Duration.ofHours(1));
    assertThat(counted).hasSizeGreaterThan(3);

    assertThat(answer(OFTEN_IN_AN_HOUR)).isEqualTo(counted);
    eventually("the one who listens knows them all", () -> listener.rows().equals(counted));
  }

  @Test
  void a_change_is_shown_while_the_query_goes_on() {
    system.sell("SQL-LIVE", 5);
    try (SqlStream live =
        listening("SELECT order_id, state FROM orders WHERE card_token = 'sql-live'")) {
      String order =
          system
              .http()
              .place(
                  "{\"cardToken\": \"sql-live\", \"lines\": [{\"sku\": \"SQL-LIVE\", \"quantity\": 1}]}",
                  "Idempotency-Key",
                  "sql-live");
      eventually(
          "every state of the order is shown",
          () ->
              live.rows()
                  .containsAll(
                      List.of(
                          List.of(order, "REQUESTED"),
                          List.of(order, "VALIDATED"),
                          List.of(order, "PAID"))));
    }
  }

  @Test
  void a_table_is_its_newest_rows() {
    Set<List<String>> rows =
        answer("SELECT count(*), sum(on_hand) FROM stock WHERE sku NOT LIKE 'SQL-%'");
    List<Stock> stock = WEEK.stock(BigDecimal.ONE);
    long units = stock.stream().mapToLong(row -> row.getOnHand()).sum();
    assertThat(rows).containsExactly(List.of(String.valueOf(stock.size()), String.valueOf(units)));
  }

  @Test
  void what_is_wrong_is_told_at_its_place() {
    assertThat(refused("SELECT card_nmber FROM authorizations"))
        .contains("line 1, column 8", "There is no column 'card_nmber'", "card_number");
    assertThat(refused("SELECT * FROM autorizations"))
        .contains("line 1, column 15", "authorizations");
    assertThat(refused("SELECT\n  amount_minor || ARRAY[1] FROM authorizations"))
        .contains("line 2, column 3");
    assertThat(refused("SELEC 1")).contains("line 1, column 1", "SELECT");
    assertThat(refused("DESCRIBE nothing")).contains("SHOW TOPICS");
    assertThat(refused("SELECT * FROM orders /*+ OPTIONS('topic'='payments') */"))
        .as("a query cannot lead to another topic")
        .contains("OPTIONS");
  }

  private static String refused(String sql) {
    return system
        .http()
        .post("/api/sql", json(sql), "Content-Type", "application/json")
        .expect(400)
        .json()
        .path("detail")
        .asText();
  }

  private static String json(String sql) {
    return new String(Json.write(Map.of("sql", sql)), StandardCharsets.UTF_8);
  }

  @Test
  void what_there_is_can_be_listed_and_described() {
    assertThat(ask("SHOW TOPICS", Map.of()).whole().rows())
        .contains(
            List.of("order-validations", "stream", "order_validations"),
            List.of("stock", "table", "stock"));
    assertThat(ask("DESCRIBE order-validations", Map.of()).whole().rows())
        .contains(List.of("order_id", "STRING"), List.of("record_time", "TIMESTAMP_LTZ(3)"));
    assertThat(answer("PRINT authorizations FROM BEGINNING LIMIT 2")).hasSize(2);
    assertThat(ask("EXPLAIN " + SUSPICIOUS, Map.of()).whole().lines().toString())
        .contains("TUMBLE", "authorizations");
  }

  @Test
  void no_more_queries_run_than_may_and_who_goes_gives_a_place_free() {
    String endless = "SELECT order_id FROM orders";
    Deque<SqlStream> running = new ArrayDeque<>();
    SqlStream next = ask(endless, Map.of());
    while (next.status() == 200 && running.size() <= QUERIES) {
      running.add(next);
      next = ask(endless, Map.of());
    }
    assertThat(next.status()).isEqualTo(429);
    running.pop().close();
    listening(endless).close();
    running.forEach(SqlStream::close);
  }

  @Test
  @Order(LAST)
  void who_listens_to_an_engine_that_dies_is_told_and_the_next_query_starts_another() {
    try (SqlStream live = listening("SELECT order_id FROM orders")) {
      SqlDesk.killEngine();
      assertThat(live.whole().lines().getLast().path("error").asText())
          .contains("the next query starts it again");
    }
    assertThat(answer("SELECT count(*) FROM stock")).hasSize(1);
  }

  /// Asks something that goes on being answered, once there is a place for it.
  private static SqlStream listening(String sql) {
    return eventually(
        "there is a place for one more query",
        Duration.ofSeconds(60),
        () -> {
          SqlStream stream = ask(sql, Map.of());
          if (stream.status() == 200) {
            return Optional.of(stream);
          }
          assertThat(stream.status()).isEqualTo(429);
          stream.close();
          return Optional.empty();
        });
  }

  /// What amounts in minor units come to, by what they are grouped by.
  private static Map<String, BigDecimal> amounts(String sql) {
    return answer(sql).stream()
        .collect(
            Collectors.toMap(
                List::getFirst,
                row -> new BigDecimal(row.getLast()).movePointLeft(2).stripTrailingZeros()));
  }

  /// What it comes to over the log as it is now.
  private static Set<List<String>> answer(String sql) {
    return eventually(
        "there is a place for one more query",
        Duration.ofSeconds(60),
        () -> {
          SqlStream stream = ask(sql, UNTIL_NOW);
          return stream.status() == 200 ? Optional.of(stream.whole().rows()) : Optional.empty();
        });
  }

  private static SqlStream ask(String sql, Map<String, Object> more) {
    return SqlStream.ask(system.url(), sql, more);
  }
}
