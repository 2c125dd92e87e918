package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.bench.measure.Usage;
import io.insideout.runtime.RunFile;
import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an order costs where the services run once, twice, and four times, at the same rate on one
/// log: the row of the table in docs/performance.md.
@Tag("long")
class InstanceCostTest {
  private static final List<String> SERVICES =
      List.of("orders", "inventory", "fraud", "details", "products", "customers");
  private static final int ORDERS_A_SECOND = 100;
  private static final int WARM_UP_SECONDS = 60;
  private static final int SECONDS = 30;
  private static final Duration WITHIN = Duration.ofMinutes(4);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void every_order_is_decided_at_a_cost_that_is_told(int instances) throws Exception {
    List<Cli.Running> all = new ArrayList<>();
    try {
      all.add(run(List.of("log"), "log", "--kafka-port", "0", "--registry-port", "0"));
      String place = String.join("-", SERVICES);
      for (int i = 1; i <= instances; i++) {
        String name = i == 1 ? "one" : "number-" + i;
        all.add(
            run(
                SERVICES,
                i == 1 ? place : place + "-" + name,
                "--set",
                "instance=" + name,
                "--set",
                "view-copies=" + Math.min(2, instances),
                "--set",
                "payment-within-ms=0"));
      }
      all.add(run(List.of("gateway"), "gateway", "--http-port", "0"));
      Path door = doorAndLog();
      BenchLatency latency = new BenchLatency(directory, ORDERS_A_SECOND, WITHIN);
      var _ = latency.of(door, WARM_UP_SECONDS);
      List<Usage> usages = all.stream().map(one -> new Usage(one.process().pid())).toList();
      List<Duration> before = usages.stream().map(Usage::processor).toList();

      JsonNode orders = latency.of(door, SECONDS);

      System.out.printf(
          "%d instances: acknowledged %s, decided %s%n",
          instances, orders.path("acknowledged"), orders.path("decided"));
      long sumMicros = 0;
      for (int i = 0; i < usages.size(); i++) {
        long micros = usages.get(i).processor().minus(before.get(i)).toNanos() / 1_000;
        sumMicros += micros;
        System.out.printf(
            "%s: %,d µs an order, %d MB%n",
            i == 0 ? "log" : i == usages.size() - 1 ? "gateway" : "instance " + i,
            micros / (ORDERS_A_SECOND * SECONDS),
            usages.get(i).residentMegabytes());
      }
      System.out.printf("together: %,d µs an order%n", sumMicros / (ORDERS_A_SECOND * SECONDS));
      assertThat(orders.path("sent").asInt()).isEqualTo(ORDERS_A_SECOND * SECONDS);
      assertThat(orders.path("failed").asInt()).isZero();
      assertThat(orders.path("undecided").asInt()).isZero();
      assertThat(orders.path("rejected").asInt()).isZero();
    } finally {
      all.reversed().forEach(Cli.Running::kill);
    }
  }

  private Cli.Running run(List<String> parts, String place, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(parts);
    words.addAll(List.of("--data", directory.resolve("data").toString()));
    words.addAll(List.of(more));
    Cli.Running running = new Cli(directory).start(words.toArray(String[]::new));
    Path file = directory.resolve("data/parts").resolve(place).resolve("run.json");
    Eventually.eventually(
        place + " is up, or ends", () -> Files.exists(file) || !running.process().isAlive());
    assertThat(running.process().isAlive()).as(running.printed()).isTrue();
    return running;
  }

  /// A run file with the gateway's door and the log, which whoever measures needs as well.
  private Path doorAndLog() {
    RunFile gateway = RunFile.find(directory.resolve("data/parts/gateway"));
    RunFile log = RunFile.find(directory.resolve("data/parts/log"));
    Path both = directory.resolve("both");
    new RunFile(gateway.pid(), gateway.http(), log.bootstrapServers(), log.registry(), List.of())
        .write(both);
    return both;
  }
}
