package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Lists, walked page by page while others write.
@ExtendWith(OneSystem.class)
class PagesTest {
  private static final Instant FIRST = Instant.parse("2011-03-01T10:00:00Z");

  private final TestSystem system;
  private final Http http;

  PagesTest(TestSystem system) {
    this.system = system;
    this.http = system.http();
  }

  /// An order a minute, newest last.
  private List<String> place(String customer, int count) {
    system.sell("PAGE-TEA", 1_000_000);
    system.customer(customer);
    List<String> ids =
        IntStream.range(0, count)
            .mapToObj(minute -> http.place(order(customer, FIRST.plusSeconds(60L * minute))))
            .toList();
    ids.forEach(http::paid);
    return ids;
  }

  private static String order(String customer, Instant placedAt) {
    return """
        {"customerId": "%s", "cardToken": "%s-%s", "placedAt": "%s",
         "lines": [{"sku": "PAGE-TEA", "quantity": 1}]}"""
        .formatted(customer, customer, placedAt.getEpochSecond(), placedAt);
  }

  /// All ids of a list, page by page.
  ///
  /// @param between is done after each page
  private List<String> walk(String list, String items, String id, Runnable between) {
    List<String> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          http.get(list + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).expect(200).json();
      page.path(items).valueStream().map(row -> row.path(id).asText()).forEach(all::add);
      cursor = page.path("nextCursor").asText();
      between.run();
    } while (!cursor.isEmpty());
    return all;
  }

  private List<String> orders(String query) {
    return walk("/api/orders?" + query, "orders", "orderId", () -> {});
  }

  @Test
  void no_order_is_missing_or_shown_twice_while_others_are_placed() {
    List<String> placed = place("page-walker", 23);
    int[] more = {0};
    List<String> walked =
        walk(
            "/api/orders?customer=page-walker&limit=4",
            "orders",
            "orderId",
            () -> {
              Instant newer = FIRST.plusSeconds(86_400 + 60L * more[0]++);
              http.settled(http.place(order("page-walker", newer)));
            });

    assertThat(walked).doesNotHaveDuplicates().hasSize(23).isEqualTo(placed.reversed());
  }

  @Test
  void orders_are_listed_by_customer_state_and_time() {
    List<String> placed = place("page-filter", 6);
    String rejected =
        http.place(
            order("page-filter", FIRST.plusSeconds(3_600)).replace("PAGE-TEA", "PAGE-NOTHING"));
    assertThat(http.settled(rejected).state()).isEqualTo("REJECTED");

    assertThat(orders("customer=page-filter&limit=2")).hasSize(7).contains(rejected);
    assertThat(orders("customer=page-filter&state=PAID&limit=2")).isEqualTo(placed.reversed());
    assertThat(orders("customer=page-filter&state=REJECTED&limit=2")).containsExactly(rejected);
    assertThat(orders("customer=page-filter&state=REQUESTED&limit=2")).isEmpty();
    assertThat(orders("state=PAID&limit=500")).containsAll(placed).doesNotContain(rejected);
    assertThat(orders("limit=3")).contains(rejected).containsAll(placed).doesNotHaveDuplicates();
    assertThat(
            orders(
                "customer=page-filter&from=2011-03-01T10:02:00Z&to=2011-03-01T10:04:00Z&limit=1"))
        .as("from is inclusive, to is not")
        .containsExactly(placed.get(3), placed.get(2));
    assertThat(orders("customer=page-nobody")).isEmpty();
  }

  @Test
  void orders_are_listed_by_their_amount_both_ends_included() {
    system.sell("PAGE-AMOUNT", 100, "2.50");
    system.customer("page-amount");
    List<String> placed =
        IntStream.rangeClosed(1, 4)
            .mapToObj(
                units ->
                    http.place(
                        order("page-amount", FIRST.plusSeconds(60L * units))
                            .replace(
                                "PAGE-TEA\", \"quantity\": 1",
                                "PAGE-AMOUNT\", \"quantity\": " + units)))
            .toList();
    placed.forEach(http::settled);

    assertThat(orders("customer=page-amount&minTotalMinor=500&maxTotalMinor=750&limit=1"))
        .containsExactly(placed.get(2), placed.get(1));
    assertThat(orders("customer=page-amount&minTotalMinor=751")).containsExactly(placed.get(3));
    assertThat(orders("customer=page-amount&maxTotalMinor=249")).isEmpty();
  }

  @Test
  void products_are_searched_by_words_in_any_order_and_case() {
    for (String[] one :
        List.of(
            new String[] {"SEARCH-1", "Zinc garden lantern"},
            new String[] {"SEARCH-2", "Zinc bucket"},
            new String[] {"SEARCH-3", "Lantern of paper, 100% handmade"})) {
      http.put(
              "/api/products/" + one[0],
              "{\"description\": \"%s\", \"listPrice\": \"1\"}".formatted(one[1]))
          .expect(200);
    }
    assertThat(products("lantern+ZINC")).containsExactly("SEARCH-1");
    assertThat(products("zinc")).containsExactlyInAnyOrder("SEARCH-1", "SEARCH-2");
    assertThat(products("search-3")).containsExactly("SEARCH-3");
    assertThat(products("100%25")).containsExactly("SEARCH-3");
    assertThat(products("lantern+bucket")).isEmpty();
    assertThat(products("%20")).contains("SEARCH-1", "SEARCH-2", "SEARCH-3");
  }

  private List<String> products(String words) {
    return walk("/api/products?limit=1&q=" + words, "items", "sku", () -> {});
  }

  @Test
  void a_cursor_never_leads_out_of_the_time_that_is_asked_for() {
    List<String> placed = place("page-time", 5);
    String list = "/api/orders?customer=page-time&limit=1";
    String cursor = http.get(list).json().path("nextCursor").asText();

    JsonNode page = http.get(list + "&to=2011-03-01T10:02:00Z&cursor=" + cursor).expect(200).json();

    assertThat(page.path("orders").path(0).path("orderId").asText()).isEqualTo(placed.get(1));
  }

  @Test
  void no_row_of_a_table_is_missing_or_shown_twice() {
    List<String> skus = IntStream.range(0, 12).mapToObj(i -> "PAGE-ROW-" + i).toList();
    skus.forEach(sku -> system.sell(sku, 1));
    for (String table : List.of("/api/products", "/api/stock")) {
      List<String> walked =
          walk(table + "?limit=5", "items", "sku", () -> http.delete("/api/customers/nobody"));
      assertThat(walked).doesNotHaveDuplicates().containsAll(skus);
    }
    http.delete("/api/products/PAGE-ROW-3").expect(204);
    assertThat(walk("/api/products?limit=5", "items", "sku", () -> {}))
        .doesNotContain("PAGE-ROW-3");
    Problems.isProblem(http.get("/api/products/PAGE-ROW-3"), 404);
    Problems.isProblem(http.delete("/api/products/PAGE-ROW-3"), 404);
  }
}
