package io.insideout.console.log;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/// Partitions in the order in which people look for them.
final class Places {
  static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private Places() {}

  static <V> Map<TopicPartition, V> sorted() {
    return new TreeMap<>(ORDER);
  }
}
