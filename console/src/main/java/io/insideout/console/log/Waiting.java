package io.insideout.console.log;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// How many records stand between positions and the ends of partitions. The ends of transactions
/// and what was taken back have offsets too, so records are counted where they are few enough, and
/// what is told of others is a most.
///
/// @param offsets of the records that were counted, in order, for each partition that was
record Waiting(Map<TopicPartition, long[]> offsets) {
  static final long MOST_COUNTED = 1_000;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofMillis(700);

  /// @param isExact whether it is that many, or at most that many
  record Count(long records, boolean isExact) {}

  /// Counts what lies behind the positions that are furthest back.
  static Waiting count(Map<TopicPartition, Range> gaps, Consumer<byte[], byte[]> reader) {
    Map<TopicPartition, Range> few = new HashMap<>(gaps);
    few.values().removeIf(gap -> gap.isEmpty() || gap.to() - gap.from() > MOST_COUNTED);
    Map<TopicPartition, LongStream.Builder> found = new HashMap<>();
    reader.assign(few.keySet());
    few.forEach((place, gap) -> reader.seek(place, gap.from()));
    long deadlineNanos = System.nanoTime() + LONGEST.toNanos();
    Map<TopicPartition, long[]> counted = new HashMap<>();
    while (counted.size() < few.size() && System.nanoTime() < deadlineNanos) {
      reader
          .poll(POLL)
          .forEach(
              record ->
                  found
                      .computeIfAbsent(
                          new TopicPartition(record.topic(), record.partition()),
                          _ -> LongStream.builder())
                      .add(record.offset()));
      few.forEach(
          (place, gap) -> {
            if (!counted.containsKey(place) && reader.position(place) >= gap.to()) {
              LongStream.Builder offsets = found.remove(place);
              counted.put(place, offsets == null ? new long[0] : offsets.build().toArray());
              reader.pause(Set.of(place));
            }
          });
    }
    return new Waiting(counted);
  }

  /// How many of them are for who stands there.
  Count of(TopicPartition place, long position, long end) {
    if (position >= end) {
      return new Count(0, true);
    }
    long[] known = offsets.get(place);
    return known == null
        ? new Count(end - position, false)
        : new Count(Arrays.stream(known).filter(one -> one >= position && one < end).count(), true);
  }
}
