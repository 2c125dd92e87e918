package io.insideout.flink;

import java.net.URI;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.jspecify.annotations.Nullable;

/// Flink: one cluster in this process, or one at an address. Queries are handed to either over
/// Flink's own REST interface, so it makes no difference to them.
final class Engine implements AutoCloseable {
  private static final String SLOTS = "taskmanager.numberOfTaskSlots";
  private static final int DEFAULT_SLOTS = 16;

  private final Configuration settings;
  private final @Nullable MiniCluster own;

  /// @param flink Flink's settings; with `rest.address` among them, it is the cluster there
  Engine(Map<String, String> flink) throws Exception {
    settings = Configuration.fromMap(flink);
    own = settings.contains(RestOptions.ADDRESS) ? null : start(settings);
    settings.set(DeploymentOptions.TARGET, "remote");
    settings.set(DeploymentOptions.ATTACHED, true);
  }

  private static MiniCluster start(Configuration settings) throws Exception {
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    settings.set(RestOptions.ADDRESS, "127.0.0.1");
    settings.set(RestOptions.BIND_PORT, "0");
    MiniCluster starting =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(
                    Integer.parseInt(
                        settings.toMap().getOrDefault(SLOTS, String.valueOf(DEFAULT_SLOTS))))
                .build());
    starting.start();
    URI rest = starting.getRestAddress().get();
    settings.set(RestOptions.PORT, rest.getPort());
    return starting;
  }

  /// A place for the tables of one question.
  ///
  /// @param more Flink's settings for it alone
  TableEnvironment environment(Map<String, String> more) {
    Configuration all = new Configuration(settings);
    all.addAll(Configuration.fromMap(more));
    return TableEnvironment.create(
        EnvironmentSettings.newInstance().inStreamingMode().withConfiguration(all).build());
  }

  /// As every client of the cluster needs them.
  Configuration settings() {
    return new Configuration(settings);
  }

  /// The cluster's REST interface.
  URI rest() {
    return URI.create(
        "http://%s:%d"
            .formatted(settings.get(RestOptions.ADDRESS), settings.get(RestOptions.PORT)));
  }

  @Override
  public void close() {
    if (own != null) {
      own.closeAsync().join();
    }
  }
}
