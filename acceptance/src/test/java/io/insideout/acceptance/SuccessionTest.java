package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.generation.Standing;
import io.insideout.runtime.generation.Standings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Generations of inventory take over from one another while orders come.
@Tag("long")
class SuccessionTest {
  private static final List<String> OTHERS =
      List.of("orders", "fraud", "details", "payments", "shipping", "email", "products");
  private static final List<String> INVENTORY = List.of("inventory");
  private static final int PARTITIONS = 3;
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final int MORE = 30;

  @TempDir Path directory;

  @Test
  void a_new_generation_takes_over_while_orders_come_and_none_is_answered_twice_or_never()
      throws Exception {
    try (Parts parts = Parts.start(directory, "--set", "partitions=" + PARTITIONS)) {
      Http http = parts.run(OTHERS, "one").http();
      Http first = generation(parts, "one", 1).http();
      sell(http, first);
      try (SteadyOrders orders = SteadyOrders.at(http, EVERY)) {
        await(orders);
        Parts.Started second = generation(parts, "two", 2);
        Parts.Started beside = generation(parts, "three", 2);
        eventually("the second works", () -> standing(parts).equals(new Standing(2, 2)));
        await(orders);
        assertThat(first.get("/api/services/inventory").expect(200).body())
            .contains("generation 2 takes its place");
        eventually(
            "it works at both",
            () -> works(second, "inventory-g2") && works(beside, "inventory-g2"));
        System.out.printf("second generation: longest decision %d ms%n", orders.longestMillis());

        Parts.Started third = generation(parts, "four", 3);
        eventually("the third works", () -> works(third, "inventory-g3"));
        await(orders);
        System.out.printf("third generation: longest decision %d ms%n", orders.longestMillis());
        assertThat(orders.decided()).contains("REJECTED").containsAnyOf("VALIDATED", "PAID");
      }
      assertThat(parts.proof()).startsWith("0\n");
    }
  }

  private static Parts.Started generation(Parts parts, String instance, int number)
      throws IOException {
    return parts.run(INVENTORY, instance, "--set", "generations=inventory:" + number);
  }

  /// There is not enough of one thing for all: what is promised to one is kept from another.
  private static void sell(Http http, Http inventory) {
    for (String sku : List.of("TEA", "POT", "CUP")) {
      http.put(
              "/api/products/" + sku,
              "{\"description\": \"%s\", \"listPrice\": \"2.50\"}".formatted(sku))
          .expect(200);
      inventory
          .put("/api/stock/" + sku, "{\"onHand\": %d}".formatted(sku.equals("TEA") ? 40 : 10_000))
          .expect(200);
    }
  }

  private static void await(SteadyOrders orders) {
    int before = orders.placed();
    eventually("more orders came", () -> orders.placed() >= before + MORE);
  }

  private static Standing standing(Parts parts) {
    return Standings.in(parts.log()).of("inventory");
  }

  private static boolean works(Parts.Started part, String group) {
    String told = part.http().get("/api/services/inventory").expect(200).body();
    return told.contains("\"" + group + "\"") && told.contains("RUNNING");
  }
}
