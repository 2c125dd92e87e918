package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each service twice, behind one gateway.
@Tag("long")
class InstancesTest {
  private static final List<String> SERVICES =
      List.of("orders", "inventory", "fraud", "details", "products", "customers");
  private static final int CALLERS = 12;

  @TempDir Path directory;

  @Test
  void who_loses_its_instance_goes_on_with_the_other_and_nothing_is_lost() throws Exception {
    try (Parts parts = Parts.start(directory)) {
      Parts.Started one = parts.run(SERVICES, "one");
      parts.run(SERVICES, "two");
      List<Http> callers = callers(parts.gateway().url());
      Http any = callers.getFirst();
      any.put("/api/products/TEA", "{\"description\": \"Tea\", \"listPrice\": \"2.50\"}")
          .expect(200);
      any.put("/api/stock/TEA", "{\"onHand\": 1000}").expect(200);
      assertThat(instances(any)).containsExactly("one", "two");

      List<String> orders = new ArrayList<>();
      for (Http caller : callers) {
        orders.add(place(caller, orders.size()));
      }
      one.process().kill();
      for (int i = 0; i < CALLERS; i++) {
        assertThat(state(callers.get(i), orders.get(i))).isEqualTo("VALIDATED");
      }
      for (Http caller : callers) {
        orders.add(place(caller, orders.size()));
      }
      assertThat(instances(any)).containsExactly("two");
      assertThat(parts.proof()).startsWith("0\n");
      assertThat(new TreeSet<>(orders)).hasSize(2 * CALLERS);
    }
  }

  private static List<Http> callers(URI door) throws IOException {
    List<Http> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(new Http(door, InetAddress.getByName("127.0.2." + (1 + i))));
    }
    return callers;
  }

  private static String place(Http caller, int number) {
    String id =
        caller.place(
            """
            {"cardToken": "tok-silent-%d", "lines": [{"sku": "TEA", "quantity": 1}]}"""
                .formatted(number),
            "Idempotency-Key",
            "key-" + number);
    Eventually.eventually(
        "order " + id + " is settled", () -> state(caller, id).equals("VALIDATED"));
    return id;
  }

  private static String state(Http caller, String id) {
    Reply reply = caller.get("/api/orders/" + id);
    return reply.status() == 200 ? reply.json().path("state").asText() : "" + reply.status();
  }

  private static List<String> instances(Http http) {
    return new TreeSet<>(http.get("/api/services").expect(200).json().findValuesAsText("instance"))
        .stream().toList();
  }
}
