package io.insideout.sql.engine;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// What Flink is told, in one place.
final class FlinkSettings {
  /// Of Flink's REST interface.
  private static final int DEFAULT_PORT = 8081;

  private FlinkSettings() {}

  /// For the process.
  ///
  /// @param cluster a Flink cluster's REST address; empty for one in the process
  /// @param queries how many may run at the same time, of those that are listened to and of the
  ///   others
  static Map<String, String> of(String cluster, int queries) {
    Map<String, String> all = new LinkedHashMap<>();
    if (!cluster.isEmpty()) {
      URI address = URI.create(cluster);
      all.put("rest.address", address.getHost());
      int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
      all.put("rest.port", String.valueOf(port));
    }
    // As many that are listened to, and as many that go on by themselves.
    int slots = 2 * queries;
    all.put("taskmanager.numberOfTaskSlots", String.valueOf(slots));
    all.put("parallelism.default", "1");
    all.put("table.local-time-zone", "UTC");
    // Off the heap, taken as it is needed. A window wants some megabytes of it.
    all.put("taskmanager.memory.managed.size", slots * 16 + "mb");
    all.put("taskmanager.memory.network.min", "32mb");
    all.put("taskmanager.memory.network.max", "32mb");
    // A query must not name another log, or another topic, than its tables are of.
    all.put("table.dynamic-table-options.enabled", "false");
    all.put("metrics.reporters", "figures");
    all.put("metrics.reporter.figures.factory.class", "io.insideout.flink.Figures");
    // Who listens to a query sees that it fails, and asks again.
    all.put("restart-strategy.type", "none");
    return all;
  }
}
