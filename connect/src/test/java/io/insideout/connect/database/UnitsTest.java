package io.insideout.connect.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What the database does with units that leave: whatever comes twice, late, at once or beside what
/// people do, none is counted twice and none is lost.
class UnitsTest {
  @TempDir private static Path directory;
  private static EmbeddedDatabase database;
  private static Sql person;

  @BeforeAll
  static void start() throws Exception {
    database = new EmbeddedDatabase(directory, 0);
    database.start();
    Preparation.of(database.address());
    // It can be said again.
    Preparation.of(database.address());
    person = new Sql(database.address());
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    person.say(
        "delete from warehouse_stock; delete from shipped_lines; delete from shipped_orders;"
            + " delete from shipped_totals");
  }

  private static void order(String orderId, int version, String lines) {
    person.say(order(orderId, version, lines, ""));
  }

  /// As the sink says it.
  private static String order(String orderId, int version, String lines, String more) {
    return """
    insert into shipped_orders values ('%s', %d, '[%s]') on conflict (order_id) do update
    set version = excluded.version, lines = excluded.lines; %s"""
        .formatted(orderId, version, lines, more);
  }

  private static String line(int line, String sku, int shipped, int returned) {
    return """
    {"line": %d, "sku": "%s", "shipped": %d, "returned": %d}"""
        .formatted(line, sku, shipped, returned);
  }

  private static String stock(String sku) {
    return person.ask("select on_hand, shipped from warehouse_stock where sku = '" + sku + "'");
  }

  @Test
  void what_leaves_goes_from_on_hand_to_shipped_and_what_comes_back_goes_back() {
    person.say("insert into warehouse_stock values ('tea', 10)");

    order("o", 4, line(0, "tea", 3, 0));
    assertThat(stock("tea")).isEqualTo("7|3");
    order("o", 5, line(0, "tea", 5, 0));
    assertThat(stock("tea")).isEqualTo("5|5");
    order("o", 6, line(0, "tea", 5, 2));
    assertThat(stock("tea")).isEqualTo("7|3");
    assertThat(person.ask("select * from shipped_lines")).isEqualTo("o|0|tea|5|2");
  }

  @Test
  void what_comes_twice_or_after_something_newer_changes_nothing() {
    person.say("insert into warehouse_stock values ('tea', 10)");
    order("o", 6, line(0, "tea", 5, 2));

    order("o", 6, line(0, "tea", 5, 2));
    order("o", 4, line(0, "tea", 3, 0));

    assertThat(stock("tea")).isEqualTo("7|3");
    assertThat(person.ask("select version from shipped_orders")).isEqualTo("6");
  }

  @Test
  void an_emptied_inbox_is_filled_again_and_nothing_moves_twice() {
    person.say("insert into warehouse_stock values ('tea', 10)");
    order("o", 6, line(0, "tea", 5, 2));
    person.say("delete from shipped_orders");

    order("o", 4, line(0, "tea", 3, 0));
    order("o", 6, line(0, "tea", 5, 2));

    assertThat(stock("tea")).isEqualTo("7|3");
  }

  @Test
  void lines_of_one_sku_add_up_and_an_order_moves_as_a_whole() {
    person.say("insert into warehouse_stock values ('tea', 10), ('mug', 1)");

    order("o", 4, line(0, "tea", 1, 0) + "," + line(1, "mug", 2, 0) + "," + line(2, "tea", 4, 1));

    assertThat(stock("tea")).isEqualTo("6|4");
    assertThat(stock("mug")).as("it left, though the books did not have it").isEqualTo("-1|2");
  }

  @Test
  void a_row_that_comes_anew_begins_with_what_has_left() {
    order("o", 4, line(0, "tea", 3, 0));
    person.say("insert into warehouse_stock values ('tea', 10)");
    assertThat(stock("tea")).isEqualTo("10|3");

    person.say("delete from warehouse_stock where sku = 'tea'");
    order("o", 5, line(0, "tea", 5, 1));
    person.say("insert into warehouse_stock values ('tea', 20)");
    assertThat(stock("tea")).isEqualTo("20|4");
  }

  @Test
  void a_row_that_changes_its_sku_begins_with_what_has_left_of_that() {
    order("o", 4, line(0, "mug", 3, 0));
    person.say("insert into warehouse_stock values ('tea', 10)");

    person.say("update warehouse_stock set sku = 'mug' where sku = 'tea'");

    assertThat(stock("mug")).isEqualTo("10|3");
  }

  @Test
  void nobody_counts_what_has_left_by_hand() {
    person.say("insert into warehouse_stock values ('tea', 10)");
    order("o", 4, line(0, "tea", 3, 0));

    refused("update warehouse_stock set shipped = 0", "correct on_hand instead");
    refused("insert into warehouse_stock values ('mug', 1, 5)", "is counted by shipped_lines");
    refused("truncate warehouse_stock", "use DELETE");
    refused("truncate product", "use DELETE");
    refused("update shipped_lines set sku = 'mug'", "keeps its SKU");
    assertThat(stock("tea")).isEqualTo("7|3");
  }

  @Test
  void a_line_that_is_taken_away_by_hand_gives_its_units_back() {
    person.say("insert into warehouse_stock values ('tea', 10)");
    order("o", 4, line(0, "tea", 3, 0));

    person.say("delete from shipped_lines");

    assertThat(stock("tea")).isEqualTo("10|0");
  }

  private static void refused(String statement, String why) {
    assertThatThrownBy(() -> person.trySaying(statement))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(why);
  }

  /// Three move units of the same orders, with repeats and out of order, one takes rows away and
  /// makes them anew, one counts deliveries and losses; all at once. What nobody touches at the
  /// same time is the sum: so many as people have counted, whoever moved them.
  @RepeatedTest(3)
  void units_are_conserved_whoever_moves_them_at_once() throws Exception {
    long seed = System.nanoTime();
    LoggerFactory.getLogger(UnitsTest.class).info("seed {}", seed);
    person.say("insert into warehouse_stock values ('tea', 1000), ('mug', 1000), ('pot', 1000)");
    List<Future<Long>> counted = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
      for (int mover = 0; mover < 3; mover++) {
        Random random = new Random(seed + mover);
        counted.add(threads.submit(() -> move(random)));
      }
      counted.add(threads.submit(() -> correct(new Random(seed + 10))));
      counted.add(threads.submit(() -> makeAnew(new Random(seed + 20))));
    }
    long sum = 0;
    for (Future<Long> one : counted) {
      sum += one.get();
    }
    assertThat(person.ask("select sum(on_hand + shipped) from warehouse_stock where sku <> 'pot'"))
        .as("seed " + seed)
        .isEqualTo(String.valueOf(2000 + sum));
    String net =
        "select sku, sum(shipped - returned)::bigint from shipped_lines group by sku order by sku";
    assertThat(
            person.ask("select sku, shipped from warehouse_stock where shipped <> 0 order by sku"))
        .as("seed " + seed)
        .isEqualTo(person.ask(net));
  }

  private static Long move(Random random) throws SQLException {
    for (int i = 0; i < 120; i++) {
      int shipped = 1 + random.nextInt(8);
      int version = shipped + random.nextInt(3);
      String lines =
          line(0, "tea", shipped, random.nextInt(shipped + 1) / 2)
              + ","
              + line(1, "mug", shipped, 0)
              + ","
              + line(2, "pot", shipped, 0);
      again(order("order-" + random.nextInt(20), version, lines, ""));
    }
    return 0L;
  }

  private static Long correct(Random random) throws SQLException {
    long counted = 0;
    for (int i = 0; i < 150; i++) {
      int units = random.nextInt(9) - 4;
      again(
          "update warehouse_stock set on_hand = on_hand + %d where sku = '%s'"
              .formatted(units, random.nextBoolean() ? "tea" : "mug"));
      counted += units;
    }
    return counted;
  }

  /// What was on hand is gone with the row; what has left is not.
  private static Long makeAnew(Random random) throws SQLException {
    for (int i = 0; i < 60; i++) {
      again("delete from warehouse_stock where sku = 'pot'");
      if (random.nextBoolean()) {
        again("delete from shipped_orders where order_id = 'order-" + random.nextInt(20) + "'");
      }
      again("insert into warehouse_stock values ('pot', 1000)");
    }
    return 0L;
  }

  /// As whoever was chosen as the victim of a deadlock has to.
  private static void again(String statement) throws SQLException {
    while (true) {
      try (Connection connection = database.address().connect();
          Statement saying = connection.createStatement()) {
        saying.execute(statement);
        return;
      } catch (SQLException e) {
        if (!"40P01".equals(e.getSQLState())) {
          throw e;
        }
      }
    }
  }
}
