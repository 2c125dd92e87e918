package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.bench.load.BenchCatalogue;
import io.insideout.bench.load.Bulk;
import io.insideout.bench.measure.Usage;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many orders are decided, and what one costs, where there is always more to do: by one, two
/// and four instances of the services, and on one broker and three. The rows of the tables in
/// docs/performance.md.
@Tag("long")
class InstanceThroughputTest {
  private static final int WARM_UP_ORDERS = 30_000;
  private static final int ORDERS = 50_000;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "4, 1", "4, 2"})
  void instances_work_a_backlog_off_together(int instances, int viewCopies) throws Exception {
    try (Parts parts = Parts.start(directory, "--set", "partitions=4")) {
      List<Map.Entry<String, Long>> pids = new ArrayList<>();
      pids.add(Map.entry("log", parts.logPid()));
      for (int i = 1; i <= instances; i++) {
        Parts.Started instance = parts.runToTheDecision(i, "--set", "view-copies=" + viewCopies);
        pids.add(Map.entry("instance " + i, instance.pid()));
      }
      pids.add(Map.entry("gateway", parts.gateway().pid()));
      System.out.printf("%d instances, each view at %d%n", instances, viewCopies);
      workOff(parts.log(), parts.schemas(), pids);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 1", "3, 3"})
  void brokers_take_a_backlog_in_and_give_it_out(int brokers, int copies) throws Exception {
    Path data = directory.resolve("data");
    try (Network network = Network.open(brokers);
        Cluster cluster = Cluster.start(directory.resolve("cluster"), network, brokers, copies);
        Cli.Running up = new Cli(directory).up(data, cluster.upToTheDecision())) {
      List<Map.Entry<String, Long>> pids = new ArrayList<>();
      pids.add(Map.entry("system", up.process().pid()));
      cluster.brokers().forEach(one -> pids.add(Map.entry("broker " + one.id(), one.pid())));
      System.out.printf("%d brokers, each record at %d%n", brokers, copies);
      Schemas schemas = Schemas.at(URI.create(RunFile.find(data).registry()));
      workOff(LogClient.at(cluster.bootstrapServers()), schemas, pids);
    }
  }

  private static void workOff(LogClient log, Schemas schemas, List<Map.Entry<String, Long>> pids)
      throws InterruptedException {
    BenchCatalogue.write(log, schemas);
    Bulk bulk = new Bulk(log, schemas, new Usage(pids.getFirst().getValue()));
    var _ = bulk.place(WARM_UP_ORDERS, WARM_UP_ORDERS);
    ProcessorTime time = ProcessorTime.from(pids);

    Bulk.Result result = bulk.place(ORDERS, ORDERS);

    System.out.printf(
        "%,.0f orders/s, the sender %.2f cores%n", result.ordersPerSecond(), result.senderCores());
    time.print(ORDERS);
    assertThat(result.undecided()).isZero();
    assertThat(result.rejected()).isZero();
  }
}
