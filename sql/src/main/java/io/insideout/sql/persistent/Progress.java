package io.insideout.sql.persistent;

import io.insideout.catalog.SqlQuery;
import io.insideout.runtime.log.LogClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/// How far a query has come in what it reads: as the engine knows, and where it does not, as the
/// query's consumer group has committed, which it does with its checkpoints.
///
/// @param next the offset that it reads next, by partition; none where it has read nothing
record Progress(Map<TopicPartition, Long> next) {
  /// Behind the last record of a partition stand marks of transactions, which nobody reads: what is
  /// so little is looked at.
  private static final long FEW = 100;

  private static final Duration LOOK = Duration.ofMillis(200);

  Progress {
    next = Map.copyOf(next);
  }

  /// @param known what the engine knows
  static Progress of(SqlQuery query, Map<String, Map<Integer, Long>> known, Admin admin)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> next = new HashMap<>(Beginnings.byPartition(query));
    String group = Planner.nameInLog(query.getQueryId());
    for (Map.Entry<TopicPartition, OffsetAndMetadata> one :
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet()) {
      next.put(one.getKey(), one.getValue().offset());
    }
    known.forEach(
        (topic, byPartition) ->
            byPartition.forEach(
                (partition, offset) ->
                    next.merge(new TopicPartition(topic, partition), offset, Math::max)));
    return new Progress(next);
  }

  /// The sum of the offsets.
  long offsets() {
    return next.values().stream().mapToLong(Long::longValue).sum();
  }

  /// How many committed records of these topics it has not read.
  long lag(Set<String> topics, Admin admin, LogClient log)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> oldest = new HashMap<>();
    Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
    for (var topic : admin.describeTopics(topics).allTopicNames().get().values()) {
      for (var partition : topic.partitions()) {
        TopicPartition one = new TopicPartition(topic.name(), partition.partition());
        oldest.put(one, OffsetSpec.earliest());
        newest.put(one, OffsetSpec.latest());
      }
    }
    Map<TopicPartition, Long> ends = ends(admin, newest, IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> few = new HashMap<>();
    long lag = 0;
    for (Map.Entry<TopicPartition, Long> begin :
        ends(admin, oldest, IsolationLevel.READ_UNCOMMITTED).entrySet()) {
      long from = Math.max(begin.getValue(), next.getOrDefault(begin.getKey(), 0L));
      long left = ends.getOrDefault(begin.getKey(), from) - from;
      if (left > FEW) {
        lag += left;
      } else if (left > 0) {
        few.put(begin.getKey(), from);
      }
    }
    return few.isEmpty() ? lag : lag + counted(few, ends, log);
  }

  private static Map<TopicPartition, Long> ends(
      Admin admin, Map<TopicPartition, OffsetSpec> asked, IsolationLevel isolation)
      throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(asked, new ListOffsetsOptions(isolation))
        .all()
        .get()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().offset()));
  }

  private static long counted(
      Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends, LogClient log) {
    try (Consumer<byte[], byte[]> reader = log.reader("sql-progress")) {
      reader.assign(List.copyOf(from.keySet()));
      from.forEach(reader::seek);
      long count = 0;
      while (from.keySet().stream()
          .anyMatch(one -> reader.position(one) < ends.getOrDefault(one, 0L))) {
        count += reader.poll(LOOK).count();
      }
      return count;
    }
  }
}
