package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.chaos.parts.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The system on three brokers, to which everything happens that happens to such: its table of what
/// callers had meanwhile stands in docs/faults.md.
@Tag("long")
class ClusterFaultsTest {
  /// Longer than a broker's session (9 s) and a transaction (10 s).
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  private static final Duration CALM = Duration.ofSeconds(15);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void whatever_happens_to_a_cluster_nothing_that_was_acknowledged_is_lost() throws Exception {
    try (ClusterSystem system = ClusterSystem.start(directory)) {
      system.during("nothing", () -> ClusterSystem.last(CALM));
      system.during("kill -9 of the broker that leads most", () -> kill(system));
      system.during("that broker stands still, and goes on as if it led", () -> pause(system));
      if (system.network().canCut()) {
        system.during("a broker is cut off from the others", () -> partBroker(system));
        system.during("inventory is cut off from all brokers", () -> partInventory(system));
      }
      system.during("brokers are restarted, one by one", () -> restartBrokers(system));
      system.during("services are restarted, one by one", () -> restartServices(system));

      assertThat(system.judge().violations()).as("kept in %s", directory).isEmpty();
    }
  }

  private static void kill(ClusterSystem system) throws Exception {
    BrokerProcess leader = system.cluster().leaderOfMost();
    leader.kill();
    system.cluster().awaitTakenOver(leader);
    system.assertOrdersGetThrough();
    leader.start();
  }

  private static void pause(ClusterSystem system) throws Exception {
    BrokerProcess leader = system.cluster().leaderOfMost();
    leader.signal("STOP");
    try {
      system.cluster().awaitTakenOver(leader);
      ClusterSystem.last(LONG_ENOUGH);
    } finally {
      leader.signal("CONT");
    }
  }

  private static void partBroker(ClusterSystem system) throws Exception {
    BrokerProcess leader = system.cluster().leaderOfMost();
    Set<Integer> others = brokers();
    others.remove(leader.id());
    system.network().cut(Set.of(leader.id()), others);
    try {
      system.cluster().awaitTakenOver(leader);
      ClusterSystem.last(LONG_ENOUGH);
    } finally {
      system.network().heal();
    }
  }

  private static void partInventory(ClusterSystem system) throws Exception {
    system.network().cut(Set.of(ClusterSystem.INVENTORY), brokers());
    try {
      ClusterSystem.last(LONG_ENOUGH);
    } finally {
      system.network().heal();
    }
  }

  private static Set<Integer> brokers() {
    return IntStream.rangeClosed(1, ClusterSystem.BROKERS)
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void restartBrokers(ClusterSystem system) throws Exception {
    for (BrokerProcess broker : system.cluster().brokers()) {
      assertThat(broker.terminate()).as("broker %d ends by itself", broker.id()).isTrue();
      broker.start();
      system.cluster().awaitReplicated();
    }
  }

  private static void restartServices(ClusterSystem system) throws Exception {
    for (Child child : system.fleet().children()) {
      long beganNanos = System.nanoTime();
      assertThat(child.terminate()).as("%s ends by itself", child.name()).isTrue();
      long endedNanos = System.nanoTime();
      child.start();
      assertThat(system.fleet().awaitReady(Duration.ofMinutes(2))).isEmpty();
      System.out.printf(
          "  %s: %d s to its end, %d s until it is ready%n",
          child.name(),
          (endedNanos - beganNanos) / 1_000_000_000,
          (System.nanoTime() - endedNanos) / 1_000_000_000);
    }
  }
}
