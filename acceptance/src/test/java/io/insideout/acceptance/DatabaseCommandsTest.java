package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.catalog.Topics;
import io.insideout.testkit.Eventually;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The commands that look into the database and after the connectors, and the doors of a system
/// that has them.
@TestInstance(Lifecycle.PER_CLASS)
class DatabaseCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DatabaseSystem system;

  @SuppressWarnings("NullAway.Init") // made before all tests
  DatabaseCommandsTest() {}

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    system = DatabaseSystem.start(directory);
    system.sell("TEA", 100);
  }

  @AfterAll
  void close() {
    system.close();
  }

  @Test
  void the_connectors_and_where_everything_is() throws Exception {
    system.works();
    assertThat(system.ran(0, "connectors"))
        .contains("Connect   http://127.0.0.1:", "database  jdbc:postgresql://127.0.0.1:")
        .doesNotContain("trouble")
        .containsPattern("legacy-tables +source +RUNNING +RUNNING")
        .containsPattern("shipped-lines +sink +RUNNING +RUNNING")
        .containsPattern("orders-view +sink +RUNNING +RUNNING")
        .containsPattern("shipments-view +sink +RUNNING +RUNNING");

    JsonNode told = JSON.readTree(system.ran(0, "connectors", "--json"));
    assertThat(told).isEqualTo(system.system().http().get("/api/connectors").json());
    assertThat(told.path("connectors")).hasSize(4);
  }

  @Test
  void a_connector_is_started_again() throws Exception {
    assertThat(system.ran(0, "connectors", "restart", "shipments-view"))
        .contains("shipments-view was started again, and works.");
    assertThat(system.ran(3, "connectors", "restart", "nobody"))
        .contains("There is no connector 'nobody'", "legacy-tables", "shipments-view");

    var _ = connect().put("/connectors/shipments-view/pause", "").expect(202);
    Eventually.eventually(
        "it rests",
        () -> connect().get("/connectors/shipments-view/status").body().contains("PAUSED"));
    assertThat(system.ran(1, "connectors", "restart", "shipments-view"))
        .contains("shipments-view is PAUSED", "/connectors/shipments-view/resume");
    var _ = connect().put("/connectors/shipments-view/resume", "").expect(202);
    Eventually.eventually(
        "it goes on",
        () -> !connect().get("/connectors/shipments-view/status").body().contains("PAUSED"));
  }

  @Test
  void what_is_shown_of_the_connectors_is_what_connect_takes() throws Exception {
    Map<String, JsonNode> shown = shown(system.ran(0, "connectors", "show"));
    Http connect = connect();

    assertThat(shown)
        .containsOnlyKeys("legacy-tables", "shipped-lines", "orders-view", "shipments-view");
    shown.forEach(
        (name, config) -> {
          JsonNode runs = connect.get("/connectors/" + name + "/config").expect(200).json();
          runs.properties()
              .forEach(
                  setting -> {
                    // Here it stands for where the registry is; elsewhere it has to be said.
                    if (setting.getValue().asText().equals("${address:registry}")) {
                      assertThat(config.path(setting.getKey()).asText()).startsWith("http://");
                    } else if (!setting.getKey().matches("name|connection\\.password")) {
                      assertThat(config.path(setting.getKey())).isEqualTo(setting.getValue());
                    }
                  });
          assertThat(config.toString()).contains("${secret:INSIDEOUT_DATABASE_PASSWORD}");
        });

    String one = system.ran(0, "connectors", "show", "orders-view");
    assertThat(one).contains("The jars that a worker needs for it: ");
    String posted =
        one.substring(0, one.lastIndexOf('}') + 1)
            .replace("\"orders-view\"", "\"somebody else's\"");
    connect.post("/connectors", posted, "Content-Type", "application/json").expect(201);
    Eventually.eventually(
        "it works",
        () -> connect.get("/connectors/somebody%20else's/status").body().contains("RUNNING"));
    assertThat(system.ran(0, "connectors", "restart", "somebody else's")).contains("and works");
    connect.delete("/connectors/somebody%20else's").expect(204);
  }

  private Http connect() {
    String url = system.system().http().get("/api/connectors").json().path("connect").asText();
    return new Http(URI.create(url.replaceFirst("/$", "")));
  }

  /// The configurations by name.
  private static Map<String, JsonNode> shown(String lines) throws Exception {
    Map<String, JsonNode> all = new TreeMap<>();
    for (String line : lines.lines().filter(one -> one.startsWith("{")).toList()) {
      JsonNode connector = JSON.readTree(line);
      all.put(connector.path("name").asText(), connector.path("config"));
    }
    return all;
  }

  @Test
  void a_view_is_made_again_while_orders_go_on() throws Exception {
    String order = system.delivered("TEA", 2);
    String view =
        "select count(*) filter (where order_id = '%s' and total = 5.00 and state = 'DELIVERED'), count(*) filter (where order_id = 'ghost') from orders_view"
            .formatted(order);
    system.eventually("the view has the order", view, "1 0");
    var _ =
        system.ask(
            "insert into orders_view select 'ghost', version, state, customer_id, currency, total, charged, refunded, placed_at, reasons, lines from orders_view where order_id = '%s'"
                .formatted(order));
    var _ = system.ask("update orders_view set total = 7 where order_id = '%s'".formatted(order));
    system.eventually("it is spoilt", view, "0 1");

    assertThat(system.ran(0, "connectors", "rebuild", "orders-view"))
        .containsPattern("orders_view has all [\\d,]+ records of orders that there were\\.");
    system.eventually("rows are right, and one is left that no record has made", view, "1 1");

    JsonNode told =
        JSON.readTree(system.ran(0, "connectors", "rebuild", "orders-view", "--empty", "--json"));
    assertThat(told.path("failure").asText()).isEmpty();
    assertThat(told.path("records").asLong()).isPositive();
    system.eventually("only what the log says is there", view, "1 0");

    String next = system.delivered("TEA", 1);
    system.eventually(
        "the view goes on",
        "select count(*), min(state) from orders_view where order_id = '%s'".formatted(next),
        "1 DELIVERED");
  }

  @Test
  void what_has_left_is_counted_once_however_often_it_is_told() throws Exception {
    system.sell("LEAVES", 10);
    var _ = system.delivered("LEAVES", 3);
    String stock = "select on_hand, shipped from warehouse_stock where sku = 'LEAVES'";
    system.eventually("it has left", stock, "7 3");

    assertThat(system.ran(0, "connectors", "rebuild", "shipped-lines"))
        .contains("shipped_orders has all");

    assertThat(system.ask(stock)).containsExactly("7 3");
    assertThat(system.ran(3, "connectors", "rebuild", "shipped-lines", "--empty"))
        .contains("would be counted twice");
  }

  @Test
  void the_tables_that_come_in_are_not_made_again_but_written_once_more() throws Exception {
    assertThat(system.ran(3, "connectors", "rebuild", "legacy-tables"))
        .contains("what was deleted meanwhile would stay in the log")
        .contains("update warehouse_stock set on_hand = on_hand");
    assertThat(system.ran(3, "connectors", "rebuild", "my-own")).contains("keeps no view of ours");
    Log log = new Log(system.system().log());
    int before = log.read(Topics.STOCK).size();

    assertThat(
            system.ran(
                0, "database", "update warehouse_stock set on_hand = on_hand where sku = 'TEA'"))
        .contains("1 row changed.");

    Eventually.eventually("the row comes again", () -> log.read(Topics.STOCK).size() > before);
  }

  @Test
  void the_tables_and_how_far_capture_is_behind() throws Exception {
    assertThat(system.ran(0, "database"))
        .contains("database  jdbc:postgresql://127.0.0.1:")
        .containsPattern("capture   [\\d,]+ bytes behind; the database keeps 1,024 MB")
        .containsPattern("(?m)^product +[1-9]")
        .containsPattern("(?m)^warehouse_stock +[1-9]")
        .contains("orders_view", "shipments_view");

    JsonNode told = JSON.readTree(system.ran(0, "database", "--json"));
    assertThat(told.at("/capture/lost").asBoolean(true)).isFalse();
    assertThat(told.path("tables").findValuesAsText("table")).contains("product", "orders_view");
  }

  @Test
  void a_statement_is_run_as_it_stands() throws Exception {
    String rows =
        "select 1 as one, 2.50 as price, '{\"a\": [1]}'::jsonb as j, null as nothing, true as yes, 'x' as one";

    assertThat(system.ran(0, "database", rows).lines())
        .containsExactly(
            "one  price  j           nothing  yes  one_2",
            "  1   2.50  {\"a\": [1]}  null     t    x");
    assertThat(system.ran(0, "database", rows, "--json").strip())
        .isEqualTo(
            "{\"one\":1,\"price\":2.50,\"j\":{\"a\":[1]},\"nothing\":null,\"yes\":true,\"one_2\":\"x\"}");
    assertThat(
            system
                .ran(
                    0,
                    "database",
                    "create temp table gone (a int); insert into gone values (1), (2)",
                    "--json")
                .lines())
        .containsExactly("{\"changed\":0}", "{\"changed\":2}");
  }

  @Test
  void what_the_database_refuses_is_said_in_a_sentence() throws Exception {
    assertThat(system.ran(1, "database", "selct 1").strip())
        .isEqualTo("syntax error at or near \"selct\" (at character 1).");
    assertThat(system.ran(1, "database", "update warehouse_stock set shipped = 1").strip())
        .isEqualTo("warehouse_stock.shipped is counted by shipped_lines: correct on_hand instead.");
    assertThat(system.ran(1, "database", "truncate product").strip())
        .isEqualTo("change data capture does not carry TRUNCATE: use DELETE.");
    assertThat(system.ran(1, "database", "select repeat('x', 100000000)").lines()).hasSize(1);
  }

  @Test
  void no_more_rows_are_shown_than_are_wanted() throws Exception {
    String many = "select * from generate_series(1, 100000)";

    assertThat(system.ran(0, "database", many).lines()).hasSize(1 + 1_000 + 1);
    assertThat(system.ran(0, "database", many, "--limit", "3").lines())
        .hasSize(1 + 3 + 1)
        .last()
        .isEqualTo("These are the first 3 rows; there are more. See --limit.");
    assertThat(system.ran(0, "database", "select 1 limit 3", "--limit", "1"))
        .doesNotContain("more");
  }

  @Test
  void what_a_terminal_would_obey_does_not_reach_it() throws Exception {
    String hostile = "select E'\\x1b[2J\\u009b2J\\nx' as \"\u001b[31mred\"";

    assertThat(system.ran(0, "database", hostile) + system.ran(0, "database", hostile, "--json"))
        .doesNotContainPattern("[\\p{Cc}&&[^\n]]");
    assertThat(system.ran(1, "database", "select \"\u009b2J\"")).doesNotContain("\u009b");
  }

  @Test
  void what_the_database_keeps_is_only_read_at_the_door() {
    Http http = system.system().http();
    for (String path : List.of("/api/products/TEA", "/api/stock/TEA")) {
      Reply put = http.put(path, "{}");
      Problems.isProblem(put, 409);
      assertThat(put.body()).contains("is kept in the database: change the table");
      Problems.isProblem(http.delete(path), 409);
      http.get(path).expect(200);
    }
  }

  @Test
  void the_door_of_a_system_with_a_database_is_described_whole() {
    JsonNode description = system.system().http().get("/openapi.json").expect(200).json();
    List<String> described = new ArrayList<>();
    for (String path : names(description.path("paths"))) {
      for (String method : names(description.path("paths").path(path))) {
        described.add(method.toUpperCase(Locale.ROOT) + " " + path);
      }
    }

    assertThat(system.system().inside().routes())
        .extracting(route -> route.method() + " " + route.path())
        .containsExactlyInAnyOrderElementsOf(described);
    JsonNode schema = description.at("/components/schemas/Connectors");
    JsonNode told = system.system().http().get("/api/connectors").expect(200).json();
    assertThat(names(schema.path("properties"))).containsAll(names(told));
    assertThat(names(description.at("/components/schemas/Connector/properties")))
        .containsAll(names(told.at("/connectors/0")));
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
