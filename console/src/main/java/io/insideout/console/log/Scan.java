package io.insideout.console.log;

import io.insideout.console.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// Looks through ranges of partitions for records that somebody wants, a window of offsets after
/// the other, and stops when there are enough of them or it has been at it for long enough.
record Scan(Query query, Direction direction, int limit) {
  private static final long FIRST_WINDOW = 16;
  private static final long GROWTH = 4;
  private static final long LARGEST_WINDOW = 5_000;

  /// What was found.
  ///
  /// @param covered the offsets that were looked at, whether or not anything was there
  /// @param left those that were not
  /// @param looked how many records that were
  record Found(
      List<Shown> records,
      Map<TopicPartition, Range> covered,
      Map<TopicPartition, Range> left,
      long looked) {
    boolean isComplete() {
      return left.values().stream().allMatch(Range::isEmpty);
    }
  }

  Found of(Map<TopicPartition, Range> ranges, Consumer<byte[], byte[]> reader, Decoder decoder) {
    Windows windows =
        new Windows(reader, decoder, record -> query.matches(record.tree()), direction, limit);
    Budget budget = new Budget();
    Map<TopicPartition, Range> left = Places.sorted();
    left.putAll(ranges);
    Map<TopicPartition, List<Shown>> found = Places.sorted();
    // A window is small at first: those of large records must fit into the memory.
    long size = FIRST_WINDOW;
    while (count(found) < limit && !budget.isSpent() && !isEmpty(left)) {
      windows
          .read(next(left, size), budget)
          .forEach(
              (place, seen) -> {
                left.computeIfPresent(place, (_, range) -> range.without(direction, seen.part()));
                found.computeIfAbsent(place, _ -> new ArrayList<>()).addAll(seen.records());
              });
      size = Math.min(size * GROWTH, LARGEST_WINDOW);
    }
    return told(ranges, left, Merged.of(found.values(), direction, limit), budget.records());
  }

  private static long count(Map<TopicPartition, List<Shown>> found) {
    return found.values().stream().mapToLong(List::size).sum();
  }

  private static boolean isEmpty(Map<TopicPartition, Range> left) {
    return left.values().stream().allMatch(Range::isEmpty);
  }

  private Map<TopicPartition, Range> next(Map<TopicPartition, Range> left, long size) {
    Map<TopicPartition, Range> windows = Places.sorted();
    left.forEach(
        (place, range) -> {
          if (!range.isEmpty()) {
            windows.put(place, range.next(direction, size));
          }
        });
    return windows;
  }

  /// Records that were found and are not told are still to be looked for.
  private Found told(
      Map<TopicPartition, Range> ranges,
      Map<TopicPartition, Range> left,
      Merged merged,
      long looked) {
    Map<TopicPartition, Range> covered = Places.sorted();
    Map<TopicPartition, Range> open = Places.sorted();
    ranges.forEach(
        (place, range) -> {
          Range rest = left.getOrDefault(place, range);
          Long first = merged.left().get(place);
          long edge =
              switch (direction) {
                case FORWARD -> first == null ? rest.from() : first;
                case BACKWARD -> first == null ? rest.to() : first + 1;
              };
          Range older = new Range(range.from(), edge);
          Range newer = new Range(edge, range.to());
          covered.put(place, direction == Direction.FORWARD ? older : newer);
          open.put(place, direction == Direction.FORWARD ? newer : older);
        });
    return new Found(merged.records(), covered, open, looked);
  }
}
