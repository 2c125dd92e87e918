package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The system on three brokers, of which one dies.
class ClusterTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void what_was_acknowledged_outlives_the_broker_that_led_most_of_it() throws Exception {
    try (ClusterSystem system = ClusterSystem.start(directory)) {
      Cluster cluster = system.cluster();
      system.during(
          "kill -9 of the broker that leads most",
          () -> {
            BrokerProcess leader = cluster.leaderOfMost();
            leader.kill();
            cluster.awaitTakenOver(leader);
            system.assertOrdersGetThrough();
            leader.start();
          });

      assertThat(system.judge().violations()).as("kept in %s", directory).isEmpty();
    }
  }
}
