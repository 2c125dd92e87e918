package io.insideout.console.log;

import io.insideout.catalog.Retention;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.http.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// All topics: those of the catalogue with who writes and reads them, and what else is there.
record TopicsBoard(LogDesk desk, Rates rates) {
  private static final long SIZES_WITHIN_SECONDS = 3;

  List<Map<String, @Nullable Object>> topics() throws InterruptedException {
    Map<String, TopicDescription> described = new TreeMap<>(desk.topics());
    List<TopicPartition> partitions =
        described.values().stream().flatMap(one -> LogDesk.partitions(one).stream()).toList();
    Map<TopicPartition, Long> begins = desk.begins(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> committed = desk.committed(partitions);
    Map<TopicPartition, Long> sizes = sizes();
    Map<String, Long> ends = new HashMap<>();
    committed.forEach((place, end) -> ends.merge(place.topic(), end, Long::sum));
    Map<String, OptionalDouble> grow = rates.of(ends, System.nanoTime());
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    for (TopicDescription topic : described.values()) {
      List<Strip> strips = new ArrayList<>();
      for (TopicPartition place : LogDesk.partitions(topic)) {
        long end = committed.getOrDefault(place, 0L);
        long begin = begins.getOrDefault(place, end);
        strips.add(new Strip(place.partition(), begin, end, sizes.get(place)));
      }
      shown.add(
          topic(topic.name(), strips, grow.getOrDefault(topic.name(), OptionalDouble.empty())));
    }
    return shown;
  }

  /// A partition as a strip of the log.
  private record Strip(int partition, long begin, long end, @Nullable Long bytes) {}

  private static Map<String, @Nullable Object> topic(
      String name, List<Strip> strips, OptionalDouble grows) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("topic", name);
    Topic<?> declared = Topics.named(name).orElse(null);
    shown.put("catalogued", declared != null);
    if (declared != null) {
      shown.put("key", declared.key());
      shown.put("kept", declared.retention() == Retention.FOREVER ? "forever" : "latest-per-key");
      shown.put("writers", new TreeSet<>(declared.writers()));
      shown.put("readers", new TreeSet<>(declared.readers()));
    }
    shown.put("offsets", strips.stream().mapToLong(one -> one.end() - one.begin()).sum());
    boolean isSized = strips.stream().allMatch(one -> one.bytes() != null);
    shown.put(
        "bytes",
        isSized
            ? strips.stream().mapToLong(one -> one.bytes() == null ? 0 : one.bytes()).sum()
            : null);
    shown.put("offsetsPerSecond", grows.isPresent() ? grows.getAsDouble() : null);
    shown.put("partitions", strips);
    return shown;
  }

  /// Of one copy of each partition. Who may not ask for it is told the rest all the same.
  private Map<TopicPartition, Long> sizes() throws InterruptedException {
    Map<TopicPartition, Long> sizes = new HashMap<>();
    try {
      List<Integer> brokers =
          desk.told(desk.admin().describeCluster().nodes()).stream().map(one -> one.id()).toList();
      desk.admin()
          .describeLogDirs(brokers)
          .allDescriptions()
          .get(SIZES_WITHIN_SECONDS, TimeUnit.SECONDS)
          .values()
          .forEach(
              directories ->
                  directories
                      .values()
                      .forEach(
                          directory ->
                              directory
                                  .replicaInfos()
                                  .forEach(
                                      (place, copy) ->
                                          sizes.merge(place, copy.size(), Math::max))));
    } catch (ExecutionException | TimeoutException | Problem e) {
      return Map.of();
    }
    return sizes;
  }
}
