package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an order costs on one broker and on three, at the same rate: the row of the table in
/// docs/performance.md.
@Tag("long")
class ClusterCostTest {
  private static final int ORDERS_A_SECOND = 40;
  private static final int WARM_UP_SECONDS = 45;
  private static final int SECONDS = 30;
  private static final Duration WITHIN = Duration.ofMinutes(3);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void every_order_is_decided_at_a_cost_that_is_told(int brokers) throws Exception {
    Path data = directory.resolve("data");
    try (Network network = Network.open(brokers);
        Cluster cluster = Cluster.start(directory.resolve("cluster"), network, brokers);
        Cli.Running up = new Cli(directory).up(data, cluster.upToTheDecision())) {
      BenchLatency latency = new BenchLatency(directory, ORDERS_A_SECOND, WITHIN);
      var _ = latency.of(data, WARM_UP_SECONDS);
      List<Map.Entry<String, Long>> pids = new ArrayList<>();
      pids.add(Map.entry("system", up.process().pid()));
      cluster.brokers().forEach(one -> pids.add(Map.entry("broker " + one.id(), one.pid())));
      ProcessorTime time = ProcessorTime.from(pids);

      JsonNode orders = latency.of(data, SECONDS);

      System.out.printf(
          "%d brokers: acknowledged %s, decided %s%n",
          brokers, orders.path("acknowledged"), orders.path("decided"));
      time.print(ORDERS_A_SECOND * SECONDS);
      assertThat(orders.path("sent").asInt()).isEqualTo(ORDERS_A_SECOND * SECONDS);
      assertThat(orders.path("failed").asInt()).isZero();
      assertThat(orders.path("undecided").asInt()).isZero();
      assertThat(orders.path("rejected").asInt()).isZero();
    }
  }
}
