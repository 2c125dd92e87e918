package io.insideout.runtime.log;

import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Records that a service must have taken up before something else is done: how far its group has
/// committed tells, whoever else writes meanwhile.
///
/// @param next by partition, the offset behind the last of them
public record Uptake(Map<TopicPartition, Long> next) {
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(100);

  public Uptake {
    next = Map.copyOf(next);
  }

  /// Of records that were published.
  public static Uptake of(Collection<RecordMetadata> written) {
    Map<TopicPartition, Long> next = new HashMap<>();
    written.forEach(
        record ->
            next.merge(
                new TopicPartition(record.topic(), record.partition()),
                record.offset() + 1,
                Math::max));
    return new Uptake(next);
  }

  /// Returns when the group has committed to have read all of them.
  ///
  /// @throws StartFailure if it has not within that time, and how far it is
  public void await(LogClient log, String group, Duration within) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + within.toNanos();
    try (Admin admin = log.admin()) {
      while (true) {
        String behind = behind(admin, group);
        if (behind == null) {
          return;
        }
        if (System.nanoTime() > deadlineNanos) {
          throw new StartFailure(
              "The service %s does not keep up: %s. Is it running?".formatted(group, behind));
        }
        Pause.atMost(LOOK_AGAIN_AFTER);
      }
    }
  }

  private @Nullable String behind(Admin admin, String group) throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed;
    try {
      committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    } catch (ExecutionException e) {
      // Perhaps it has not begun yet, or its broker is away for a moment.
      return "nobody says how far it is (%s)".formatted(e.getCause());
    }
    for (Map.Entry<TopicPartition, Long> one : next.entrySet()) {
      OffsetAndMetadata position = committed.get(one.getKey());
      long at = position == null ? 0 : position.offset();
      if (at < one.getValue()) {
        return "it has read %s up to offset %,d, and not to %,d"
            .formatted(one.getKey(), at, one.getValue());
      }
    }
    return null;
  }
}
