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
/// which all is read that was there when it began with them. Of what it leaves to others the rows
/// go, a few after each batch, and before it is read again nothing of them is there: what was
/// written and deleted since does not come back. Changed in the reader's thread alone.
final class Reading {
  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);
  private static final int SWEPT_AT_ONCE = 2_000;

  private final Consumer<byte[], byte[]> consumer;
  private final ViewStore store;
  private final Share share;
  private final BatchReader.Fold fold;
  private final Duration lookAgain;
  private final ViewSweep sweep;
  // What has to be read of each partition before it is shown.
  private final Map<TopicPartition, Long> goal = new HashMap<>();
  private Set<TopicPartition> sought = Set.of();
  private volatile List<TopicPartition> partitions = List.of();
  private volatile Set<TopicPartition> shown = Set.of();
  private long lookedNanos;

  Reading(Consumer<byte[], byte[]> consumer, ViewStore store, Share share, BatchReader.Fold fold) {
    this(consumer, store, share, fold, LOOK_AGAIN, SWEPT_AT_ONCE);
  }

  /// @param lookAgain how long it is before it is asked again what is wanted
  /// @param sweptAtOnce how many rows are looked at after each batch while some go
  Reading(
      Consumer<byte[], byte[]> consumer,
      ViewStore store,
      Share share,
      BatchReader.Fold fold,
      Duration lookAgain,
      int sweptAtOnce) {
    this.consumer = consumer;
    this.store = store;
    this.share = share;
    this.fold = fold;
    this.lookAgain = lookAgain;
    this.sweep = new ViewSweep(store, fold::drop, sweptAtOnce);
  }

  /// Those that there are, once it has begun.
  List<TopicPartition> partitions() {
    return partitions;
  }

  /// The numbers of those that are shown.
  Set<Integer> shown() {
    return numbers(shown);
  }

  /// Begins with what is wanted of all that there are. What an earlier run has left, or has read
  /// and is not wanted any more, goes.
  void begin(List<TopicPartition> all) {
    partitions = List.copyOf(all);
    sought = wanted();
    sweep.add(
        all.stream()
            .filter(one -> store.isLeft(one) || (!sought.contains(one) && store.position(one) > 0))
            .toList());
    Set<TopicPartition> ready = ready();
    consumer.assign(ready);
    read(ready, consumer.endOffsets(ready));
    lookedNanos = System.nanoTime();
  }

  /// Whether all is shown that is wanted.
  boolean isAllShown() {
    return shown.containsAll(sought);
  }

  /// Whether rows are there still of what was left to others.
  boolean isSweeping() {
    return !sweep.isDone();
  }

  /// Shows what is read far enough, takes away some of what was left; looks again, now and then,
  /// what is wanted.
  void review() {
    sweep.step();
    // What is shown stays so: positions do not go back.
    if (!isAllShown()) {
      show();
    }
    boolean mayChange = !share.isWhole() || !isAllShown();
    if (mayChange && System.nanoTime() - lookedNanos >= lookAgain.toNanos()) {
      lookedNanos = System.nanoTime();
      sought = wanted();
      change(ready());
    }
  }

  /// What is wanted and can be read: nothing of it has to go first.
  private Set<TopicPartition> ready() {
    return sought.stream().filter(one -> !sweep.isOf(one)).collect(Collectors.toSet());
  }

  private void change(Set<TopicPartition> ready) {
    List<TopicPartition> left = new ArrayList<>(consumer.assignment());
    left.removeAll(ready);
    Set<TopicPartition> more = new HashSet<>(ready);
    more.removeAll(consumer.assignment());
    if (left.isEmpty() && more.isEmpty()) {
      return;
    }
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(more, ENDS_WITHIN);
      goal.keySet().removeAll(left);
      // They are not shown any more before anything of them is taken away.
      show();
      consumer.assign(ready);
      read(more, ends);
      // The last, for it may fail: what is not swept now is read on if it comes back, or goes at
      // the
      // next start.
      sweep.add(left);
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

  /// The numbers of partitions.
  static Set<Integer> numbers(Set<TopicPartition> partitions) {
    return partitions.stream()
        .map(TopicPartition::partition)
        .collect(Collectors.toUnmodifiableSet());
  }
}
