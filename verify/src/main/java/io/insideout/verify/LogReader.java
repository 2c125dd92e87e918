package io.insideout.verify;

import io.insideout.catalog.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/// Reads topics once, from their beginning, up to one cut after the other.
final class LogReader {
  private static final Duration POLL = Duration.ofMillis(250);

  private final Consumer<byte[], byte[]> consumer;
  private final Duration stallTimeout;
  private final Set<TopicPartition> partitions = new HashSet<>();

  /// @param topics those that the log does not have are left out
  /// @param stallTimeout how long to wait for a partition that does not move
  LogReader(
      Consumer<byte[], byte[]> consumer,
      Collection<? extends Topic<?>> topics,
      Duration stallTimeout) {
    this.consumer = consumer;
    this.stallTimeout = stallTimeout;
    Map<String, List<PartitionInfo>> present = consumer.listTopics();
    for (Topic<?> topic : topics) {
      present
          .getOrDefault(topic.name(), List.of())
          .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /// Passes over all records up to a cut.
  LogReader behind(Cut read) {
    for (TopicPartition partition : partitions) {
      consumer.seek(partition, read.end(partition.topic(), partition.partition()));
    }
    return this;
  }

  /// The end of what is committed, at this moment.
  Cut end() {
    return cut(consumer.endOffsets(partitions));
  }

  /// Hands over all records up to a cut, and those behind it that came along with them.
  ///
  /// @return the cut that was in fact reached
  /// @throws IOException if a partition does not come to its end
  Cut readTo(Cut end, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker)
      throws IOException {
    Set<TopicPartition> left = new HashSet<>(partitions);
    long lastMoveNanos = System.nanoTime();
    consumer.resume(partitions);
    while (!finish(left, end)) {
      var records = consumer.poll(POLL);
      records.forEach(taker);
      if (!records.isEmpty()) {
        lastMoveNanos = System.nanoTime();
      } else if (System.nanoTime() - lastMoveNanos > stallTimeout.toNanos()) {
        throw new IOException(
            "the log cannot be read to its end: nothing came for %d s, at %s"
                .formatted(stallTimeout.toSeconds(), standing(left, end)));
      }
    }
    Map<TopicPartition, Long> reached = new HashMap<>();
    partitions.forEach(partition -> reached.put(partition, consumer.position(partition)));
    return cut(reached);
  }

  /// Takes away the partitions that were read to the end, and stops fetching them.
  private boolean finish(Set<TopicPartition> left, Cut end) {
    Set<TopicPartition> done = new HashSet<>();
    for (TopicPartition partition : left) {
      if (consumer.position(partition) >= end.end(partition.topic(), partition.partition())) {
        done.add(partition);
      }
    }
    if (!done.isEmpty()) {
      consumer.pause(done);
      left.removeAll(done);
    }
    return left.isEmpty();
  }

  private String standing(Set<TopicPartition> left, Cut end) {
    return String.join(
        ", ",
        left.stream()
            .map(
                p ->
                    "%s/%d offset %d of %d"
                        .formatted(
                            p.topic(),
                            p.partition(),
                            consumer.position(p),
                            end.end(p.topic(), p.partition())))
            .sorted()
            .toList());
  }

  private static Cut cut(Map<TopicPartition, Long> offsets) {
    Map<Cut.Place, Long> ends = new HashMap<>();
    offsets.forEach((p, offset) -> ends.put(new Cut.Place(p.topic(), p.partition()), offset));
    return Cut.before(ends);
  }
}
