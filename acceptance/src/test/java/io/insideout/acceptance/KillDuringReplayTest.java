package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.app.replay.Outcome;
import io.insideout.app.replay.Pace;
import io.insideout.app.replay.Replay;
import io.insideout.retail.RetailFile;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The plug is pulled in the middle of a replay: log, registry, services and views die at once,
/// with transactions open and commands half way. What was acknowledged to callers, of the replay
/// and over HTTP, is there afterwards, once, and decided.
class KillDuringReplayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ORDERS_OF_THE_WEEK = 617;
  private static final int HELD_AT = 450;

  @TempDir Path directory;

  @Test
  void afterAKillEveryOrderIsInTheLogOnceAndEveryLawHolds() throws Exception {
    Path data = directory.resolve("data");
    Path week = week();
    Cli cli = new Cli(directory);

    Promises promises = new Promises();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Cli.Running first = cli.up(data);
      JsonNode run = JSON.readTree(data.resolve("run.json").toFile());
      Http http = new Http(URI.create(run.get("http").asText()));
      Future<?> replay = callers.submit(() -> promises.ofReplay(run, week));
      Eventually.eventually("the replay is going", () -> !promises.replayed.isEmpty());
      Future<?> posts = callers.submit(() -> promises.ofPosts(http));
      Eventually.eventually(
          "a third of the week is decided",
          () ->
              promises.replayed.size() > 200
                  && promises.posted.size() > 10
                  && http.get("/api/orders?state=PAID&limit=500").json().path("orders").size()
                      > 200);
      first.kill();
      promises.killed.countDown();
      assertThat(replay).failsWithin(Duration.ofMinutes(1));
      assertThat(posts).failsWithin(Duration.ofMinutes(1));
    }
    assertThat(promises.replayed).hasSizeGreaterThan(100).hasSizeLessThan(ORDERS_OF_THE_WEEK);
    assertThat(promises.posted).hasSizeGreaterThan(10);

    long restartNanos = System.nanoTime();
    try (Cli.Running again = cli.up(data)) {
      System.out.printf(
          "ready again %.1f s after a kill -9%n", (System.nanoTime() - restartNanos) / 1e9);
      Cli.Running resumed =
          cli.start("replay", week.toString(), "--data", data.toString(), "--as-fast-as-possible");
      assertThat(resumed.exitCode(Duration.ofMinutes(3))).as(resumed.printed()).isZero();
      assertThat(resumed.printed()).contains("orders of the file are in the log already");
      assertThat(resumed.printed()).contains(ORDERS_OF_THE_WEEK + " of");

      Cli.Running verify =
          cli.start(
              "verify",
              "--data",
              data.toString(),
              "--acknowledged",
              promises.write(directory.resolve("acknowledged.txt")).toString());
      assertThat(verify.exitCode(Duration.ofMinutes(3))).as(verify.printed()).isZero();
      assertThat(verify.printed()).contains("Every law holds.");
      assertThat(verify.printed()).contains("The system is quiet");
      assertThat(verify.printed())
          .contains("%,d acknowledged to the caller".formatted(promises.all().size()));
      assertThat(again.process().isAlive()).isTrue();
    }
  }

  private Path week() throws IOException {
    Path week = directory.resolve("week.csv.gz");
    try (InputStream in =
        Objects.requireNonNull(RetailFile.class.getResourceAsStream("online-retail-week.csv.gz"))) {
      Files.copy(in, week);
    }
    return week;
  }

  /// What callers were told is durable, until the log is gone from under them.
  private static final class Promises {
    final Set<String> replayed = ConcurrentHashMap.newKeySet();
    final Set<String> posted = ConcurrentHashMap.newKeySet();
    final CountDownLatch killed = new CountDownLatch(1);

    Outcome ofReplay(JsonNode run, Path file) throws InterruptedException {
      LogClient log = LogClient.at(run.get("bootstrapServers").asText());
      Schemas schemas = Schemas.at(URI.create(run.get("registry").asText()));
      try (Replay replay = new Replay(RetailFile.survey(file), log, schemas, null)) {
        replay.writeReferenceData(BigDecimal.ONE);
        return replay.run(
            new Pace(30_000),
            false,
            new Replay.Progress() {
              @Override
              public void at(long settled, long sent) {}

              @Override
              public void acknowledged(String orderId) {
                replayed.add(orderId);
                if (replayed.size() >= HELD_AT) {
                  untilKilled();
                }
              }
            });
      }
    }

    /// However fast the replay and however slow whoever looks: it is not through before the kill.
    private void untilKilled() {
      try {
        killed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /// Never returns: in the end nobody answers any more.
    void ofPosts(Http http) {
      http.put("/api/products/KILL", "{\"description\": \"x\", \"listPrice\": \"1\"}").expect(200);
      http.put("/api/stock/KILL", "{\"onHand\": 1000000}").expect(200);
      for (int i = 0; true; i++) {
        String card = "{\"cardToken\": \"kill-%d\", ".formatted(i);
        String orderId = http.place(card + "\"lines\": [{\"sku\": \"KILL\", \"quantity\": 1}]}");
        posted.add(orderId);
        var _ = http.settled(orderId);
      }
    }

    List<String> all() {
      return Stream.concat(replayed.stream(), posted.stream()).toList();
    }

    Path write(Path file) throws IOException {
      return Files.write(file, all());
    }
  }
}
