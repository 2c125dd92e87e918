package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three instances of orders that divide the view of it among themselves, each partition at two of
/// them, behind a gateway that finds them through the log.
@Tag("long")
class DividedViewTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OTHERS = "inventory fraud details products customers";
  private static final int ORDERS = 40;
  private static final int COPIES = 2;
  private static final int PAGE = 7;

  @TempDir Path directory;
  private final Map<String, Cli.Running> processes = new LinkedHashMap<>();
  private final Map<String, URI> doors = new LinkedHashMap<>();

  @Test
  void each_keeps_its_part_all_is_found_and_goes_on_when_one_is_killed() throws Exception {
    try {
      Http http = start();
      List<String> orders = placed(http, ORDERS);

      assertThat(listed(http)).containsExactlyInAnyOrderElementsOf(orders);
      Eventually.eventually("each row is at two instances", () -> rows() == COPIES * ORDERS);
      assertThat(doors.keySet().stream().filter(this::isOrders).map(this::rowsOf))
          .allSatisfy(rows -> assertThat(rows).isBetween(1, ORDERS));
      assertThatOneInstanceRefusesWhatOthersKeep(orders);
      assertThat(followed()).isEqualTo(PAGE);

      kill("orders-two");
      long longestMillis = 0;
      for (String order : orders) {
        long begunNanos = System.nanoTime();
        assertThat(http.get("/api/orders/" + order).expect(200).json().path("state").asText())
            .isEqualTo("VALIDATED");
        longestMillis = Math.max(longestMillis, (System.nanoTime() - begunNanos) / 1_000_000);
      }
      assertThat(listed(http)).containsExactlyInAnyOrderElementsOf(orders);
      System.out.printf("longest read after a kill: %d ms%n", longestMillis);

      Eventually.eventually("the others have taken its part over", () -> rows() == COPIES * ORDERS);
      run("orders-two");
      Eventually.eventually(
          "it has a part again", () -> rowsOf("orders-two") > 0 && rows() == COPIES * ORDERS);
      assertThat(listed(http)).containsExactlyInAnyOrderElementsOf(orders);
      assertThat(exitCodeOfProof()).isZero();
    } finally {
      processes.values().forEach(Cli.Running::kill);
    }
  }

  private Http start() throws Exception {
    run("log", "--kafka-port", "0", "--registry-port", "0");
    run("others");
    for (String instance : List.of("orders-one", "orders-two", "orders-three")) {
      run(instance);
    }
    run("gateway", "--http-port", "0", "--bootstrap-servers", ofLog("bootstrapServers"));
    Http http = new Http(Objects.requireNonNull(doors.get("gateway")));
    http.put("/api/products/TEA", "{\"description\": \"Tea\", \"listPrice\": \"2.50\"}")
        .expect(200);
    http.put("/api/stock/TEA", "{\"onHand\": 1000}").expect(200);
    Eventually.eventually(
        "the gateway has found all",
        () -> http.get("/api/services").expect(200).json().findValues("instance").size() >= 8);
    return http;
  }

  private static List<String> placed(Http http, int count) {
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id =
          http.place(
              """
              {"cardToken": "tok-silent-%d", "lines": [{"sku": "TEA", "quantity": 1}]}"""
                  .formatted(i),
              "Idempotency-Key",
              "key-" + i);
      // What was acknowledged is found at once.
      http.get("/api/orders/" + id).expect(200);
      orders.add(id);
    }
    for (String id : orders) {
      assertThat(
              http.get("/api/orders/" + id + "?wait=settled&timeout=60s")
                  .expect(200)
                  .json()
                  .path("state")
                  .asText())
          .isEqualTo("VALIDATED");
    }
    return orders;
  }

  /// All pages of the list, newest first.
  private static List<String> listed(Http http) {
    List<String> ids = new ArrayList<>();
    String last = "9";
    String cursor = "";
    do {
      JsonNode page = http.get("/api/orders?limit=" + PAGE + cursor).expect(200).json();
      assertThat(page.has("part")).isFalse();
      for (JsonNode order : page.path("orders")) {
        String placedAt = order.path("placedAt").asText();
        assertThat(placedAt).isLessThanOrEqualTo(last);
        last = placedAt;
        ids.add(order.path("orderId").asText());
      }
      cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
    } while (!cursor.isEmpty());
    return ids;
  }

  private void assertThatOneInstanceRefusesWhatOthersKeep(List<String> orders) {
    Http one = new Http(Objects.requireNonNull(doors.get("orders-one")));
    Set<Integer> statuses = new HashSet<>();
    orders.forEach(id -> statuses.add(one.get("/api/orders/" + id).status()));
    assertThat(statuses).containsExactlyInAnyOrder(200, 421);
    assertThat(one.get("/api/orders").expect(421).body()).contains("/problems/elsewhere");
  }

  /// How many orders the first event of a list has that is followed.
  private int followed() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient();
        Stream<String> lines =
            client
                .send(
                    HttpRequest.newBuilder(
                            URI.create(doors.get("gateway") + "/api/orders?limit=" + PAGE))
                        .header("Accept", "text/event-stream")
                        .build(),
                    BodyHandlers.ofLines())
                .body()) {
      String first = lines.filter(line -> line.startsWith("data: ")).findFirst().orElseThrow();
      client.shutdownNow();
      return JSON.readTree(first.substring("data: ".length())).path("orders").size();
    }
  }

  private boolean isOrders(String process) {
    return process.startsWith("orders-");
  }

  private int rows() {
    return doors.keySet().stream().filter(this::isOrders).mapToInt(this::rowsOf).sum();
  }

  private int rowsOf(String process) {
    return (int)
            new Http(Objects.requireNonNull(doors.get(process)))
                .get("/api/views/orders/entries")
                .expect(200)
                .body()
                .lines()
                .count()
        - 1;
  }

  private void kill(String process) {
    Objects.requireNonNull(processes.remove(process)).kill();
    doors.remove(process);
  }

  private void run(String process, String... more) throws IOException {
    String parts =
        switch (process) {
          case "others" -> OTHERS;
          case String other when isOrders(other) -> "orders";
          default -> process;
        };
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(List.of(parts.split(" ")));
    words.addAll(List.of("--data", directory.resolve("data").toString()));
    words.addAll(List.of(more));
    String place = parts.replace(' ', '-');
    if (isOrders(process)) {
      String instance = process.substring("orders-".length());
      words.addAll(List.of("--set", "instance=" + instance, "--set", "view-copies=" + COPIES));
      place = instance.equals("one") ? place : process;
    }
    Cli.Running running = new Cli(directory).start(words.toArray(String[]::new));
    processes.put(process, running);
    Path file = directory.resolve("data/parts").resolve(place).resolve("run.json");
    Eventually.eventually(
        process + " is up, or ends", () -> isOf(running, file) || !running.process().isAlive());
    assertThat(running.process().isAlive()).as(running.printed()).isTrue();
    doors.put(process, URI.create(JSON.readTree(file.toFile()).get("http").asText()));
  }

  /// One that was killed has left its file behind.
  private static boolean isOf(Cli.Running running, Path file) {
    try {
      return Files.exists(file)
          && JSON.readTree(file.toFile()).path("pid").asLong() == running.process().pid();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String ofLog(String field) throws IOException {
    return JSON.readTree(directory.resolve("data/parts/log/run.json").toFile())
        .path(field)
        .asText();
  }

  private int exitCodeOfProof() throws IOException, InterruptedException {
    return new Cli(directory)
        .start(
            "verify",
            "--bootstrap-servers",
            ofLog("bootstrapServers"),
            "--registry",
            ofLog("registry"))
        .exitCode(Duration.ofMinutes(2));
  }
}
