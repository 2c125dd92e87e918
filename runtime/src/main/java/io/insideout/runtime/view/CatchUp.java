package io.insideout.runtime.view;

import io.insideout.runtime.log.CommittedEnds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/// Waits until a view is as far as wanted.
///
/// @param position the next offset of a partition that the view has not applied
record CatchUp(Waiters waiters, CommittedEnds ends, ToLongFunction<TopicPartition> position) {
  /// As [View#awaitOffset] promises it.
  boolean offset(TopicPartition place, long offset, Duration atMost) throws InterruptedException {
    return waiters.await(
        ViewReader.positionKey(place.partition()),
        () -> position.applyAsLong(place) > offset,
        shown -> shown,
        atMost);
  }

  /// As [View#awaitCommitted] promises it, for these partitions.
  boolean committed(List<TopicPartition> places, Duration atMost) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    Optional<Map<TopicPartition, Long>> written = ends.writtenIfTold(places, atMost);
    if (written.isEmpty()) {
      return false;
    }
    for (Map.Entry<TopicPartition, Long> end : written.get().entrySet()) {
      Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
      if (!offset(end.getKey(), end.getValue() - 1, left)) {
        return false;
      }
    }
    return true;
  }
}
