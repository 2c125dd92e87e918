package io.insideout.runtime.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which partitions a reader reads, as its share says it, and which of them are shown: those of
/// which all is read that was there when it began with them. Changed in the reader's thread alone.
final class Reading {
  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final ViewStore store;
  private final Share share;
  private final BatchReader.Fold fold;
  // What has to be read of each partition before it is shown.
  private final Map<TopicPartition, Long> goal = new HashMap<>();
  private volatile List<TopicPartition> partitions = List.of();
  private volatile Set<TopicPartition> shown = Set.of();
  private long lookedNanos;

  Reading(Consumer<byte[], byte[]> consumer, ViewStore store, Share share, BatchReader.Fold fold) {
    this.consumer = consumer;
    this.store = store;
    this.share = share;
    this.fold = fold;
  }

  /// Those that there are, once it has begun.
  List<TopicPartition> partitions() {
    return partitions;
  }

  /// The numbers of those that are shown.
  Set<Integer> shown() {
    return numbers(shown);
  }

  /// Begins with what is wanted of all that there are.
  void begin(List<TopicPartition> all) {
    partitions = List.copyOf(all);
    Set<TopicPartition> wanted = wanted();
    consumer.assign(wanted);
    read(wanted, consumer.endOffsets(wanted));
    lookedNanos = System.nanoTime();
  }

  /// Whether all is shown that is read.
  boolean isAllShown() {
    return shown.size() == goal.size();
  }

  /// Shows what is read far enough; looks again, now and then, what is wanted.
  void review() {
    // What is shown stays so: positions do not go back.
    if (!isAllShown()) {
      show();
    }
    if (!share.isWhole() && System.nanoTime() - lookedNanos > LOOK_AGAIN.toNanos()) {
      lookedNanos = System.nanoTime();
      change(wanted());
    }
  }

  private void change(Set<TopicPartition> wanted) {
    List<TopicPartition> left = new ArrayList<>(consumer.assignment());
    left.removeAll(wanted);
    Set<TopicPartition> more = new HashSet<>(wanted);
    more.removeAll(consumer.assignment());
    if (left.isEmpty() && more.isEmpty()) {
      return;
    }
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(more, ENDS_WITHIN);
      goal.keySet().removeAll(left);
      // They are not shown any more before anything of them is taken away.
      show();
      consumer.assign(wanted);
      left.forEach(fold::drop);
      read(more, ends);
      LOG.info("{} begins to read {}, leaves {} to others", consumer, more, left);
    } catch (TimeoutException e) {
      LOG.debug("the log does not tell where it ends; it is asked again", e);
    }
  }

  private void read(Collection<TopicPartition> more, Map<TopicPartition, Long> ends) {
    more.forEach(partition -> consumer.seek(partition, store.position(partition)));
    goal.putAll(ends);
    show();
  }

  private void show() {
    Set<TopicPartition> far =
        goal.entrySet().stream()
            .filter(end -> store.position(end.getKey()) >= end.getValue())
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());
    if (!far.equals(shown)) {
      shown = far;
      share.shown(numbers(far));
      fold.reshared();
    }
  }

  private Set<TopicPartition> wanted() {
    int most = partitions.stream().mapToInt(TopicPartition::partition).max().orElse(-1) + 1;
    Set<Integer> numbers = share.wanted(most, shown());
    return partitions.stream()
        .filter(partition -> numbers.contains(partition.partition()))
        .collect(Collectors.toSet());
  }

  private static Set<Integer> numbers(Set<TopicPartition> partitions) {
    return partitions.stream()
        .map(TopicPartition::partition)
        .collect(Collectors.toUnmodifiableSet());
  }
}
