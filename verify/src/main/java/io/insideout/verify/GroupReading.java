package io.insideout.verify;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// What a consumer group reads, and how far it has committed to have read it.
///
/// @param isAssigned false while its members are being counted anew: nobody knows then what it
///   reads
/// @param topics its source and repartition topics
/// @param committed for each partition the next offset it will read; none where it read nothing yet
record GroupReading(
    String group, boolean isAssigned, Set<String> topics, Map<TopicPartition, Long> committed) {
  private static final Set<GroupState> ASSIGNING =
      Set.of(
          GroupState.PREPARING_REBALANCE,
          GroupState.COMPLETING_REBALANCE,
          GroupState.ASSIGNING,
          GroupState.RECONCILING);

  /// Looks a group up; nothing if there is none of that name.
  static Optional<GroupReading> of(String group, Admin admin, Set<String> present)
      throws ExecutionException, InterruptedException {
    ConsumerGroupDescription description;
    try {
      description =
          requireNonNull(admin.describeConsumerGroups(List.of(group)).describedGroups().get(group))
              .get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Optional.empty();
      }
      throw e;
    }
    Map<TopicPartition, Long> committed = committed(group, admin);
    return Optional.of(
        new GroupReading(
            group,
            !ASSIGNING.contains(description.groupState()),
            topics(description, committed.keySet(), present),
            committed));
  }

  private static Map<TopicPartition, Long> committed(String group, Admin admin)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, Long> committed = new HashMap<>();
    offsets.forEach(
        (partition, offset) -> {
          if (offset != null) {
            committed.put(partition, offset.offset());
          }
        });
    return committed;
  }

  /// What its members were assigned, or where it has none what it has read before; and its
  /// repartition topics in any case.
  private static Set<String> topics(
      ConsumerGroupDescription group, Set<TopicPartition> committed, Set<String> present) {
    Set<String> topics =
        group.members().stream()
            .flatMap(member -> member.assignment().topicPartitions().stream())
            .map(TopicPartition::topic)
            .collect(Collectors.toCollection(TreeSet::new));
    if (topics.isEmpty()) {
      committed.forEach(partition -> topics.add(partition.topic()));
    }
    present.stream()
        .filter(t -> t.startsWith(group.groupId() + "-") && t.endsWith("-repartition"))
        .forEach(topics::add);
    return topics;
  }
}
