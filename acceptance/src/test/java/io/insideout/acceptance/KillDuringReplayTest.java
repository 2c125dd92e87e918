package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.retail.RetailFile;
import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The plug is pulled in the middle of a replay: log, registry, services and views die at once,
/// with transactions open and commands half way. What was acknowledged is there afterwards, once.
class KillDuringReplayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ORDERS_OF_THE_WEEK = 617;

  @TempDir Path directory;

  @Test
  void afterAKillEveryOrderIsInTheLogOnceAndEveryLawHolds() throws Exception {
    Path data = directory.resolve("data");
    Path week = week();
    Cli cli = new Cli(directory);

    Cli.Running first = cli.up(data);
    Cli.Running replay =
        cli.start("replay", week.toString(), "--data", data.toString(), "--speed", "30000");
    URI orders = door(data).resolve("/api/orders?state=VALIDATED&limit=500");
    Eventually.eventually("a third of the week is decided", () -> rows(orders) > 200);
    first.kill();
    replay.kill();
    assertThat(replay.printed()).doesNotContain("In the log after");

    long restartNanos = System.nanoTime();
    try (Cli.Running again = cli.up(data)) {
      System.out.printf(
          "ready again %.1f s after a kill -9%n", (System.nanoTime() - restartNanos) / 1e9);
      Cli.Running resumed =
          cli.start("replay", week.toString(), "--data", data.toString(), "--as-fast-as-possible");
      assertThat(resumed.exitCode(Duration.ofMinutes(3))).as(resumed.printed()).isZero();
      assertThat(resumed.printed()).contains("orders of the file are in the log already");
      assertThat(resumed.printed()).contains(ORDERS_OF_THE_WEEK + " of");

      Cli.Running verify = cli.start("verify", "--data", data.toString());
      assertThat(verify.exitCode(Duration.ofMinutes(3))).as(verify.printed()).isZero();
      assertThat(verify.printed()).contains("Every law holds.");
      assertThat(verify.printed()).contains("The system is quiet");
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

  private static URI door(Path data) throws IOException {
    return URI.create(JSON.readTree(data.resolve("run.json").toFile()).get("http").asText());
  }

  private static int rows(URI list) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(list).timeout(Duration.ofSeconds(10)).build();
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body()).get("orders").size();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
