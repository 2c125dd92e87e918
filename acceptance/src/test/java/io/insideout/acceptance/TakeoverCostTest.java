package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.bench.load.Callers;
import io.insideout.bench.measure.DiskUse;
import io.insideout.bench.measure.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How long orders wait for their decision when one of two instances is gone: the rows of the
/// tables in docs/performance.md.
@Tag("long")
class TakeoverCostTest {
  private static final int ORDERS_A_SECOND = 30;
  private static final int WARM_UP_SECONDS = 30;
  private static final int BEFORE_SECONDS = 10;
  private static final int AFTER_SECONDS = 25;
  private static final Duration WITHIN = Duration.ofMinutes(5);

  @TempDir Path directory;

  private interface Harm {
    void does() throws Exception;
  }

  @ParameterizedTest
  @ValueSource(ints = {45, 10, 6})
  void every_order_is_decided_whatever_becomes_of_an_instance(int sessionSeconds) throws Exception {
    try (TwoInstances system =
        TwoInstances.start(directory, "--set", "session-seconds=" + sessionSeconds)) {
      var _ =
          new BenchLatency(directory, ORDERS_A_SECOND, WITHIN)
              .of(system.doorAndLog(), WARM_UP_SECONDS);
      loseOne(system, sessionSeconds);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 200000", "1, 200000"})
  void a_large_state_is_taken_over(int standbyReplicas, int orders) throws Exception {
    try (TwoInstances system =
        TwoInstances.start(
            directory,
            "--set",
            "session-seconds=10",
            "--set",
            "standby-replicas=" + standbyReplicas)) {
      fill(system.doorAndLog(), orders);
      List<Path> states =
          Stream.of("one", "two").map(name -> system.instance(name).resolve("state")).toList();
      System.out.printf(
          "states: %s MB, log %d MB%n",
          states.stream().map(DiskUse::megabytes).toList(),
          DiskUse.megabytes(directory.resolve("data/parts/log")));
      List<Usage> usages =
          Stream.of(system.logProcess(), system.process("one"), system.process("two"))
              .map(one -> new Usage(one.process().pid()))
              .toList();
      List<Duration> before = usages.stream().map(Usage::processor).toList();
      during(system, "nothing", AFTER_SECONDS, () -> {});
      for (int i = 0; i < usages.size(); i++) {
        System.out.printf(
            "%s: %,d µs an order, %d MB%n",
            i == 0 ? "log" : "instance " + i,
            usages.get(i).processor().minus(before.get(i)).toNanos()
                / 1_000
                / (ORDERS_A_SECOND * (BEFORE_SECONDS + AFTER_SECONDS)),
            usages.get(i).residentMegabytes());
      }
      loseOne(system, 10);
    }
  }

  /// It is told to end; it is killed and comes back at once; it is killed and stays away.
  private void loseOne(TwoInstances system, int sessionSeconds) throws Exception {
    int seconds = sessionSeconds + AFTER_SECONDS;
    during(system, "SIGTERM", seconds, () -> system.process("two").close());
    var _ = system.startInstance("two");
    during(
        system,
        "SIGKILL, started again at once",
        seconds,
        () -> {
          system.process("two").kill();
          var _ = system.startInstance("two");
        });
    during(system, "SIGKILL", seconds, () -> system.process("two").kill());
  }

  private void fill(Path data, int orders) throws Exception {
    Cli.Running bench =
        new Cli(directory)
            .start("bench", "--json", "--data=" + data, "--only=saturation", "--orders=" + orders);
    assertThat(bench.exitCode(Duration.ofMinutes(10))).as(bench.printed()).isZero();
  }

  /// Lets orders come in, does it to the system meanwhile, and tells how long they waited.
  private void during(TwoInstances system, String what, int afterSeconds, Harm harm)
      throws Exception {
    Callers callers = new Callers(system.door(), system.log(), system.schemas(), Usage.own());
    CompletableFuture<Callers.Result> load =
        new OrdersAtRate(callers, ORDERS_A_SECOND)
            .begin(Duration.ofSeconds(BEFORE_SECONDS + afterSeconds));
    ClusterSystem.last(Duration.ofSeconds(BEFORE_SECONDS));
    harm.does();
    Callers.Result result = load.get();
    System.out.printf(
        "%s: %d orders, %d not acknowledged; acknowledged %s; decided %s%n",
        what, result.sent(), result.failed(), result.acknowledged(), result.decided());
    assertThat(result.undecided()).isZero();
    assertThat(result.rejected()).isZero();
  }
}
