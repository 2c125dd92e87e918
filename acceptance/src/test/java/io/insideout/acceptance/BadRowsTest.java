package io.insideout.acceptance;

import static io.insideout.acceptance.Problems.refusesField;
import static io.insideout.acceptance.Problems.table;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bodies that break a rule: refused with the field named.
@ExtendWith(OneSystem.class)
class BadRowsTest {
  private final Http http;

  BadRowsTest(TestSystem system) {
    this.http = system.http();
  }

  static List<List<String>> orders() {
    return table("bad-orders.txt", 2);
  }

  static List<List<String>> rows() {
    return table("bad-rows.txt", 3);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void an_order_that_breaks_a_rule_is_refused(List<String> bad) {
    refusesField(http.post("/api/orders", bad.get(1)), bad.get(0));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_row_that_breaks_a_rule_is_refused(List<String> bad) {
    refusesField(http.put(bad.get(1), bad.get(2)), bad.get(0));
  }

  @Test
  void what_is_too_long_or_too_deep_is_refused() {
    String line = "{\"sku\": \"TEA\", \"quantity\": 1}";
    refusesOrder("{\"a\":".repeat(5_000), "a" + ".a".repeat(19));
    refusesOrder("[".repeat(100_000), "body");
    refusesOrder("{\"lines\": " + "[".repeat(50) + "]".repeat(50) + "}", "lines[0]");
    refusesOrder(order("c".repeat(65), line), "cardToken");
    refusesOrder(order("c".repeat(20_000), line), "cardToken");
    refusesOrder(order("c", String.join(",", Collections.nCopies(2_001, line))), "lines");
    refusesOrder(order("c", quantity("9".repeat(30))), "lines[0].quantity");
    refusesOrder(order("c", quantity("9".repeat(5_000))), "lines[0].quantity");
    String row = "{\"description\": \"%s\", \"listPrice\": \"1\"}";
    refusesField(http.put("/api/products/BAD", row.formatted("x".repeat(501))), "description");
    refusesField(http.put("/api/products/" + "x".repeat(65), row.formatted("x")), "key");
  }

  @Test
  void nothing_is_no_order() {
    refusesOrder("", "body");
    refusesOrder(" ", "body");
    refusesOrder("\u0000", "body");
  }

  private void refusesOrder(String body, String field) {
    refusesField(http.post("/api/orders", body), field);
  }

  private static String order(String card, String lines) {
    return "{\"cardToken\": \"" + card + "\", \"lines\": [" + lines + "]}";
  }

  private static String quantity(String number) {
    return "{\"sku\": \"TEA\", \"quantity\": " + number + "}";
  }
}
