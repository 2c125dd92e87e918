package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.SqlQuery;
import io.insideout.catalog.SqlQueryState;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.CommittedEnds;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Queries that go on by themselves, over a real log with a week of orders in it: what they write,
/// and what becomes of them when the engine is killed and the system starts again.
@TestMethodOrder(OrderAnnotation.class)
class PersistentQueryTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LAST = Integer.MAX_VALUE;
  private static final int ENGINE_DEATHS = 2;

  @TempDir static Path data;
  private static TestSystem system;
  private static SqlDesk desk;

  @BeforeAll
  static void a_week_was_replayed() throws Exception {
    system = ReplayedWeek.start(data);
    desk = new SqlDesk(system);
  }

  @AfterAll
  static void close() {
    system.close();
  }

  @Test
  void a_table_holds_what_a_count_of_the_file_gives_until_its_query_is_ended() {
    String query =
        desk.made(
            "CREATE TABLE often AS SELECT card_number, count() FROM authorizations"
                + " WINDOW (SIZE 5 MINUTE) GROUP BY card_number HAVING count() > 1;",
            Map.of());

    assertThat(query).isEqualTo("often-1");
    Set<List<String>> counted = CardWindows.moreThan(ReplayedWeek.FILE, 1, Duration.ofMinutes(5));
    assertThat(counted).hasSizeGreaterThan(3);
    eventually(
        "the topic has them",
        PATIENCE,
        () ->
            SqlDesk.there(
                desk.answer(
                        "SELECT card_number, `count`, window_start, window_end FROM often WHERE card_number LIKE 'card-%'")
                    .equals(counted)));
    eventually(
        "it has read all",
        PATIENCE,
        () -> {
          List<String> shown = desk.shown("often-1").orElseThrow();
          assertThat(shown.subList(1, 3)).containsExactly("running", "often");
          assertThat(shown.get(5)).as("late").isEqualTo("0");
          return SqlDesk.there(shown.get(4).equals("0"));
        });
    assertThat(desk.rows("DESCRIBE often"))
        .contains(List.of("count", "BIGINT"), List.of("window_end", "TIMESTAMP(3)"));

    assertThat(desk.rows("TERMINATE often-1"))
        .containsExactly(List.of("often-1", "terminated", "often", "table"));
    assertThat(desk.shown("often-1")).isEmpty();
    assertThat(desk.answer("SELECT count(*) FROM often WHERE card_number LIKE 'card-%'"))
        .containsExactly(List.of(String.valueOf(counted.size())));
  }

  @Test
  void what_comes_of_one_record_keeps_its_key_and_its_time() {
    var _ =
        desk.made(
            "CREATE STREAM sales AS SELECT order_id, total_minor FROM orders WHERE version = 1",
            Map.of());
    String figures = "SELECT count(*), sum(total_minor), min(record_time), max(record_time) FROM ";

    Set<List<String>> expected = desk.answer(figures + "orders WHERE version = 1");
    eventually(
        "all are there",
        PATIENCE,
        () -> SqlDesk.there(desk.answer(figures + "sales").equals(expected)));
    assertThat(desk.answer("SELECT order_id FROM sales WHERE record_key <> order_id LIMIT 1"))
        .isEmpty();
    assertThat(
            desk.answer(
                "SELECT o.order_id FROM orders o JOIN sales s ON o.order_id = s.order_id"
                    + " WHERE o.version = 1 AND o.record_partition <> s.record_partition LIMIT 1"))
        .as("a key is in the same partition of both")
        .isEmpty();

    // Another query writes the same topic, from the end on, which nobody has written to since.
    String other =
        desk.made("INSERT INTO sales SELECT order_id, 0 FROM orders", Map.of("from", "end"));
    assertThat(desk.shown(other)).isPresent();
    assertThat(desk.rows("TERMINATE " + other)).hasSize(1);
    assertThat(desk.answer(figures + "sales")).isEqualTo(expected);
  }

  @Test
  void the_talks_query_tells_fraud_which_cards_are_suspicious() throws Exception {
    String query =
        desk.made(
            "INSERT INTO suspicious-cards SELECT card_number, count() FROM authorizations"
                + " WINDOW (SIZE 5 MINUTE) GROUP BY card_number HAVING count() > 3;",
            Map.of());
    system.sell("PQ-TEA", 100);

    // The fourth within five minutes makes the card suspicious; they may lie in two windows.
    String rejection =
        eventually(
            "an order of the card is rejected",
            PATIENCE,
            () -> {
              Reply settled = system.http().settled(order("pq-card"));
              return settled.state().equals("REJECTED")
                  ? Optional.of(settled.json().path("reasons").toString())
                  : Optional.empty();
            });
    assertThat(rejection).contains("suspicious-card-1d");
    assertThat(desk.answer("SELECT card_token FROM suspicious_cards WHERE authorizations > 3"))
        .contains(List.of("pq-card"));
    assertThat(
            desk.rows(
                "SELECT window_end > window_start FROM views.suspicious_cards WHERE card_token = 'pq-card'"))
        .containsExactly(List.of("true"));
    assertThat(system.http().settled(order("pq-other-card")).state()).isIn("VALIDATED", "PAID");
    assertThat(system.verify().toString()).contains("Every law holds");
    assertThat(desk.rows("TERMINATE " + query)).hasSize(1);
  }

  private static String order(String card) {
    return system
        .http()
        .place(
            "{\"cardToken\": \"%s\", \"lines\": [{\"sku\": \"PQ-TEA\", \"quantity\": 1}]}"
                .formatted(card));
  }

  @Test
  void what_cannot_be_written_is_refused() {
    assertThat(desk.refused("INSERT INTO orders SELECT order_id FROM orders"))
        .contains("another writer");
    assertThat(desk.refused("INSERT INTO sql-queries SELECT order_id FROM orders"))
        .contains("another writer");
    assertThat(desk.refused("INSERT INTO nowhere SELECT order_id FROM orders")).contains("CREATE");
    assertThat(desk.refused("CREATE STREAM payments AS SELECT order_id FROM orders"))
        .contains("which is there");
    assertThat(
            desk.refused(
                "CREATE STREAM states AS SELECT state, count() FROM orders GROUP BY state"))
        .contains("CREATE TABLE");
    assertThat(
            desk.refused(
                "CREATE TABLE x AS SELECT o.state FROM orders o JOIN payments p ON o.order_id = p.order_id WITH"))
        .contains("line 1");
    assertThat(desk.refused("CREATE TABLE nothing AS SELECT nothing FROM orders"))
        .contains("line 1, column 32", "There is no column 'nothing'");
    assertThat(desk.refused("CREATE STREAM x WITH (colour = 'red') AS SELECT state FROM orders"))
        .contains("kafka_topic, partitions and key");
    assertThat(desk.refused("CREATE TABLE x WITH (key = 'no') AS SELECT state FROM orders"))
        .contains("has the key no");
    assertThat(desk.refused("INSERT INTO payments VALUES (1)")).contains("another writer");
    assertThat(
            desk.refused(
                "CREATE STREAM x AS SELECT o.state FROM orders o CROSS JOIN UNNEST(ARRAY[1, 2]) AS c (n)"))
        .as("they would be given again after each start")
        .contains("VALUES");
    assertThat(desk.refused("TERMINATE nobody-1")).contains("SHOW QUERIES");
    assertThat(desk.rows("CREATE STREAM IF NOT EXISTS payments AS SELECT order_id FROM orders"))
        .containsExactly(List.of("", "exists", "payments", "stream"));
    assertThat(desk.rows("SHOW TOPICS").stream().map(List::getFirst))
        .doesNotContain("x", "nothing", "states");
  }

  @Test
  @Order(LAST)
  void nothing_is_lost_or_written_twice_whatever_dies() throws Exception {
    int times = 20;
    String copies =
        IntStream.range(0, times)
            .mapToObj(copy -> "r.record_offset * %d + %d".formatted(times, copy))
            .collect(Collectors.joining(", "));
    var _ =
        desk.made(
            ("CREATE STREAM copies AS SELECT r.record_partition AS part, copy"
                    + " FROM stock_reservations AS r CROSS JOIN UNNEST(ARRAY[%s]) AS c (copy)")
                .formatted(copies),
            Map.of());
    long all = times * desk.number("SELECT count(*) FROM stock_reservations");
    long written = 0;
    for (int death = 0; death < ENGINE_DEATHS; death++) {
      long before = written;
      written =
          eventually(
              "it has written more",
              PATIENCE,
              () -> Optional.of(committed("copies")).filter(now -> now > before));
      SqlDesk.killEngine();
    }
    // What the log says is to run runs, though its topic is not there yet.
    publish("from-log", "CREATE STREAM from_log AS SELECT order_id FROM orders WHERE version = 1");
    long orders = desk.number("SELECT count(*) FROM orders WHERE version = 1");
    system.close();
    system = ReplayedWeek.again(data);
    desk = new SqlDesk(system);
    desk.awaitRows("from_log", orders);

    eventually(
        "it has gone on to the end",
        PATIENCE,
        () -> SqlDesk.there(SqlDesk.is(4, "0", desk.shown("copies-1"))));
    eventually(
        "all that it has read is written",
        PATIENCE,
        () -> SqlDesk.there(desk.number("SELECT count(*) FROM copies") >= all));
    assertThat(
            desk.answer("SELECT count(*), count(DISTINCT part * 100000000000 + copy) FROM copies"))
        .containsExactly(List.of(String.valueOf(all), String.valueOf(all)));
  }

  private static void publish(String queryId, String text) throws Exception {
    SqlQuery query =
        SqlQuery.newBuilder()
            .setQueryId(queryId)
            .setText(text)
            .setTopic("from_log")
            .setHasMadeTopic(true)
            .setIsTable(false)
            .setKeys(List.of())
            .setBegin("beginning")
            .setOffsets(Map.of())
            .setState(SqlQueryState.RUNNING)
            .setCreatedAtMicros(1)
            .build();
    try (Publisher publisher = new Publisher(system.log(), system.schemas(), "pq-test")) {
      var _ =
          publisher
              .publish(Topics.SQL_QUERIES, queryId, query, 1, Traceparent.random())
              .get(30, TimeUnit.SECONDS);
    }
  }

  /// How far the topic reaches for who reads what is committed.
  private static long committed(String topic) {
    try (CommittedEnds ends = new CommittedEnds(system.log())) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topics.ORDERS.partitions())
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .toList();
      return ends.of(partitions).values().stream().mapToLong(Long::longValue).sum();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
