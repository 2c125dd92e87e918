package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.retail.Invoice;
import io.insideout.retail.Invoices;
import io.insideout.runtime.http.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is, asked in SQL of a real system. It is held against the file that was replayed, and
/// against what the services say.
@TestMethodOrder(OrderAnnotation.class)
class SqlViewsTest {
  private static final int FIRST = 1;
  private static final int LAST = Integer.MAX_VALUE;
  private static final int TIMES = 20;

  @TempDir static Path data;
  private static TestSystem system;
  private static List<Invoice.Sale> sales;

  @BeforeAll
  static void a_week_is_replayed() throws Exception {
    sales = new ArrayList<>();
    try (Invoices invoices = ReplayedWeek.FILE.invoices()) {
      while (invoices.hasNext()) {
        if (invoices.next() instanceof Invoice.Sale sale) {
          sales.add(sale);
        }
      }
    }
    system = ReplayedWeek.start(data);
  }

  @AfterAll
  static void close() {
    system.close();
  }

  @Test
  @Order(FIRST)
  void however_many_ask_first_all_are_answered_the_same() throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Set<List<String>>>> asked = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        asked.add(() -> rows("SELECT COUNT(*) FROM views.payments"));
      }
      for (Future<Set<List<String>>> answer : callers.invokeAll(asked)) {
        assertThat(answer.get()).containsExactly(List.of(String.valueOf(sales.size())));
      }
    }
  }

  @Test
  void counts_and_sums_are_those_of_the_file() {
    long units =
        sales.stream().flatMap(one -> one.lines().stream()).mapToLong(one -> one.quantity()).sum();
    Set<String> customers =
        sales.stream()
            .map(sale -> sale.heading().customerId())
            .filter(id -> id != null)
            .collect(Collectors.toSet());

    assertThat(
            rows(
                "SELECT COUNT(*), COUNT(DISTINCT customer_id) FROM views.orders"
                    + " WHERE order_id NOT LIKE 'mine-%' AND card_token NOT LIKE 'mine%'"))
        .containsExactly(List.of(String.valueOf(sales.size()), String.valueOf(customers.size())));
    assertThat(
            rows(
                "SELECT SUM(l.quantity) FROM views.orders AS o CROSS JOIN UNNEST(o.lines)"
                    + " AS l (sku, quantity, price) WHERE o.card_token NOT LIKE 'mine%'"))
        .containsExactly(List.of(String.valueOf(units)));
  }

  @Test
  void a_join_is_what_the_file_says() {
    Map<String, Long> byCard =
        sales.stream()
            .collect(
                Collectors.groupingBy(
                    sale -> sale.placeOrder().getCardToken(), Collectors.counting()));
    Set<List<String>> counted =
        byCard.entrySet().stream()
            .filter(one -> one.getValue() > 2)
            .map(one -> List.of(one.getKey(), one.getValue().toString(), one.getValue().toString()))
            .collect(Collectors.toSet());

    assertThat(counted).isNotEmpty();
    assertThat(
            rows(
                "SELECT o.card_number, COUNT(*), COUNT(p.authorized_minor) FROM views.orders o"
                    + " LEFT JOIN views.payments p ON p.order_id = o.order_id"
                    + " WHERE o.card_token NOT LIKE 'mine%'"
                    + " GROUP BY o.card_number HAVING COUNT(*) > 2"))
        .isEqualTo(counted);
  }

  @Test
  void an_order_is_what_its_service_says() {
    for (List<String> row :
        rows("SELECT order_id, state, version, total_minor FROM views.orders LIMIT 20")) {
      JsonNode order = system.http().get("/api/orders/" + row.getFirst()).expect(200).json();
      assertThat(
              rows(
                  "SELECT order_id, state, version, total_minor FROM views.orders WHERE order_id = '%s'"
                      .formatted(row.getFirst())))
          .containsExactly(
              List.of(
                  order.path("orderId").asText(),
                  order.path("state").asText(),
                  order.path("version").asText(),
                  order.path("totalMinor").asText()));
    }
  }

  @Test
  void what_can_be_sold_is_what_inventory_says() {
    Set<List<String>> available =
        rows(
            "SELECT s.sku, s.on_hand + s.shipped - COALESCE(r.reserved_after, 0) AS available"
                + " FROM views.stock s LEFT JOIN views.stock_reservations r ON r.sku = s.sku"
                + " WHERE s.sku NOT LIKE 'MINE%' ORDER BY s.sku LIMIT 30");

    assertThat(available).hasSize(30);
    for (List<String> row : available) {
      JsonNode stock = system.http().get("/api/stock/" + row.getFirst()).expect(200).json();
      assertThat(row.getLast()).isEqualTo(stock.path("available").asText());
    }
  }

  @Test
  void who_was_told_that_it_is_durable_finds_it() {
    for (int onHand = 1; onHand <= TIMES; onHand++) {
      system.http().put("/api/stock/MINE", "{\"onHand\": " + onHand + "}").expect(200);
      assertThat(rows("SELECT on_hand FROM views.stock WHERE sku = 'MINE'"))
          .containsExactly(List.of(String.valueOf(onHand)));
    }
    system.customer("mine");
    assertThat(rows("SELECT name FROM views.customers WHERE customer_id = 'mine'"))
        .containsExactly(List.of("Ada"));
    system.http().delete("/api/customers/mine").expect(204);
    assertThat(rows("SELECT name FROM views.customers WHERE customer_id = 'mine'")).isEmpty();
  }

  @Test
  void an_order_is_its_newest_version() {
    system.sell("MINE-SOLD", 5);
    String order =
        system
            .http()
            .place(
                "{\"cardToken\": \"mine\", \"lines\": [{\"sku\": \"MINE-SOLD\", \"quantity\": 1}]}",
                "Idempotency-Key",
                "mine");
    JsonNode paid = system.http().paid(order).json();

    assertThat(rows("SELECT state, version FROM views.orders WHERE order_id = '" + order + "'"))
        .containsExactly(List.of("PAID", paid.path("version").asText()));
    assertThat(rows("SELECT state FROM views.shipments WHERE order_id = '" + order + "'"))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void what_there_is_can_be_listed_described_and_explained() {
    assertThat(rows("SHOW VIEWS").stream().map(List::getFirst))
        .contains("views.orders", "views.stock", "views.customers", "views.shipments")
        .doesNotContain("views.order_commands");
    assertThat(rows("DESCRIBE views.orders"))
        .contains(List.of("total_minor", "BIGINT"), List.of("record_key", "STRING"));
    assertThat(
            ask("EXPLAIN SELECT state FROM views.orders WHERE order_id = 'x'")
                .whole()
                .lines()
                .toString())
        .contains("keys=[[x]]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 FROM views.orders, orders",
        "SELECT stat FROM views.orders",
        "SELECT state FROM views.orders EMIT CHANGES",
        "PRINT views.orders FROM BEGINNING",
        "DESCRIBE views.nothing",
        "CREATE TABLE mine AS SELECT * FROM views.orders",
        "SELECT REPEAT('x', 2000000000) FROM views.orders",
        "SELECT SYSTEM_USER FROM views.orders"
      })
  void what_cannot_be_is_refused(String sql) {
    system
        .http()
        .post(
            "/api/sql",
            new String(Json.write(Map.of("sql", sql)), StandardCharsets.UTF_8),
            "Content-Type",
            "application/json")
        .expect(400);
  }

  @Test
  void an_answer_without_end_is_ended() {
    List<JsonNode> lines =
        ask("SELECT a.order_id FROM views.orders a, views.orders b, views.orders c")
            .whole()
            .lines();

    assertThat(lines.getLast().path("error").asText()).contains("100,000 rows");
    assertThat(rows("SELECT COUNT(*) FROM views.fraud_rules")).containsExactly(List.of("1"));
  }

  @Test
  void every_store_of_the_week_equals_the_log() throws Exception {
    assertThat(rows("SELECT COUNT(*) FROM views.orders")).hasSize(1);

    assertThat(new StoreChecks(system.http()).everyStoreEqualsTheLog())
        .containsEntry("orders/current", 3)
        .containsEntry("inventory/order-holds", 3)
        .containsEntry("sql/orders-view", 3)
        .containsEntry("email/correspondence", 3);
  }

  @Test
  @Order(LAST)
  void views_are_there_after_a_restart_and_nothing_of_it_was_asked_of_the_other_engine()
      throws Exception {
    Set<List<String>> before = rows("SELECT state, COUNT(*) FROM views.orders GROUP BY state");
    assertThat(
            ProcessHandle.current()
                .children()
                .filter(
                    child ->
                        child.info().commandLine().orElse("").contains("io.insideout.flink.Main")))
        .isEmpty();

    system.close();
    system = ReplayedWeek.again(data);

    assertThat(rows("SELECT state, COUNT(*) FROM views.orders GROUP BY state")).isEqualTo(before);
  }

  private static SqlStream ask(String sql) {
    SqlStream stream = SqlStream.ask(system.url(), sql, new HashMap<>());
    assertThat(stream.status())
        .as(() -> sql + ": " + (stream.status() == 200 ? "" : stream.whole().lines()))
        .isEqualTo(200);
    return stream;
  }

  private static Set<List<String>> rows(String sql) {
    SqlStream stream = ask(sql).whole();
    assertThat(stream.lines().getLast().path("end").asBoolean())
        .as("%s: %s", sql, stream.lines().getLast())
        .isTrue();
    return new LinkedHashSet<>(stream.rows());
  }
}
