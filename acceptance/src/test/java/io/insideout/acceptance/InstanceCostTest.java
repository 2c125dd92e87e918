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

/// What an order costs where the services run once, twice, and four times, at the same rate on one
/// log: the row of the table in docs/performance.md.
@Tag("long")
class InstanceCostTest {
  private static final int ORDERS_A_SECOND = 100;
  private static final int WARM_UP_SECONDS = 60;
  private static final int SECONDS = 30;
  private static final Duration WITHIN = Duration.ofMinutes(4);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void every_order_is_decided_at_a_cost_that_is_told(int instances) throws Exception {
    try (Parts parts = Parts.start(directory)) {
      List<Map.Entry<String, Long>> pids = new ArrayList<>();
      pids.add(Map.entry("log", parts.logPid()));
      for (int i = 1; i <= instances; i++) {
        Parts.Started instance =
            parts.runToTheDecision(i, "--set", "view-copies=" + Math.min(2, instances));
        pids.add(Map.entry("instance " + i, instance.pid()));
      }
      Parts.Started gateway = parts.gateway();
      pids.add(Map.entry("gateway", gateway.pid()));
      Path door = parts.doorAndLog(gateway);
      BenchLatency latency = new BenchLatency(directory, ORDERS_A_SECOND, WITHIN);
      var _ = latency.of(door, WARM_UP_SECONDS);
      ProcessorTime time = ProcessorTime.from(pids);

      JsonNode orders = latency.of(door, SECONDS);

      System.out.printf(
          "%d instances: acknowledged %s, decided %s%n",
          instances, orders.path("acknowledged"), orders.path("decided"));
      time.print(ORDERS_A_SECOND * SECONDS);
      assertThat(orders.path("sent").asInt()).isEqualTo(ORDERS_A_SECOND * SECONDS);
      assertThat(orders.path("failed").asInt()).isZero();
      assertThat(orders.path("undecided").asInt()).isZero();
      assertThat(orders.path("rejected").asInt()).isZero();
    }
  }
}
