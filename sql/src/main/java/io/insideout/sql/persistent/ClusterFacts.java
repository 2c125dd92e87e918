package io.insideout.sql.persistent;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.config.ConfigResource;

/// What has to be known of the log to write to it.
///
/// @param clusterId tells it from others
/// @param transactionTimeoutMs how long it keeps a transaction that nobody ends, at most
record ClusterFacts(String clusterId, long transactionTimeoutMs) {
  private static final String LONGEST = "transaction.max.timeout.ms";

  /// Kafka's own default, for where nobody may ask.
  private static final long USUAL_MS = 900_000;

  static ClusterFacts of(Admin admin) throws ExecutionException, InterruptedException {
    DescribeClusterResult cluster = admin.describeCluster();
    String node = cluster.controller().get().idString();
    return new ClusterFacts(cluster.clusterId().get(), longest(admin, node));
  }

  private static long longest(Admin admin, String node) throws InterruptedException {
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node);
    try {
      return admin.describeConfigs(List.of(broker)).all().get().values().stream()
          .map(config -> config.get(LONGEST))
          .filter(Objects::nonNull)
          .mapToLong(entry -> Long.parseLong(entry.value()))
          .findFirst()
          .orElse(USUAL_MS);
    } catch (ExecutionException notAllowed) {
      return USUAL_MS;
    }
  }
}
