package io.insideout.chaos;

import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Puts back how far a service has read, while it does not run: what it has worked on comes to it
/// once more, its stores being as they are. An operator who is in doubt does the same.
final class Positions {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int POLLS = 10;
  private static final int ANSWERS_WITHIN_SECONDS = 15;

  private final LogClient log;

  Positions(LogClient log) {
    this.log = log;
  }

  /// Puts back the positions in all topics that are history: a table that goes back in time says
  /// what is not true any more.
  ///
  /// @param records by how many at most, in each partition
  /// @return whether it was done
  boolean putBack(String group, int records) throws InterruptedException {
    try (Admin admin = log.admin()) {
      // A static member that was killed would be in the group until its session is over.
      admin
          .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS);
      Map<TopicPartition, OffsetAndMetadata> before =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS);
      Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
      before.forEach(
          (partition, position) -> {
            if (position != null && isHistory(partition.topic())) {
              back.put(
                  partition, new OffsetAndMetadata(back(partition, position.offset(), records)));
            }
          });
      admin
          .alterConsumerGroupOffsets(group, back)
          .all()
          .get(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException | RuntimeException theLogIsAway) {
      return false;
    }
  }

  private static boolean isHistory(String name) {
    return Topics.named(name).map(topic -> !topic.hasTombstones()).orElse(false);
  }

  /// Not beyond a bad record: it was set aside, and would be again.
  private long back(TopicPartition partition, long position, int records) {
    try (Consumer<byte[], byte[]> reader = log.reader("chaos-positions")) {
      reader.assign(List.of(partition));
      long[] from = {Math.max(0, position - records)};
      reader.seek(partition, from[0]);
      for (int i = 0; i < POLLS && reader.position(partition, POLL) < position; i++) {
        reader
            .poll(POLL)
            .forEach(
                record -> {
                  if (record.offset() < position && isBad(record.key())) {
                    from[0] = record.offset() + 1;
                  }
                });
      }
      if (reader.position(partition, POLL) < position) {
        throw new IllegalStateException("the log cannot be read");
      }
      return from[0];
    }
  }

  private static boolean isBad(byte[] key) {
    return new String(key, StandardCharsets.UTF_8).startsWith(Injector.BAD_KEYS);
  }
}
