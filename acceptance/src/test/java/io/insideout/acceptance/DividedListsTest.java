package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.runtime.view.Sight;
import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two instances of each service that divide all views among themselves that grow with orders and
/// customers, each partition at one of them, behind a gateway.
class DividedListsTest {
  private static final List<String> DIVIDED =
      List.of("orders", "payments", "shipping", "email", "customers");
  private static final int ORDERS = 24;
  private static final int PAGE = 5;

  @TempDir Path directory;

  @Test
  void each_has_a_part_and_all_of_them_are_one_system() throws Exception {
    try (Parts parts = Parts.start(directory)) {
      Parts.Started one = instance(parts, "one");
      Parts.Started two = instance(parts, "two");
      parts.run(List.of("inventory", "fraud", "details", "products"), "one");
      Http http = parts.gateway().http();
      List<String> customers = customers(http);
      List<String> orders = orders(http, customers);
      List<String> shipments = orders.stream().map(id -> id + "-1").toList();
      Eventually.eventually("all is allocated", () -> all(http, "shipments").size() == ORDERS);
      Eventually.eventually("all is confirmed", () -> all(http, "emails").size() == ORDERS);

      assertThat(ids(all(http, "orders"), "orderId")).containsExactlyInAnyOrderElementsOf(orders);
      assertThat(ids(all(http, "shipments"), "shipmentId"))
          .containsExactlyInAnyOrderElementsOf(shipments);
      assertThat(ids(all(http, "emails"), "orderId")).containsExactlyInAnyOrderElementsOf(orders);
      assertThat(ids(all(http, "customers"), "customerId"))
          .containsExactlyInAnyOrderElementsOf(customers);
      for (String path : List.of("/api/shipments?order=", "/api/emails?order=")) {
        assertThat(http.get(path + orders.getFirst()).expect(200).body())
            .contains(orders.getFirst());
      }
      assertThatEachKeepsAPart(one, two, "/api/payments/", orders);
      assertThatEachKeepsAPart(one, two, "/api/shipments/", shipments);
      assertThatEachKeepsAPart(one, two, "/api/customers/", customers);
      assertThat(one.http().get("/api/emails").expect(421).body()).contains("/problems/elsewhere");
      for (String path : List.of("/api/payments/none", "/api/shipments/none-1")) {
        http.get(path).expect(404);
      }

      http.post("/api/shipments/" + shipments.getLast() + "/dispatch", "").expect(202);
      Eventually.eventually(
          "it has left",
          () -> http.get("/api/orders/" + orders.getLast()).state().equals("SHIPPED"));
      assertThatOthersCustomersAreNotChanged(one, http, customers);
      assertThatAnswersTellHowOldTheyAre(http);
      assertThat(parts.proof()).startsWith("0\n");
    }
  }

  private static Parts.Started instance(Parts parts, String name) throws IOException {
    return parts.run(DIVIDED, name, "--set", "view-copies=1");
  }

  private static List<String> customers(Http http) {
    List<String> ids = IntStream.range(0, ORDERS).mapToObj(i -> "customer-" + i).toList();
    for (String id : ids) {
      http.put(
              "/api/customers/" + id,
              "{\"name\": \"%s\", \"country\": \"Norway\", \"email\": \"%s@example.com\"}"
                  .formatted(id, id))
          .expect(200);
    }
    return ids;
  }

  private static List<String> orders(Http http, List<String> customers) {
    http.put("/api/products/TEA", "{\"description\": \"Tea\", \"listPrice\": \"2.50\"}")
        .expect(200);
    http.put("/api/stock/TEA", "{\"onHand\": 1000}").expect(200);
    return customers.stream()
        .map(
            customer ->
                http.place(
                    """
                    {"cardToken": "tok-%s", "customerId": "%s",
                     "lines": [{"sku": "TEA", "quantity": 1}]}"""
                        .formatted(customer, customer),
                    // Whoever takes an order without a key gives it to itself.
                    "Idempotency-Key",
                    customer))
        .toList();
  }

  /// All pages of a list.
  private static List<JsonNode> all(Http http, String list) {
    String name = list.equals("customers") ? "items" : list;
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = http.get("/api/" + list + "?limit=" + PAGE + cursor).expect(200).json();
      assertThat(page.has("part")).isFalse();
      page.path(name).forEach(all::add);
      cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
    } while (!cursor.isEmpty());
    return all;
  }

  private static List<String> ids(List<JsonNode> rows, String field) {
    return rows.stream().map(row -> row.path(field).asText()).toList();
  }

  /// Exactly one of them knows each.
  private static void assertThatEachKeepsAPart(
      Parts.Started one, Parts.Started two, String path, List<String> ids) {
    Set<Integer> statuses = new HashSet<>();
    for (String id : ids) {
      int ofOne = one.http().get(path + id).status();
      assertThat(List.of(ofOne, two.http().get(path + id).status()))
          .as(path + id)
          .containsExactlyInAnyOrder(200, 421);
      statuses.add(ofOne);
    }
    assertThat(statuses).as("what %s keeps of %s", one.url(), path).hasSize(2);
  }

  private static void assertThatOthersCustomersAreNotChanged(
      Parts.Started one, Http http, List<String> customers) {
    String changed = "{\"name\": \"changed\", \"country\": \"Norway\"}";
    for (String id : customers) {
      int put = one.http().put("/api/customers/" + id, changed).status();
      String name = http.get("/api/customers/" + id).expect(200).json().path("name").asText();
      assertThat(name).as("%s, answered %d", id, put).isEqualTo(put == 200 ? "changed" : id);
      assertThat(put).isIn(200, 421);
    }
    http.delete("/api/customers/" + customers.getFirst()).expect(204);
    http.get("/api/customers/" + customers.getFirst()).expect(404);
  }

  /// Of one instance, and of what is put together of two.
  private static void assertThatAnswersTellHowOldTheyAre(Http http) {
    for (String path : List.of("/api/customers/customer-1", "/api/shipments")) {
      Instant now = Instant.now();
      Eventually.eventually(
          path + " shows all that was committed by now", () -> asOf(http, path).isAfter(now));
      assertThat(asOf(http, path)).isBefore(Instant.now().plus(Duration.ofMillis(1)));
    }
  }

  private static Instant asOf(Http http, String path) {
    return Instant.parse(http.get(path).expect(200).header(Sight.AS_OF).orElseThrow());
  }
}
