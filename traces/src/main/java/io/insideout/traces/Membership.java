package io.insideout.traces;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A consumer's place in its group: where it begins, and whether what it holds is still its own. A
/// partition in which the group has no position yet is begun at its end.
final class Membership implements ConsumerRebalanceListener {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, OffsetAndMetadata> begun = new HashMap<>();
  private boolean settled;
  private boolean reading = true;
  private boolean owning;

  Membership(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /// Whether it has been told its partitions, and has a position in each.
  boolean isSettled() {
    return settled && begun.isEmpty();
  }

  /// Reads nothing more until what was read is released.
  void hold() {
    reading = false;
    owning = true;
    consumer.pause(consumer.assignment());
  }

  /// Whether what is held is still this member's.
  boolean isOwning() {
    return owning;
  }

  void release() {
    reading = true;
    owning = false;
    consumer.resume(consumer.assignment());
  }

  /// Stays a member for as long as told, and reads nothing.
  void await(Duration time, BooleanSupplier over) {
    long endNanos = System.nanoTime() + time.toNanos();
    while (owning && !over.getAsBoolean() && System.nanoTime() < endNanos) {
      consumer.poll(POLL);
    }
  }

  /// Keeps these positions, if the partitions are this member's still.
  ///
  /// @return whether it has
  boolean commit(Map<TopicPartition, OffsetAndMetadata> positions) {
    try {
      consumer.commitSync(positions);
      return true;
    } catch (CommitFailedException | RebalanceInProgressException e) {
      LOG.debug("a position could not be kept; what it has passed is read again", e);
      return false;
    }
  }

  /// Keeps where it has begun, so that the next start misses nothing.
  void keepBeginnings() {
    if (!begun.isEmpty() && commit(begun)) {
      begun.clear();
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    Set<TopicPartition> unknown = Set.copyOf(withoutPosition(partitions));
    consumer
        .endOffsets(unknown)
        .forEach(
            (partition, end) -> {
              consumer.seek(partition, end);
              begun.put(partition, new OffsetAndMetadata(end));
            });
    if (!reading) {
      consumer.pause(partitions);
    }
    settled = true;
  }

  private List<TopicPartition> withoutPosition(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(partitions));
    return partitions.stream().filter(partition -> known.get(partition) == null).toList();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    // What it holds is read again, by whoever goes on from the position.
    owning = false;
    settled = false;
    begun.clear();
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    onPartitionsRevoked(partitions);
  }
}
