package io.insideout.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What consumer groups have left to read, looked at once and again.
final class Lag {
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Admin admin;
  private final Consumer<byte[], byte[]> probe;
  private final List<String> groups;
  private final List<String> topics;

  /// What was seen.
  ///
  /// @param ends the ends of all partitions that matter, uncommitted records included
  /// @param busy what is left to do, or null
  record Look(Map<TopicPartition, Long> ends, @Nullable String busy) {
    boolean isIdle() {
      return busy == null;
    }
  }

  /// @param probe reads what is left, to see if there is anything
  Lag(Admin admin, Consumer<byte[], byte[]> probe, List<String> groups, List<String> topics) {
    this.admin = admin;
    this.probe = probe;
    this.groups = groups;
    this.topics = topics;
  }

  Look look() throws ExecutionException, InterruptedException {
    Set<String> present = admin.listTopics().names().get();
    Set<String> all = new TreeSet<>(topics);
    List<GroupReading> readings = new ArrayList<>();
    for (String group : groups) {
      Optional<GroupReading> reading = GroupReading.of(group, admin, present);
      if (reading.isEmpty()) {
        return new Look(Map.of(), "group %s has never run".formatted(group));
      }
      if (!reading.get().isAssigned()) {
        return new Look(Map.of(), "group %s is being assigned anew".formatted(group));
      }
      readings.add(reading.get());
      all.addAll(reading.get().topics());
    }
    all.retainAll(present);
    Set<TopicPartition> partitions = partitions(all);
    Map<TopicPartition, Long> stable = ends(partitions, IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> ends = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
    if (!stable.equals(ends)) {
      return new Look(ends, "a transaction is open");
    }
    for (GroupReading reading : readings) {
      String behind = behind(reading, ends);
      if (behind != null) {
        return new Look(ends, behind);
      }
    }
    return new Look(ends, null);
  }

  private Set<TopicPartition> partitions(Set<String> names)
      throws ExecutionException, InterruptedException {
    return admin.describeTopics(names).allTopicNames().get().values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .collect(Collectors.toSet());
  }

  private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions, IsolationLevel isolation)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted =
        partitions.stream()
            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(wanted, new ListOffsetsOptions(isolation))
        .all()
        .get()
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  private @Nullable String behind(GroupReading reading, Map<TopicPartition, Long> ends) {
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      TopicPartition partition = end.getKey();
      long from = reading.committed().getOrDefault(partition, 0L);
      if (reading.topics().contains(partition.topic())
          && from < end.getValue()
          && hasRecords(partition, from, end.getValue())) {
        return "group %s has yet to read %s/%d from offset %,d to %,d"
            .formatted(
                reading.group(), partition.topic(), partition.partition(), from, end.getValue());
      }
    }
    return null;
  }

  /// The markers of transactions and what was aborted take offsets, and nobody may ever commit to
  /// have read them: only records count.
  private boolean hasRecords(TopicPartition partition, long from, long end) {
    probe.assign(Set.of(partition));
    probe.seek(partition, from);
    long deadlineNanos = System.nanoTime() + PROBE_TIMEOUT.toNanos();
    while (probe.position(partition) < end) {
      if (!probe.poll(POLL).isEmpty() || System.nanoTime() > deadlineNanos) {
        return true;
      }
    }
    return false;
  }
}
