package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A shop that is told of its orders by the whole system: from the request to the delivery, beside
/// one that is dead, and all of it once more where its group is rewound.
class WebhookLifeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  /// @param id of the event
  private record Told(String id, JsonNode event) {
    String type() {
      return event.path("type").asText();
    }
  }

  @Test
  void a_shop_is_told_of_every_step_and_nobody_waits_for_one_that_is_dead() throws Exception {
    Path data = directory.resolve("data");
    List<Told> told = new CopyOnWriteArrayList<>();
    HttpServer shop = shop(told);
    try {
      String webhook;
      String orderId;
      try (TestSystem system = TestSystem.start(data)) {
        Http http = system.http();
        webhook = subscribe(http, "http://127.0.0.1:" + shop.getAddress().getPort() + "/told");
        // Nobody listens at port 1.
        String dead = subscribe(http, "http://127.0.0.1:1/");
        system.sell("HOOK", 10);
        orderId =
            http.place(
                "{\"cardToken\": \"hook\", \"lines\": [{\"sku\": \"HOOK\", \"quantity\": 1}]}");
        http.paid(orderId);
        String shipment = "/api/shipments/" + orderId + "-1";
        eventually("it is allocated", () -> http.get(shipment).status() == 200);
        http.post(shipment + "/dispatch", "").expect(202);
        eventually("it has left", () -> types(told).contains("order.shipped"));
        http.post(shipment + "/deliver", "").expect(202);
        eventually("the delivery is told", () -> types(told).contains("order.delivered"));

        assertThat(types(told))
            .containsExactly(
                "order.requested",
                "order.validated",
                "order.paid",
                "order.shipped",
                "order.delivered");
        assertThat(told).allMatch(one -> one.event().at("/data/orderId").asText().equals(orderId));
        eventually(
            "the dead one fails",
            () ->
                http.get("/api/webhooks/" + dead).json().path("state").asText().equals("FAILING"));
        assertThat(system.verify().toString()).contains("Every law holds");
        assertThat(http.get("/health/ready").status()).isEqualTo(200);
        assertThat(http.get("/metrics").body())
            .contains("insideout_webhook_call_seconds_count{outcome=\"DELIVERED\"} 5")
            .contains("insideout_webhook_events_open 5.0")
            .doesNotContain("127.0.0.1:1/", "told\"");
      }
      againFromTheBeginning(data, "webhooks-" + webhook);
      try (TestSystem system = TestSystem.start(data)) {
        eventually("all of it is told once more", () -> told.size() == 10);
        assertThat(told.stream().map(Told::id).distinct()).hasSize(5);
        assertThat(types(told).subList(5, 10)).isEqualTo(types(told).subList(0, 5));
        assertThat(system.verify().toString()).contains("Every law holds");
      }
    } finally {
      shop.stop(0);
    }
  }

  private void againFromTheBeginning(Path data, String group) throws Exception {
    assertThat(rewound(1, data, group)).contains("under the ids that they had", "--insist");
    assertThat(rewound(0, data, group, "--insist")).contains("It reads on from there");
  }

  private String rewound(int exitCode, Path data, String group, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("rewind", group, "--to-beginning", "--execute", "--data", data.toString()));
    words.addAll(List.of(more));
    Cli.Running run = new Cli(directory).start(words.toArray(String[]::new));
    int code = run.exitCode(Duration.ofMinutes(1));
    assertThat(code).as(run.printed()).isEqualTo(exitCode);
    return run.printed();
  }

  private static String subscribe(Http http, String url) {
    return http.post("/api/webhooks", "{\"url\": \"" + url + "\"}")
        .expect(201)
        .json()
        .path("webhookId")
        .asText();
  }

  private static List<String> types(List<Told> told) {
    return told.stream().map(Told::type).toList();
  }

  private static HttpServer shop(List<Told> told) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/told", exchange -> take(exchange, told));
    server.start();
    return server;
  }

  private static void take(HttpExchange exchange, List<Told> told) throws IOException {
    told.add(
        new Told(
            String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")),
            JSON.readTree(exchange.getRequestBody())));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }
}
