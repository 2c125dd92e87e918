package io.insideout.acceptance;

import static io.insideout.acceptance.Problems.refusesField;
import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be ordered now, as callers are told it.
@ExtendWith(OneSystem.class)
class AvailableTest {
  private final TestSystem system;
  private final Http http;

  AvailableTest(TestSystem system) {
    this.system = system;
    this.http = system.http();
  }

  private JsonNode available(String skus) {
    return http.get("/api/available?skus=" + skus).expect(200).json().path("available");
  }

  @Test
  void it_is_what_the_warehouse_has_less_what_orders_hold() {
    system.sell("AVAILABLE-1", 5);
    system.sell("AVAILABLE-2", 0);
    assertThat(available("AVAILABLE-1,AVAILABLE-2,AVAILABLE-3").toString())
        .isEqualTo("{\"AVAILABLE-1\":5,\"AVAILABLE-2\":0,\"AVAILABLE-3\":0}");

    String id =
        http.place(
            "{\"cardToken\": \"available\", \"lines\": [{\"sku\": \"AVAILABLE-1\", \"quantity\": 2}]}");
    http.settled(id);

    eventually(
        "what is held is not available",
        () -> available("AVAILABLE-1").path("AVAILABLE-1").asLong() == 3);
    assertThat(http.get("/api/stock/AVAILABLE-1").json().path("available").asLong()).isEqualTo(3);
    http.delete("/api/stock/AVAILABLE-1").expect(204);
    assertThat(available("AVAILABLE-1").path("AVAILABLE-1").asLong()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?skus=TEA,", "?skus=,", "?skus=TEA,,COFFEE"})
  void what_names_no_sku_is_refused(String query) {
    refusesField(http.get("/api/available" + query), "skus");
  }

  @Test
  void fifty_are_told_at_once_and_no_more() {
    assertThat(available(many(50))).hasSize(50);
    refusesField(http.get("/api/available?skus=" + many(51)), "skus");
  }

  private static String many(int count) {
    return IntStream.range(0, count).mapToObj(i -> "SKU-" + i).collect(Collectors.joining(","));
  }
}
