package io.insideout.services.orders;

import static io.insideout.catalog.Topics.ORDER_COMMANDS;
import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.broker.EmbeddedBroker;
import io.insideout.runtime.generation.Change;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.generation.GenerationsTopic;
import io.insideout.runtime.generation.Standing;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How far commands are folded, on a real log.
class FoldedCommandsTest {
  private static final TopicPartition FIRST = new TopicPartition(ORDER_COMMANDS.name(), 0);
  private static final TopicPartition SECOND = new TopicPartition(ORDER_COMMANDS.name(), 1);

  @TempDir private Path directory;

  @Test
  void the_generation_that_works_tells_how_far_commands_are_folded() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker(directory, 0)) {
      broker.start();
      LogClient log = LogClient.at(broker.bootstrapServers());
      try (Admin admin = log.admin()) {
        new LogTopics(admin).agreeWith(List.of(ORDER_COMMANDS), _ -> 2);
        GenerationsTopic.TOPIC.ensure(admin);
        commit(admin, "orders", 3);
        commit(admin, "orders-g2", 7);
      }
      assertThat(folded(log)).isEqualTo(Map.of(FIRST, 3L, SECOND, 0L));

      var _ = new Change(log, "orders").to(_ -> Optional.of(Standing.of(2)));
      eventually("the second is asked", () -> folded(log).equals(Map.of(FIRST, 7L, SECOND, 0L)));
    }
  }

  private static Map<TopicPartition, Long> folded(LogClient log) {
    try (Generations generations = Generations.of(log, Map.of("orders", 2))) {
      generations.start();
      return PendingOrders.folded(log, generations);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void commit(Admin admin, String group, long offset) throws Exception {
    admin
        .alterConsumerGroupOffsets(group, Map.of(FIRST, new OffsetAndMetadata(offset)))
        .all()
        .get();
  }
}
