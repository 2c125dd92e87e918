package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.broker.EmbeddedBroker;
import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The system in processes of its own: the log, the services, the gateway.
class PartsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ORDER =
      """
      {"cardToken": "card", "lines": [{"sku": "TEA", "quantity": 2, "unitPrice": "2.50"}]}""";

  @TempDir Path directory;

  @Test
  void whatRunsInSeveralProcessesIsOneSystemBehindTheGateway() throws Exception {
    Path parts = directory.resolve("data/parts");
    try (Cli.Running log = run("log", "--kafka-port", "0", "--registry-port", "0")) {
      find(log, parts.resolve("log"));
      Cli.Running desk = run("orders", "products", "customers");
      try (Cli.Running checks = run("inventory", "fraud", "details", "story", "console");
          Cli.Running gateway = run("gateway", "--http-port", "0")) {
        find(desk, parts.resolve("orders-products-customers"));
        find(checks, parts.resolve("inventory-fraud-details-story-console"));
        Http http = new Http(find(gateway, parts.resolve("gateway")));

        assertThat(http.get("/").expect(200).contentType()).startsWith("text/html");
        http.get("/console/app.js").expect(200);
        http.put("/api/products/TEA", "{\"description\": \"Tea\", \"listPrice\": \"2.50\"}")
            .expect(200);
        http.put("/api/stock/TEA", "{\"onHand\": 10}").expect(200);
        String orderId = http.place(ORDER, "Idempotency-Key", "one");
        assertThat(http.settled(orderId).json().path("state").asText()).isIn("VALIDATED", "PAID");
        assertThat(http.get("/api/orders/" + orderId + "/story").expect(200).body())
            .contains("\"orders/");
        assertThat(http.get("/api/views/orders/entries").expect(200).body()).contains(orderId);

        assertThat(services(http)).contains("orders", "inventory", "fraud", "story");
        assertThat(http.get("/api/services/fraud").expect(200).body()).contains("check-fraud");
        assertThat(http.get("/api/services/orders").expect(200).body())
            .contains("take-the-next-step");
        assertThat(
                http.post(
                        "/api/log/groups/orders/rewind",
                        "{\"toBeginning\": true, \"dryRun\": true}")
                    .expect(200)
                    .json()
                    .path("refused")
                    .asText())
            .contains("orders is running");

        whatIsDividedIsFoundAtWhoHasIt(http);

        desk.kill();
        assertThat(services(http)).contains("fraud").doesNotContain("orders");
        assertThat(http.get("/api/services/orders").status()).isIn(404, 503);
        assertThat(http.get("/api/orders/" + orderId).expect(503).header("retry-after"))
            .contains("1");
        assertThat(http.get("/api/stock/TEA").expect(200).json().path("onHand").asInt())
            .isEqualTo(10);

        try (Cli.Running again = run("orders", "products", "customers")) {
          Eventually.eventually(
              "the orders are answered again",
              () -> http.get("/api/orders/" + orderId).status() == 200);
          assertThat(http.place(ORDER, "Idempotency-Key", "one")).isEqualTo(orderId);
          assertThat(again.process().isAlive()).isTrue();
        }
      } finally {
        desk.kill();
      }
    }
  }

  /// A second instance of a service takes some of its partitions; the gateway asks both.
  private void whatIsDividedIsFoundAtWhoHasIt(Http http) throws IOException {
    String activity = "/api/services/fraud/stores/activity";
    StoreChecks checks = new StoreChecks(http);
    try (Cli.Running second = run("fraud", "--set", "instance=two")) {
      find(second, directory.resolve("data/parts/fraud-two"));
      Eventually.eventually("both have partitions", () -> isDivided(checks.stores("fraud")));
      for (int i = 0; i < 8; i++) {
        http.settled(http.place(ORDER.replace("\"card\"", "\"card-%d\"".formatted(i))));
      }
      Set<String> instances = new TreeSet<>();
      for (int i = 0; i < 8; i++) {
        JsonNode rows = http.get(activity + "/rows?key=card:card-" + i).expect(200).json();
        instances.addAll(rows.path("rows").findValuesAsText("instance"));
        JsonNode fold = checks.fold(activity, "card:card-" + i);
        assertThat(fold.path("verdict").asText()).as(fold.toString()).isEqualTo("equal");
        assertThat(fold.path("folds")).hasSize(1);
      }
      assertThat(instances).containsExactly("one", "two");
      assertThat(http.get(activity + "/rows?instance=two").expect(200).body())
          .doesNotContain("\"instance\":\"one\"");
      JsonNode rule = checks.fold("/api/services/fraud/stores/fraud-rules-view", "card-orders-5m");
      assertThat(rule.path("folds").findValuesAsText("verdict")).containsExactly("equal", "equal");
    }
  }

  private static boolean isDivided(List<JsonNode> stores) {
    return stores.stream()
            .filter(store -> store.path("store").asText().equals("activity"))
            .filter(store -> store.path("rows").isNumber() && !store.path("partitions").isEmpty())
            .count()
        == 2;
  }

  private static List<String> services(Http http) {
    return http.get("/api/services").expect(200).json().findValuesAsText("service");
  }

  @Test
  void aClusterElsewhereHasItsRegistryInAPart() throws Exception {
    Path parts = directory.resolve("data/parts");
    try (EmbeddedBroker elsewhere = new EmbeddedBroker(directory.resolve("elsewhere"), 0)) {
      elsewhere.start();
      String cluster = elsewhere.bootstrapServers();
      try (Cli.Running registry =
          run("log", "--registry-port", "0", "--bootstrap-servers", cluster)) {
        find(registry, parts.resolve("log"));
        String url =
            JSON.readTree(parts.resolve("log/run.json").toFile()).path("registry").asText();

        assertThat(new Http(URI.create(url)).get("/subjects").expect(200).body())
            .contains("orders-value");
        try (Cli.Running products =
            run("products", "--registry", url, "--bootstrap-servers", cluster)) {
          new Http(find(products, parts.resolve("products")))
              .put("/api/products/TEA", "{\"description\": \"Tea\", \"listPrice\": \"2.50\"}")
              .expect(200);
        }
      }
    }
  }

  @Test
  void aServiceWithoutALogSaysWhatToDo() throws Exception {
    Cli.Running alone = run("orders");

    assertThat(alone.exitCode(Duration.ofMinutes(1))).isEqualTo(3);
    assertThat(alone.printed()).contains("insideout run log");
  }

  @Test
  void aPartThatThereIsNotIsNamed() throws Exception {
    Cli.Running wrong = run("orders", "loyalty");

    assertThat(wrong.exitCode(Duration.ofMinutes(1))).isEqualTo(2);
    assertThat(wrong.printed()).contains("loyalty");
  }

  private Cli.Running run(String... parts) throws IOException {
    String[] words = new String[parts.length + 3];
    words[0] = "run";
    System.arraycopy(parts, 0, words, 1, parts.length);
    words[parts.length + 1] = "--data";
    words[parts.length + 2] = directory.resolve("data").toString();
    return new Cli(directory).start(words);
  }

  private static URI find(Cli.Running process, Path part) throws IOException {
    Path file = part.resolve("run.json");
    Eventually.eventually(
        part + " is up, or ends", () -> Files.exists(file) || !process.process().isAlive());
    assertThat(process.process().isAlive()).as(process.printed()).isTrue();
    JsonNode run = JSON.readTree(file.toFile());
    return URI.create(run.get("http").asText());
  }
}
