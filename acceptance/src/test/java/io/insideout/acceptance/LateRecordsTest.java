package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records that come when the windows that they belong to are over.
class LateRecordsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path data;

  @Test
  void they_are_counted_and_told() throws Exception {
    try (TestSystem system = ReplayedWeek.start(data)) {
      countedAndTold(system, new SqlDesk(system));
    }
  }

  private static void countedAndTold(TestSystem system, SqlDesk desk) {
    String orders = "FROM orders WHERE version = 1";
    String first =
        desk.made(
            "CREATE STREAM ticks WITH (partitions = 1) AS SELECT order_id " + orders, Map.of());
    long all = desk.number("SELECT count(*) " + orders);
    desk.awaitRows("ticks", all);
    String byHour =
        "SELECT window_start, count(*) FROM ticks WINDOW (SIZE 1 HOUR, GRACE PERIOD 1 MINUTE)"
            + " GROUP BY window_start";
    String counting = desk.made("CREATE TABLE by_hour AS " + byHour, Map.of());
    int hours = desk.answer(byHour).size();
    try (SqlStream listener = SqlStream.ask(system.url(), byHour, Map.of())) {
      eventually(
          "the week is shown", PATIENCE, () -> SqlDesk.there(listener.rows().size() == hours));
      eventually(
          "and read", PATIENCE, () -> SqlDesk.there(SqlDesk.is(4, "0", desk.shown(counting))));
      String late =
          desk.made(
              "INSERT INTO ticks SELECT order_id, TIMESTAMPADD(DAY, -30, record_time) AS record_time "
                  + orders,
              Map.of());

      String told = String.valueOf(all);
      eventually(
          "who listens is told",
          PATIENCE,
          () ->
              SqlDesk.there(
                  listener.lines().stream()
                      .anyMatch(line -> line.path("late").asText().equals(told))));
      eventually(
          "they are counted where nobody listens",
          PATIENCE,
          () -> SqlDesk.there(SqlDesk.is(5, told, desk.shown(counting))));
      for (String query : List.of(first, late, counting)) {
        assertThat(desk.rows("TERMINATE " + query)).hasSize(1);
      }
    }
  }
}
