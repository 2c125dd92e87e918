package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.bench.load.BenchCatalogue;
import io.insideout.bench.load.Bulk;
import io.insideout.bench.load.Callers;
import io.insideout.bench.measure.DiskUse;
import io.insideout.bench.measure.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How long orders wait for their decision when an instance comes to one that has large states: the
/// rows of the table in docs/performance.md.
@Tag("long")
class JoinCostTest {
  private static final int ORDERS = 200_000;
  private static final int ORDERS_A_SECOND = 30;
  private static final Duration BEFORE = Duration.ofSeconds(10);
  private static final Duration AFTER = Duration.ofSeconds(60);

  @TempDir Path directory;

  /// @param acceptableRecoveryLag how many records of a changelog an instance may have to read
  ///   before it works on a partition; where there are more it reads them first and the other works
  @ParameterizedTest
  @ValueSource(longs = {10_000, Long.MAX_VALUE})
  void another_instance_comes(long acceptableRecoveryLag) throws Exception {
    Path properties =
        Files.writeString(
            directory.resolve("client.properties"),
            "acceptable.recovery.lag=" + acceptableRecoveryLag);
    try (Parts parts = Parts.start(directory, "--set", "partitions=4")) {
      String[] words = parts.byAddress(properties);
      Parts.Started one = parts.runToTheDecision(1, words);
      Parts.Started gateway = parts.gateway();
      BenchCatalogue.write(parts.log(), parts.schemas());
      var _ = new Bulk(parts.log(), parts.schemas(), new Usage(one.pid())).place(ORDERS, ORDERS);
      Callers callers = new Callers(gateway.url(), parts.log(), parts.schemas(), Usage.own());
      CompletableFuture<Callers.Result> load =
          new OrdersAtRate(callers, ORDERS_A_SECOND).begin(BEFORE.plus(AFTER));
      ClusterSystem.last(BEFORE);
      var _ = parts.runToTheDecision(2, words);
      Callers.Result result = load.get();
      System.out.printf(
          "acceptable lag %d: %d orders, %d not acknowledged; acknowledged %s; decided %s; states of the one %d MB, of the other %d MB%n",
          acceptableRecoveryLag,
          result.sent(),
          result.failed(),
          result.acknowledged(),
          result.decided(),
          DiskUse.megabytes(parts.stateToTheDecision(1)),
          DiskUse.megabytes(parts.stateToTheDecision(2)));
      assertThat(result.undecided()).isZero();
      assertThat(result.rejected()).isZero();
    }
  }
}
