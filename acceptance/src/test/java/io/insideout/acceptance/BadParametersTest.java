package io.insideout.acceptance;

import static io.insideout.acceptance.Problems.refusesField;
import static io.insideout.acceptance.Problems.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Parameters that make no sense: refused and named, never passed over.
@ExtendWith(OneSystem.class)
class BadParametersTest {
  private final TestSystem system;
  private final Http http;

  BadParametersTest(TestSystem system) {
    this.system = system;
    this.http = system.http();
  }

  static List<List<String>> parameters() {
    return table("bad-parameters.txt", 2);
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void a_bad_parameter_is_refused(List<String> bad) {
    refusesField(http.get(bad.get(1)), bad.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE"})
  void a_change_with_an_unknown_parameter_is_refused(String method) {
    String path = method.equals("POST") ? "/api/orders" : "/api/products/TEA";
    Reply reply = http.send(method, path + "?dryRun=true", "{}");
    refusesField(reply, "dryRun");
  }

  @Test
  void a_cursor_of_another_list_is_refused() {
    for (int i = 0; i < 2; i++) {
      system.sell("CURSOR-" + i, 5);
      http.paid(
          http.place(
              """
              {"cardToken": "cursor-%d", "lines": [{"sku": "CURSOR-0", "quantity": 1}]}"""
                  .formatted(i)));
    }
    String products = http.get("/api/products?limit=1").json().path("nextCursor").asText();
    String orders = http.get("/api/orders?limit=1").json().path("nextCursor").asText();
    String validated =
        http.get("/api/orders?limit=1&state=PAID").json().path("nextCursor").asText();
    assertThat(List.of(products, orders, validated)).allMatch(cursor -> !cursor.isEmpty());
    for (String path :
        List.of(
            "/api/orders?cursor=" + products,
            "/api/orders?cursor=" + validated,
            "/api/orders?state=PAID&cursor=" + orders,
            "/api/orders?customer=c&cursor=" + orders,
            "/api/products?cursor=" + orders,
            "/api/stock?cursor=" + products,
            "/api/customers?cursor=" + products)) {
      Reply reply = http.get(path);
      refusesField(reply, "cursor");
    }
  }
}
