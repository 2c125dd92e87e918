package io.insideout.acceptance;

import static io.insideout.acceptance.Problems.isProblem;
import static io.insideout.acceptance.Problems.refusesField;
import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the running services keep of the log, looked into and held against it.
@ExtendWith(OneSystem.class)
class StoresDoorTest {
  private static final Path AGREED = Path.of("../services/src/test/resources/topologies");
  private static final Pattern STORES = Pattern.compile("stores: \\[([^]]+)]");
  private static final String PRODUCTS = "/api/services/products/stores/products-view";
  private static final String ACTIVITY = "/api/services/fraud/stores/activity";

  private final TestSystem system;
  private final Http http;
  private final StoreChecks checks;

  StoresDoorTest(TestSystem system) {
    this.system = system;
    this.http = system.http();
    this.checks = new StoreChecks(http);
  }

  private String order(String sku, String card) {
    system.sell(sku, 10);
    system.customer("stores-ada");
    return http.place(
        """
        {"customerId": "stores-ada", "cardToken": "%s", "lines": [{"sku": "%s", "quantity": 1}]}"""
            .formatted(card, sku));
  }

  @Test
  void every_store_of_every_service_equals_the_log() {
    http.paid(order("STORES-ALL", "stores-all-1"));
    http.paid(order("STORES-ALL", "stores-all-2"));

    Map<String, Integer> held = checks.everyStoreEqualsTheLog();
    assertThat(held)
        .containsKeys(
            "orders/orders-view",
            "orders/products-view",
            "products/products-view",
            "fraud/fraud-rules-view",
            "fraud/suspicious-cards",
            "email/awaited-payments",
            "orders/checks",
            "orders/unpaid",
            "details/waiting-orders");
    for (String store :
        List.of(
            "orders/orders-view",
            "orders/current",
            "inventory/stock-view",
            "inventory/stock-levels",
            "inventory/order-holds",
            "fraud/fraud-rules-view",
            "fraud/fraud-rules",
            "fraud/activity",
            "details/products",
            "details/customers",
            "payments/books",
            "shipping/current",
            "shipping/shipments-view",
            "email/correspondence",
            "email/emails-view",
            "customers/customers-view")) {
      assertThat(held.get(store)).as(store).isPositive();
    }
  }

  @Test
  void every_store_that_was_agreed_is_listed() throws IOException {
    List<Path> agreed;
    try (Stream<Path> files = Files.list(AGREED)) {
      agreed = files.sorted().toList();
    }
    assertThat(agreed).hasSizeGreaterThan(5);
    for (Path file : agreed) {
      String name = file.getFileName().toString().replace(".txt", "");
      Set<String> stores =
          STORES
              .matcher(Files.readString(file))
              .results()
              .flatMap(found -> Stream.of(found.group(1).split(", ", -1)))
              .collect(Collectors.toCollection(TreeSet::new));

      assertThat(listed(name)).as(name).containsAll(stores);
    }
    assertThat(checks.stores("story"))
        .singleElement()
        .satisfies(store -> assertThat(store.path("kind").asText()).isEqualTo("records"));
  }

  private Set<String> listed(String service) {
    return checks.stores(service).stream()
        .map(store -> store.path("store").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void a_row_is_told_with_its_value_and_the_record_that_it_was_made_of() {
    system.sell("STORES-ROW", 10, "2.75");

    JsonNode rows = http.get(PRODUCTS + "/rows?key=STORES-ROW").expect(200).json().path("rows");
    assertThat(rows).hasSize(1);
    JsonNode row = rows.get(0);
    assertThat(row.path("instance").asText()).isEqualTo("one");
    assertThat(row.at("/value/description").asText()).isEqualTo("STORES-ROW");
    assertThat(row.has("id")).isFalse();
    ConsumerRecord<byte[], byte[]> record =
        new Log(system.log())
            .read(Topics.PRODUCTS).stream()
                .filter(one -> Log.coordinates(one).equals(row.path("log").asText()))
                .findFirst()
                .orElseThrow();
    assertThat(row.path("digest").asText()).isEqualTo(Sha256.hex(record.value()));
    assertThat(row.path("partition").asInt()).isEqualTo(record.partition());
  }

  @Test
  void pages_have_every_row_once_in_the_order_of_keys() {
    for (int i = 0; i < 7; i++) {
      system.sell("STORES-PAGE-" + i, 1);
    }
    for (String path : List.of(PRODUCTS, "/api/services/inventory/stores/stock-levels")) {
      List<String> keys =
          checks.all(path, 3).stream()
              .map(row -> row.path("key").asText())
              .filter(key -> key.startsWith("STORES-PAGE-"))
              .toList();
      assertThat(keys).as(path).hasSize(7).isSorted().doesNotHaveDuplicates();
    }
    JsonNode from = http.get(PRODUCTS + "/rows?from=STORES-PAGE-3&limit=2").expect(200).json();
    assertThat(from.path("rows").findValuesAsText("key"))
        .containsExactly("STORES-PAGE-3", "STORES-PAGE-4");
  }

  @Test
  void what_was_deleted_is_nowhere_and_so_says_the_log() {
    system.sell("STORES-GONE", 1);
    http.delete("/api/products/STORES-GONE").expect(204);
    eventually("it is gone", () -> http.get("/api/products/STORES-GONE").status() == 404);

    JsonNode answer = checks.fold(PRODUCTS, "STORES-GONE");
    assertThat(answer.path("verdict").asText()).isEqualTo("equal");
    JsonNode fold = answer.path("folds").get(0);
    assertThat(fold.path("row").isNull()).isTrue();
    assertThat(fold.at("/record/format").asText()).isEqualTo("none");
    JsonNode never = checks.fold(PRODUCTS, "STORES-NEVER");
    assertThat(never.path("verdict").asText()).isEqualTo("equal");
    assertThat(never.path("folds").get(0).path("record").isNull()).isTrue();
    never
        .path("folds")
        .get(0)
        .path("covered")
        .forEach(
            one -> {
              assertThat(one.path("from")).isEqualTo(one.path("begin"));
              assertThat(one.path("to")).isEqualTo(one.path("end"));
            });
  }

  @Test
  void a_card_is_masked_and_its_row_is_found_all_the_same() {
    http.paid(order("STORES-CARD", "stores-secret-4711"));

    String page = http.get(ACTIVITY + "/rows?limit=200").expect(200).body();
    assertThat(page).contains("card:…4711").doesNotContain("stores-secret");
    JsonNode row =
        checks.all(ACTIVITY, 200).stream()
            .filter(one -> one.path("key").asText().equals("card:…4711"))
            .findFirst()
            .orElseThrow();
    String id = row.path("id").asText();
    JsonNode found = http.get(ACTIVITY + "/rows?id=" + id).expect(200).json().path("rows");
    assertThat(found.get(0).path("digest")).isEqualTo(row.path("digest"));
    assertThat(checks.fold(ACTIVITY, row).path("verdict").asText()).isEqualTo("equal");
    assertThat(http.get(ACTIVITY + "/rows?key=card:stores-secret-4711").expect(200).body())
        .contains("card:…4711");
    assertThat(http.get("/api/services/orders/stores/current/rows?limit=200").expect(200).body())
        .doesNotContain("stores-secret");
  }

  @Test
  void what_is_not_there_is_said() {
    for (String path :
        List.of(
            "/api/services/loyalty/stores",
            "/api/services/loyalty/stores/points/rows",
            "/api/services/fraud/stores/nothing/rows",
            "/api/services/fraud/stores/%3Cimg%20src=x%3E/rows",
            "/api/services/fraud/stores/nothing/fold?key=a",
            "/api/services/story/stores/stories/rows",
            "/api/services/fraud/stores?instance=nobody",
            PRODUCTS + "/rows?instance=nobody")) {
      isProblem(http.get(path), 404);
    }
    assertThat(http.get(PRODUCTS + "/rows?key=STORES-NONE").expect(200).json().path("rows"))
        .isEmpty();
    refusesField(http.get(PRODUCTS + "/fold"), "key");
  }

  @Test
  void a_cursor_or_an_id_of_another_store_is_refused() {
    system.sell("STORES-CURSOR-1", 1);
    system.sell("STORES-CURSOR-2", 1);
    http.paid(order("STORES-CURSOR-1", "stores-cursor-1"));
    String cursor = http.get(PRODUCTS + "/rows?limit=1").json().path("more").asText();
    String id =
        checks.all(ACTIVITY, 200).stream()
            .filter(row -> row.has("id"))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asText();
    String stock = "/api/services/inventory/stores/stock-view";

    refusesField(http.get(stock + "/rows?cursor=" + cursor), "cursor");
    refusesField(http.get(PRODUCTS + "/fold?key=a&cursor=" + cursor), "cursor");
    refusesField(http.get(stock + "/rows?id=" + id), "id");
    refusesField(http.get(ACTIVITY + "/rows?id=" + id + "&key=a"), "id");
  }
}
