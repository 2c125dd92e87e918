package io.insideout.sql.persistent;

import io.insideout.catalog.SqlQuery;
import io.insideout.sql.table.Reading;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/// Where a query begins to read, as it is written down. The end of the log is written down as the
/// offsets that it has: a query that is started again begins with the same records.
record Beginnings(String text, Map<String, List<Long>> offsets) {
  private static final String BEGINNING = "beginning";
  private static final String OFFSETS = "offsets";

  static Beginnings at(Reading.From from, Collection<String> topics, Admin admin)
      throws IOException, InterruptedException {
    return switch (from) {
      case Reading.From.Beginning() -> new Beginnings(BEGINNING, Map.of());
      case Reading.From.Time(Instant at) -> new Beginnings(at.toString(), Map.of());
      case Reading.From.Offsets(Map<String, List<Long>> byTopic) ->
          new Beginnings(OFFSETS, byTopic);
      case Reading.From.End() -> new Beginnings(OFFSETS, ends(topics, admin));
    };
  }

  static Reading.From of(SqlQuery query) {
    return switch (query.getBegin()) {
      case BEGINNING -> new Reading.From.Beginning();
      case OFFSETS -> new Reading.From.Offsets(query.getOffsets());
      default -> new Reading.From.Time(Instant.parse(query.getBegin()));
    };
  }

  /// The offsets, where it begins at offsets.
  static Map<TopicPartition, Long> byPartition(SqlQuery query) {
    Map<TopicPartition, Long> all = new HashMap<>();
    query
        .getOffsets()
        .forEach(
            (topic, offsets) -> {
              for (int i = 0; i < offsets.size(); i++) {
                all.put(new TopicPartition(topic, i), offsets.get(i));
              }
            });
    return all;
  }

  private static Map<String, List<Long>> ends(Collection<String> topics, Admin admin)
      throws IOException, InterruptedException {
    try {
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      for (var topic : admin.describeTopics(topics).allTopicNames().get().values()) {
        for (TopicPartitionInfo partition : topic.partitions()) {
          asked.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
        }
      }
      Map<String, TreeMap<Integer, Long>> ends = new TreeMap<>();
      admin
          .listOffsets(asked)
          .all()
          .get()
          .forEach(
              (partition, end) ->
                  ends.computeIfAbsent(partition.topic(), _ -> new TreeMap<>())
                      .put(partition.partition(), end.offset()));
      Map<String, List<Long>> byTopic = new TreeMap<>();
      ends.forEach((topic, byPartition) -> byTopic.put(topic, List.copyOf(byPartition.values())));
      return byTopic;
    } catch (ExecutionException e) {
      throw new IOException("the log does not tell where it ends: " + e.getCause(), e);
    }
  }
}
