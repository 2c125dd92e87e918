package io.insideout.app.stores;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Looks for the newest committed record of a key, from new to old, and knows how far it has
/// looked: asked again, it looks at what has come since and goes on where it stopped.
final class KeySearch {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long FIRST_WINDOW = 64;
  private static final long GROWTH = 4;
  private static final long LARGEST_WINDOW = 20_000;

  /// Offsets of a partition that were looked at.
  ///
  /// @param from the first
  /// @param to the one behind the last
  record Looked(long from, long to) {}

  private final Consumer<byte[], byte[]> reader;
  private final List<TopicPartition> places;
  private final Predicate<ConsumerRecord<byte[], byte[]>> wanted;
  private final Map<TopicPartition, Looked> looked = new LinkedHashMap<>();
  private Map<TopicPartition, Long> begins = Map.of();
  private Map<TopicPartition, Long> ends = Map.of();
  private @Nullable ConsumerRecord<byte[], byte[]> found;

  /// @param reader of committed records
  /// @param places where a record may stand, the likeliest first; one that has any has all
  /// @param looked where it is known already that there is none
  KeySearch(
      Consumer<byte[], byte[]> reader,
      List<TopicPartition> places,
      Map<TopicPartition, Looked> looked,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    this.reader = reader;
    this.places = List.copyOf(places);
    this.wanted = wanted;
    places.forEach(
        place -> {
          Looked before = looked.get(place);
          if (before != null) {
            this.looked.put(place, before);
          }
        });
  }

  /// Looks at what has come since, and where nothing is found yet, further back.
  void look(Budget budget) {
    begins = reader.beginningOffsets(places);
    ends = reader.endOffsets(places);
    places.forEach(place -> lookAtNewer(place, budget));
    for (TopicPartition place : places) {
      if (found == null) {
        lookFurtherBack(place, budget);
      }
    }
  }

  private void lookAtNewer(TopicPartition place, Budget budget) {
    long end = ends.getOrDefault(place, 0L);
    Looked before = looked.getOrDefault(place, new Looked(end, end));
    ConsumerRecord<byte[], byte[]> newer = last(place, before.to(), end, budget);
    long reached = end > before.to() ? reader.position(place) : end;
    looked.put(place, new Looked(before.from(), Math.clamp(reached, before.to(), end)));
    if (newer != null) {
      found = newer;
    }
  }

  private void lookFurtherBack(TopicPartition place, Budget budget) {
    long begin = begins.getOrDefault(place, 0L);
    for (long size = FIRST_WINDOW; found == null && !budget.isSpent(); ) {
      Looked before = looked.getOrDefault(place, new Looked(begin, begin));
      if (before.from() <= begin) {
        return;
      }
      long from = Math.max(begin, before.from() - size);
      found = last(place, from, before.from(), budget);
      // One that was left in the middle has not been looked at: its newest are missing.
      if (reader.position(place) < before.from()) {
        found = null;
        return;
      }
      looked.put(place, new Looked(from, before.to()));
      size = Math.min(size * GROWTH, LARGEST_WINDOW);
    }
  }

  /// The last that is wanted between two offsets, as far as the budget goes.
  private @Nullable ConsumerRecord<byte[], byte[]> last(
      TopicPartition place, long from, long to, Budget budget) {
    if (from >= to) {
      return null;
    }
    reader.assign(Set.of(place));
    reader.seek(place, from);
    ConsumerRecord<byte[], byte[]> last = null;
    while (reader.position(place) < to && !budget.isSpent()) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        if (record.offset() < to) {
          budget.spend(record);
          last = wanted.test(record) ? record : last;
        }
      }
    }
    return last;
  }

  /// The newest that there is, if any was found.
  @Nullable ConsumerRecord<byte[], byte[]> found() {
    return found;
  }

  /// Whether it is known which is the newest, or that there is none.
  boolean isDone() {
    return places.stream()
        .allMatch(place -> isBehindEnd(place) && (found != null || isWhole(place)));
  }

  private boolean isBehindEnd(TopicPartition place) {
    Looked one = looked.get(place);
    return one != null && one.to() >= ends.getOrDefault(place, 0L);
  }

  private boolean isWhole(TopicPartition place) {
    Looked one = looked.get(place);
    return one != null && one.from() <= begins.getOrDefault(place, 0L);
  }

  /// What was looked at, for each partition that anything was.
  Map<TopicPartition, Looked> looked() {
    return Collections.unmodifiableMap(looked);
  }

  /// The first offsets that are still there, as of the last look.
  Map<TopicPartition, Long> begins() {
    return begins;
  }

  /// The offsets behind which nothing is committed, as of the last look.
  Map<TopicPartition, Long> ends() {
    return ends;
  }
}
