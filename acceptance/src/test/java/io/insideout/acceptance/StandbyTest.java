package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Topics;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsPart;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.StreamsSettings;
import io.insideout.runtime.stream.TopologyWriter;
import io.insideout.testkit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An instance that keeps a copy of what another works on.
class StandbyTest {
  private static final String NAME = "stands-by";
  private static final String STORE = "kept";
  private static final int PARTITIONS = 2;

  /// Less than a member's session.
  private static final Duration SOON = Duration.ofSeconds(25);

  @TempDir private Path directory;

  @Test
  void each_state_is_at_both_nobody_waits_for_a_copy_and_who_ends_is_stood_in_for_at_once()
      throws Exception {
    try (LogElsewhere elsewhere = LogElsewhere.start(directory.resolve("log"));
        Admin admin = LogClient.at(elsewhere.bootstrapServers()).admin()) {
      new LogTopics(admin).agreeWith(List.of(Topics.CUSTOMERS), _ -> PARTITIONS);
      try (StreamsPart one = part(elsewhere, "one")) {
        one.start();
        try (StreamsPart two = part(elsewhere, "two")) {
          two.start();
          Eventually.eventually(
              "each works on one partition and keeps a copy of the other",
              () ->
                  Stream.of(one, two)
                      .allMatch(part -> tasks(part, false) == 1 && tasks(part, true) == 1));

          for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(List.of(isApplied(one, partition), isApplied(two, partition)))
                .as("who works on partition %d waits in vain, the other does not", partition)
                .containsExactlyInAnyOrder(false, true);
          }
        }
        var _ =
            Eventually.eventually(
                "the other goes on with both, and does not wait for the end of a session",
                SOON,
                () -> tasks(one, false) == 2 ? Optional.of(true) : Optional.empty());
      }
    }
  }

  /// Whether it says so of what nobody has written.
  private static boolean isApplied(StreamsPart part, int partition) throws InterruptedException {
    return part.awaitApplied(
        STORE, "nobody", Topics.CUSTOMERS.name(), partition, Long.MAX_VALUE, Duration.ofMillis(50));
  }

  private static long tasks(StreamsPart part, boolean standby) {
    return ((Flow.OfTopology) part.flow().orElseThrow())
        .threads().stream()
            .flatMap(thread -> thread.tasks().stream())
            .filter(task -> task.isStandby() == standby)
            .count();
  }

  private StreamsPart part(LogElsewhere elsewhere, String instance) {
    return new StreamsPart(
        new Keeping(),
        LogClient.at(elsewhere.bootstrapServers()),
        Schemas.at(elsewhere.registryUrl()),
        new StreamsSettings(
            directory.resolve(instance), instance, 20, 1, 1, _ -> PARTITIONS, Generations.first()));
  }

  /// Has a store.
  private static final class Keeping implements StreamsService {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Topology topology(TopologyWriter writer) {
      String kept = writer.store(STORE, Customer.class);
      writer.stream(Topics.CUSTOMERS).process(Idle::new, Named.as("keep"), kept);
      return writer.build();
    }
  }

  private static final class Idle extends ContextualProcessor<String, Customer, Void, Void> {
    @Override
    public void process(Record<String, Customer> record) {}
  }
}
