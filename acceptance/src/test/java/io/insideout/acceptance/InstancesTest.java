package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each service twice, behind one gateway.
@Tag("long")
class InstancesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SERVICES =
      List.of("orders", "inventory", "fraud", "details", "products", "customers");
  private static final int CALLERS = 12;

  @TempDir Path directory;

  @Test
  void who_loses_its_instance_goes_on_with_the_other_and_nothing_is_lost() throws Exception {
    Path parts = directory.resolve("data/parts");
    String name = String.join("-", SERVICES);
    try (Cli.Running log = run(List.of("log"), "--kafka-port", "0", "--registry-port", "0")) {
      find(log, parts.resolve("log"));
      Cli.Running one = run(SERVICES);
      find(one, parts.resolve(name));
      try (Cli.Running two = run(SERVICES, "--set", "instance=two");
          Cli.Running gateway = run(List.of("gateway"), "--http-port", "0")) {
        find(two, parts.resolve(name + "-two"));
        URI door = find(gateway, parts.resolve("gateway"));
        List<Http> callers = callers(door);
        Http any = callers.getFirst();
        any.put("/api/products/TEA", "{\"description\": \"Tea\", \"listPrice\": \"2.50\"}")
            .expect(200);
        any.put("/api/stock/TEA", "{\"onHand\": 1000}").expect(200);
        assertThat(instances(any)).containsExactly("one", "two");

        List<String> orders = new ArrayList<>();
        for (Http caller : callers) {
          orders.add(place(caller, orders.size()));
        }
        one.kill();
        for (int i = 0; i < CALLERS; i++) {
          assertThat(state(callers.get(i), orders.get(i))).isEqualTo("VALIDATED");
        }
        for (Http caller : callers) {
          orders.add(place(caller, orders.size()));
        }
        assertThat(instances(any)).containsExactly("two");
        assertThat(exitCodeOfProof(parts.resolve("log"))).isZero();
        assertThat(new TreeSet<>(orders)).hasSize(2 * CALLERS);
      } finally {
        one.kill();
      }
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

  private Cli.Running run(List<String> parts, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(parts);
    words.addAll(List.of("--data", directory.resolve("data").toString()));
    words.addAll(List.of(more));
    return new Cli(directory).start(words.toArray(String[]::new));
  }

  private int exitCodeOfProof(Path log) throws IOException, InterruptedException {
    JsonNode run = JSON.readTree(log.resolve("run.json").toFile());
    Cli.Running proof =
        new Cli(directory)
            .start(
                "verify",
                "--bootstrap-servers",
                run.path("bootstrapServers").asText(),
                "--registry",
                run.path("registry").asText());
    return proof.exitCode(Duration.ofMinutes(2));
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
