package io.insideout.console.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.common.TopicPartition;

/// Records of several partitions as one list: within a partition in the order of the log, among
/// partitions by their times.
///
/// @param records no more than were asked for
/// @param left for each partition of which records had to be left out, the offset of the first
record Merged(List<Shown> records, Map<TopicPartition, Long> left) {
  /// @param found of each partition, in that direction
  static Merged of(Iterable<List<Shown>> found, Direction direction, int most) {
    Comparator<Head> byTime = Comparator.comparingLong(head -> head.next().timestampMillis());
    PriorityQueue<Head> heads =
        new PriorityQueue<>(direction == Direction.FORWARD ? byTime : byTime.reversed());
    for (List<Shown> list : found) {
      add(heads, list.iterator());
    }
    List<Shown> records = new ArrayList<>();
    while (records.size() < most && !heads.isEmpty()) {
      Head head = heads.remove();
      records.add(head.next());
      add(heads, head.others());
    }
    Map<TopicPartition, Long> left = new HashMap<>();
    heads.forEach(head -> left.put(head.next().place(), head.next().offset()));
    return new Merged(records, left);
  }

  private record Head(Shown next, Iterator<Shown> others) {}

  private static void add(PriorityQueue<Head> heads, Iterator<Shown> list) {
    if (list.hasNext()) {
      heads.add(new Head(list.next(), list));
    }
  }
}
