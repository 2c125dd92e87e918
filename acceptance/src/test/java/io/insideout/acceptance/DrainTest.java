package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An instance that is told to end, while callers ask: none of them notices.
@Tag("long")
class DrainTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CALLERS = 4;
  private static final String PRODUCT = "/api/products/TEA";

  @TempDir Path directory;

  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void one_of_two_instances_ends_and_every_call_is_answered() throws Exception {
    Path parts = directory.resolve("data/parts");
    try (Cli.Running log = run("log", "--kafka-port", "0", "--registry-port", "0")) {
      find(log, parts.resolve("log"));
      try (Cli.Running one = run("products", "--set", "drain-seconds=3");
          Cli.Running two = run("products", "--set", "instance=two");
          Cli.Running gateway = run("gateway", "--http-port", "0")) {
        Http ending = new Http(find(one, parts.resolve("products")));
        find(two, parts.resolve("products-two"));
        URI door = find(gateway, parts.resolve("gateway"));
        new Http(door)
            .put(PRODUCT, "{\"description\": \"Tea\", \"listPrice\": \"2.50\"}")
            .expect(200);
        List<Thread> callers = callers(door);
        awaitCalls();

        one.process().destroy();

        Eventually.eventually(
            "it says that it is not ready", () -> ending.get("/health/ready").status() == 503);
        assertThat(Files.exists(parts.resolve("products/run.json"))).isFalse();
        ending.get(PRODUCT).expect(200);
        assertThat(one.exitCode(Duration.ofMinutes(1))).isEqualTo(143);
        awaitCalls();
        over.set(true);
        for (Thread caller : callers) {
          caller.join();
        }
        assertThat(failed).isEmpty();
      }
    }
  }

  private void awaitCalls() {
    long before = answered.get();
    Eventually.eventually("they are answered", () -> answered.get() > before + 50L * CALLERS);
  }

  private List<Thread> callers(URI door) throws IOException {
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Http http = new Http(door, InetAddress.getByName("127.0.2." + (1 + i)));
      Eventually.eventually("it is seen", () -> http.get(PRODUCT).status() == 200);
      callers.add(Thread.ofVirtual().start(() -> ask(http)));
    }
    return callers;
  }

  private void ask(Http http) {
    while (!over.get()) {
      try {
        Reply reply = http.get(PRODUCT);
        if (reply.status() != 200) {
          failed.add(reply.toString());
        }
      } catch (RuntimeException e) {
        failed.add(e.toString());
      }
      answered.incrementAndGet();
    }
  }

  private Cli.Running run(String part, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("run", part, "--data", directory.resolve("data").toString()));
    words.addAll(List.of(more));
    return new Cli(directory).start(words.toArray(String[]::new));
  }

  private static URI find(Cli.Running process, Path part) throws IOException {
    Path file = part.resolve("run.json");
    Eventually.eventually(
        part + " is up, or ends", () -> Files.exists(file) || !process.process().isAlive());
    assertThat(process.process().isAlive()).as(process.printed()).isTrue();
    return URI.create(JSON.readTree(file.toFile()).get("http").asText());
  }
}
