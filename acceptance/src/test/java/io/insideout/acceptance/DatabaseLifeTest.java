package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.app.DatabaseLookup;
import io.insideout.app.replay.Outcome;
import io.insideout.app.replay.Pace;
import io.insideout.app.replay.Replay;
import io.insideout.connect.database.DatabaseAddress;
import io.insideout.retail.RetailFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A trading week of a shop whose stock is kept in a database: it comes in, is promised, leaves and
/// is told so, and a person who asks in SQL is told what the file says.
class DatabaseLifeTest {
  @TempDir private Path data;

  @Test
  void a_week_comes_out_of_the_database_as_it_went_into_the_log() throws Exception {
    RetailFile week = RetailFile.bundledWeek();
    try (TestSystem system =
        TestSystem.start(
            data,
            Map.of(
                "database", "embedded",
                "database-port", "0",
                "connect-port", "0",
                "auto-ship", "true",
                // Two thousand products come at once, and the first orders on their heels.
                "details-grace-ms", "60000"))) {
      DatabaseAddress database = DatabaseLookup.of(system.url().toString()).orElseThrow();
      assertThat(
              system
                  .http()
                  .post(
                      "/api/orders",
                      """
                      {"cardToken": "c", "lines": [{"sku": "X", "quantity": 1}]}""",
                      "Idempotency-Key",
                      "early")
                  .status())
          .as("an order is taken before the connectors run")
          .isEqualTo(202);

      Outcome outcome = replay(week, system, database);
      assertThat(outcome.units()).isEqualTo(week.summary().total().orders().units());

      Shop shop = new Shop(database);
      long decided = week.summary().total().orders().invoices();
      shop.shows("select count(*) from orders_view where order_id like 'online-retail-%'", decided);
      shop.shows(
          "select count(*) from orders_view where state not in ('DELIVERED', 'REJECTED')", 0);
      assertThat(shop.ask("select sum(quantity * unit_price) from order_lines_view"))
          .isEqualByComparingTo(
              BigDecimal.valueOf(week.summary().total().orders().amountMicros(), 6));
      assertThat(shop.ask("select sum(quantity) from order_lines_view where sku <> 'X'"))
          .isEqualByComparingTo(BigDecimal.valueOf(week.summary().total().orders().units()));

      // Which orders are more than a customer's hour may come to depends on who is asked first; all
      // others are delivered, though each SKU has no unit more than they need: what leaves is
      // counted
      // neither twice nor not at all.
      List<String> rejected =
          shop.texts(
              "select order_id || ': ' || reasons from orders_view where state = 'REJECTED'"
                  + " and order_id like 'online-retail-%'");
      assertThat(rejected).isNotEmpty().allMatch(order -> order.contains("FRAUD: "));
      shop.shows(
          "select count(*) from orders_view where state = 'DELIVERED'", decided - rejected.size());
      shop.shows(
          "select (select sum(shipped) from warehouse_stock) - (select sum(quantity) from"
              + " order_lines_view where state = 'DELIVERED')",
          0);
      long seeded = week.stock(BigDecimal.ONE).stream().mapToLong(row -> row.getOnHand()).sum();
      shop.shows("select sum(on_hand + shipped) from warehouse_stock", seeded);
      shop.shows("select count(*) from warehouse_stock where on_hand < 0", 0);
      system.verify();
    }
  }

  private static Outcome replay(RetailFile week, TestSystem system, DatabaseAddress database)
      throws InterruptedException {
    try (Replay replay = new Replay(week, system.log(), system.schemas(), database)) {
      replay.writeReferenceData(BigDecimal.ONE);
      return replay.run(Pace.AS_FAST_AS_POSSIBLE, false, (_, _) -> {});
    }
  }

  /// Somebody at the shop's database.
  private record Shop(DatabaseAddress database) {
    BigDecimal ask(String question) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement();
          ResultSet answer = statement.executeQuery(question)) {
        answer.next();
        return answer.getBigDecimal(1) == null ? BigDecimal.ZERO : answer.getBigDecimal(1);
      } catch (SQLException e) {
        throw new AssertionError(question, e);
      }
    }

    List<String> texts(String question) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement();
          ResultSet answer = statement.executeQuery(question)) {
        List<String> texts = new ArrayList<>();
        while (answer.next()) {
          texts.add(answer.getString(1));
        }
        return texts;
      } catch (SQLException e) {
        throw new AssertionError(question, e);
      }
    }

    void shows(String question, long figure) {
      var _ =
          eventually(
              "%s is %,d, but is %s".formatted(question, figure, ask(question)),
              Duration.ofMinutes(2),
              () ->
                  ask(question).compareTo(BigDecimal.valueOf(figure)) == 0
                      ? Optional.of(true)
                      : Optional.empty());
    }
  }
}
