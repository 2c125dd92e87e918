package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.bench.load.Callers;
import io.insideout.bench.measure.Usage;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An instance that is gone, and one that does not know that it was taken for gone.
@Tag("long")
class TakeoverTest {
  private static final int ORDERS_A_SECOND = 40;
  private static final int SECONDS = 60;
  private static final Duration PROOF_WITHIN = Duration.ofMinutes(2);

  /// Less than Kafka's own session, and longer than ours by far.
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void who_is_killed_or_stands_still_is_stood_in_for_and_commits_nothing_when_it_wakes()
      throws Exception {
    try (TwoInstances system = TwoInstances.start(directory);
        Admin admin = system.log().admin()) {
      var _ = new BenchLatency(directory, ORDERS_A_SECOND, PROOF_WITHIN).of(system.doorAndLog(), 5);
      assertThat(members(admin)).containsExactly("one", "two");
      CompletableFuture<Callers.Result> load = load(system);
      awaitOrders(system, 100);

      signal(system.process("two"), "STOP");
      awaitMembers(admin, Set.of("one"));
      awaitOrders(system, 200);
      signal(system.process("two"), "CONT");
      awaitMembers(admin, Set.of("one", "two"));
      awaitOrders(system, 200);

      system.process("two").kill();
      awaitMembers(admin, Set.of("one"));

      Callers.Result result = load.get();
      assertThat(result.undecided()).isZero();
      assertThat(result.rejected()).isZero();
      Cli.Running proof = system.proof();
      assertThat(proof.exitCode(PROOF_WITHIN)).as(proof.printed()).isZero();
    }
  }

  private static CompletableFuture<Callers.Result> load(TwoInstances system) {
    // Not by the gateway: who had asked the one that stands still would wait for its answer.
    Callers callers =
        new Callers(system.doorOf("one"), system.log(), system.schemas(), Usage.own());
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return callers.atRate(ORDERS_A_SECOND, Duration.ofSeconds(SECONDS));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /// Waits until so many records more stand in the topic of orders.
  private static void awaitOrders(TwoInstances system, int more) {
    try (Consumer<byte[], byte[]> reader = system.log().reader("await-orders")) {
      var partitions = LogClient.partitions(reader, Topics.ORDERS);
      long before = sum(reader.endOffsets(partitions).values());
      Eventually.eventually(
          "orders are worked on",
          () -> sum(reader.endOffsets(partitions).values()) >= before + more);
    }
  }

  private static long sum(Iterable<Long> offsets) {
    long sum = 0;
    for (long offset : offsets) {
      sum += offset;
    }
    return sum;
  }

  private static void awaitMembers(Admin admin, Set<String> instances) {
    var _ =
        Eventually.eventually(
            "the members of each group are " + instances,
            SOON,
            () -> members(admin).equals(instances) ? Optional.of(true) : Optional.empty());
  }

  /// The instances that are members of the groups of services.
  private static Set<String> members(Admin admin) {
    try {
      Set<String> members = new TreeSet<>();
      admin
          .describeConsumerGroups(Set.of("orders", "inventory", "fraud", "details"))
          .all()
          .get()
          .values()
          .forEach(
              group ->
                  group
                      .members()
                      .forEach(
                          member ->
                              members.add(
                                  member.groupInstanceId().orElse("?").contains("-two-")
                                      ? "two"
                                      : "one")));
      return members;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void signal(Cli.Running running, String name)
      throws IOException, InterruptedException {
    assertThat(
            new ProcessBuilder("kill", "-" + name, String.valueOf(running.process().pid()))
                .start()
                .waitFor())
        .isZero();
  }
}
