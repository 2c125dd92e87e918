package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.insideout.app.DatabaseLookup;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topics;
import io.insideout.connect.database.DatabaseAddress;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.log.Traceparent;
import io.insideout.testkit.Eventually;
import io.insideout.verify.LawReport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Law L with everything real: the database's tables are what the topics say, and what is changed
/// behind the back of either is found.
class LawLTest {
  @TempDir private static Path directory;

  private static TestSystem system;
  private static DatabaseAddress database;

  @BeforeAll
  static void a_system_with_a_database() throws Exception {
    Path data = directory.resolve("data");
    system =
        TestSystem.start(
            data,
            Map.of(
                "database", "embedded",
                "database-port", "0",
                "connect-port", "0",
                "auto-ship", "true"));
    system.inside().runFile().write(data);
    database = DatabaseLookup.of(system.url().toString()).orElseThrow();
    within("the tables are there", () -> says("delete from shipments_view") == null);
    system.customer("law-l-ada");
  }

  @AfterAll
  static void close() {
    system.close();
  }

  @Test
  void tables_that_are_changed_by_sql_and_written_by_orders_are_what_the_topics_say()
      throws Exception {
    sql("insert into product values ('LAW-TEA', 'Tea', 'GBP', 2.505, 0.000001)");
    sql("insert into warehouse_stock values ('LAW-TEA', 100), ('LAW-GONE', 7)");
    sell("LAW-GONE");
    sql("alter table product add column colour text default 'green'");
    sql("update product set description = 'Tea, loose', colour = 'black' where sku = 'LAW-TEA'");
    sql("insert into product values ('LAW-CUP', 'Cup', 'GBP', 4, 4, 'white')");
    sql("delete from product where sku = 'LAW-GONE'");
    sql("delete from warehouse_stock where sku = 'LAW-GONE'");
    shown("/api/products/LAW-TEA", "Tea, loose");
    shown("/api/stock/LAW-TEA", "\"onHand\":100");

    String id = delivered("LAW-TEA", 3);
    String back = "{\"lines\": [{\"line\": 0, \"quantity\": 1}]}";
    system
        .http()
        .post("/api/orders/" + id + "/returns", back, "Idempotency-Key", "law-l-r")
        .expect(202);
    becomes(id, "RETURNED");
    String refused =
        system
            .http()
            .place("{\"cardToken\": \"c\", \"lines\": [{\"sku\": \"LAW-ELF\", \"quantity\": 1}]}");
    becomes(refused, "REJECTED");

    LawReport law = system.verify().law('L');
    assertThat(law.counted().keySet())
        .contains(
            "rows of product",
            "rows of warehouse_stock",
            "rows of orders_view",
            "rows of shipments_view",
            "rows of shipped_lines",
            "rows of shipped_totals");
    assertThat(law.counted()).allSatisfy((what, count) -> assertThat(count).as(what).isPositive());
  }

  @Test
  void a_row_of_a_view_that_somebody_changed_is_found() throws Exception {
    sell("LAW-PEN");
    String id = delivered("LAW-PEN", 2);
    var _ = system.verify();
    sql("update orders_view set total = total + 1 where order_id = '%s'".formatted(id));
    sql("create table kept as select * from shipments_view where order_id = '%s'".formatted(id));
    sql("delete from shipments_view where order_id = '%s'".formatted(id));
    try {
      assertFound(
          "orders_view, row %s: total is 6, and by topic orders 5".formatted(id),
          "shipments_view, row %s-1: is missing, and topic shipments has it".formatted(id));
    } finally {
      sql("update orders_view set total = 5 where order_id = '%s'".formatted(id));
      sql("insert into shipments_view select * from kept");
    }
  }

  @Test
  void a_record_that_is_in_no_table_is_found() throws Exception {
    sell("LAW-INK");
    publish("LAW-GHOST", new Stock("LAW-GHOST", 5L, 0L));
    publish("LAW-INK", null);
    try {
      assertFound(
          "warehouse_stock, row LAW-GHOST: is missing, and topic stock has it",
          "warehouse_stock, row LAW-INK: is there, and by topic stock there is none");
    } finally {
      publish("LAW-GHOST", null);
      sql("delete from warehouse_stock where sku = 'LAW-INK'");
    }
  }

  @Test
  void a_database_that_does_not_answer_is_told_and_nothing_is_called_proven() throws Exception {
    HttpServer door =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(door, "/api/views/orders/entries", "{\"view\":\"orders\",\"positions\":{}}");
    answer(
        door,
        "/api/connectors",
        """
        {"database": "jdbc:postgresql://127.0.0.1:1/nowhere?user=nobody", "connectors": []}""");
    door.start();
    try {
      RunFile here = system.inside().runFile();
      Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
      new RunFile(
              here.pid(),
              "http://127.0.0.1:" + door.getAddress().getPort(),
              here.bootstrapServers(),
              here.registry(),
              List.of())
          .write(elsewhere);
      Verified verified = verify(elsewhere);
      assertThat(verified.exitCode()).as(verified.printed()).isEqualTo(3);
      assertThat(verified.printed())
          .contains("? L  Tables", "not judged: the database at 127.0.0.1:1 does not answer")
          .contains("No violation was found, but not every law could be judged: L.");
    } finally {
      door.stop(0);
    }
  }

  private static void answer(HttpServer door, String path, String body) {
    door.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length());
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.close();
        });
  }

  /// By the command line, which has to say these sentences of law L and nothing else.
  private void assertFound(String... sentences) throws Exception {
    Verified verified = verify(directory.resolve("data"), "--json");
    assertThat(verified.exitCode()).as(verified.printed()).isEqualTo(1);
    JsonNode report = new ObjectMapper().readTree(verified.printed());
    for (JsonNode law : report.path("laws")) {
      assertThat(law.path("holds").asBoolean())
          .as(verified.printed())
          .isEqualTo(!law.path("law").asText().equals("L"));
      if (law.path("law").asText().equals("L")) {
        assertThat(law.path("first").findValuesAsText("sentence"))
            .containsExactlyInAnyOrder(sentences);
      }
    }
  }

  private record Verified(int exitCode, String printed) {}

  private static Verified verify(Path data, String... more) throws Exception {
    Cli cli = new Cli(Files.createTempDirectory(directory, "cli"));
    String[] words = {"verify", "--data", data.toString(), "--quiet-within", "6"};
    String[] all = Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
    try (Cli.Running running = cli.start(all)) {
      return new Verified(running.exitCode(Duration.ofMinutes(3)), running.printed());
    }
  }

  private static void sell(String sku) throws Exception {
    sql(
        "insert into product (sku, description, currency, list_price, floor_price) values ('%s', 'x', 'GBP', 2.5, 0)"
            .formatted(sku));
    sql("insert into warehouse_stock values ('%s', 50) on conflict do nothing".formatted(sku));
    shown("/api/products/" + sku, "2.5");
    shown("/api/stock/" + sku, "\"onHand\"");
  }

  private static String delivered(String sku, int quantity) {
    String id =
        system
            .http()
            .place(
                """
                {"customerId": "law-l-ada", "cardToken": "law-l-%s",
                 "lines": [{"sku": "%s", "quantity": %d}]}"""
                    .formatted(sku, sku, quantity));
    becomes(id, "DELIVERED");
    return id;
  }

  private static void becomes(String orderId, String state) {
    within(
        "order " + orderId + " is " + state,
        () -> system.http().get("/api/orders/" + orderId).state().equals(state));
  }

  private static void shown(String path, String text) {
    within(path + " has " + text, () -> system.http().get(path).body().contains(text));
  }

  /// The database and Connect take longer to start than a service.
  private static void within(String expected, BooleanSupplier condition) {
    var _ =
        Eventually.eventually(
            expected,
            Duration.ofSeconds(90),
            () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  private static void publish(String sku, @Nullable Stock row) throws Exception {
    var _ =
        system
            .inside()
            .environment()
            .publisher()
            .publish(Topics.STOCK, sku, row, System.currentTimeMillis(), Traceparent.random())
            .get();
  }

  private static void sql(String statement) throws SQLException {
    try (Connection connection = database.connect();
        Statement saying = connection.createStatement()) {
      saying.execute(statement);
    }
  }

  private static @Nullable String says(String statement) {
    try {
      sql(statement);
      return null;
    } catch (SQLException e) {
      return e.getMessage();
    }
  }
}
