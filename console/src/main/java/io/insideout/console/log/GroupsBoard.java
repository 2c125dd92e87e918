package io.insideout.console.log;

import io.insideout.runtime.http.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Who reads the log in a group, where each stands, and how many records wait for it.
record GroupsBoard(LogDesk desk) {

  /// All groups; with a topic, those that read it, and where they stand in it.
  ///
  /// @param topic any where it is empty
  List<Map<String, @Nullable Object>> groups(Optional<String> topic) throws InterruptedException {
    Collection<GroupListing> listed = desk.told(desk.admin().listGroups().all());
    Predicate<TopicPartition> wanted =
        place -> topic.isEmpty() || place.topic().equals(topic.get());
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    List<Group> groups = known(listed, wanted);
    Standings standings = standings(groups);
    for (Group group : groups) {
      if (topic.isEmpty() || !group.positions().isEmpty()) {
        shown.add(summary(group, standings, topic.isPresent()));
      }
    }
    return shown;
  }

  /// One group with its members and all its positions.
  ///
  /// @throws Problem 404 if there is none of that name
  Map<String, @Nullable Object> group(String name) throws InterruptedException {
    List<GroupListing> listed =
        desk.told(desk.admin().listGroups().all()).stream()
            .filter(one -> one.groupId().equals(name))
            .toList();
    if (listed.isEmpty()) {
      throw Problem.notFound("the log knows no group '%s'".formatted(name));
    }
    List<Group> groups = known(listed, _ -> true);
    Map<String, @Nullable Object> shown = summary(groups.getFirst(), standings(groups), true);
    shown.put("members", groups.getFirst().shownMembers());
    return shown;
  }

  private List<Group> known(Collection<GroupListing> listed, Predicate<TopicPartition> wanted)
      throws InterruptedException {
    Map<String, GroupListing> byName = new TreeMap<>();
    listed.forEach(one -> byName.put(one.groupId(), one));
    Map<String, KafkaFuture<ConsumerGroupDescription>> described =
        desk.admin().describeConsumerGroups(byName.keySet()).describedGroups();
    Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
    byName.keySet().forEach(name -> asked.put(name, new ListConsumerGroupOffsetsSpec()));
    var committed = desk.admin().listConsumerGroupOffsets(asked);
    Set<String> topics = desk.told(desk.admin().listTopics().names());
    List<Group> groups = new ArrayList<>();
    for (GroupListing one : byName.values()) {
      Map<TopicPartition, Long> positions = Places.sorted();
      var offsets = orNull(committed.partitionsToOffsetAndMetadata(one.groupId()));
      if (offsets != null) {
        offsets.forEach(
            (place, position) -> {
              // A topic may be gone, and a group's position in it stay.
              if (position != null && topics.contains(place.topic()) && wanted.test(place)) {
                positions.put(place, position.offset());
              }
            });
      }
      groups.add(new Group(one, orNull(described.get(one.groupId())), positions));
    }
    return groups;
  }

  /// Of groups that are none of consumers, not all is told.
  private static <T> @Nullable T orNull(@Nullable KafkaFuture<T> answer)
      throws InterruptedException {
    try {
      return answer == null ? null : answer.get();
    } catch (ExecutionException e) {
      return null;
    }
  }

  /// The ends of all partitions in which somebody stands.
  private record Standings(
      Map<TopicPartition, Long> committed, Map<TopicPartition, Long> written, Waiting waiting) {}

  private Standings standings(List<Group> groups) throws InterruptedException {
    Map<TopicPartition, Long> furthestBack = Places.sorted();
    groups.forEach(
        group ->
            group
                .positions()
                .forEach((place, position) -> furthestBack.merge(place, position, Math::min)));
    List<TopicPartition> places = List.copyOf(furthestBack.keySet());
    Map<TopicPartition, Long> committed = desk.committed(places);
    Map<TopicPartition, Long> written = desk.written(places);
    Map<TopicPartition, Range> gaps = new HashMap<>();
    furthestBack.forEach(
        (place, position) ->
            gaps.put(place, new Range(position, committed.getOrDefault(place, position))));
    gaps.values().removeIf(Range::isEmpty);
    if (gaps.isEmpty()) {
      return new Standings(committed, written, new Waiting(Map.of()));
    }
    try (Consumer<byte[], byte[]> reader = desk.reader()) {
      return new Standings(committed, written, Waiting.count(gaps, reader));
    }
  }

  private static Map<String, @Nullable Object> summary(
      Group group, Standings standings, boolean withPositions) {
    List<Map<String, @Nullable Object>> positions = new ArrayList<>();
    Map<String, Long> byTopic = new TreeMap<>();
    boolean isExact = true;
    for (Map.Entry<TopicPartition, Long> one : group.positions().entrySet()) {
      TopicPartition place = one.getKey();
      long end = standings.committed().getOrDefault(place, one.getValue());
      Waiting.Count count = standings.waiting().of(place, one.getValue(), end);
      byTopic.merge(place.topic(), count.records(), Long::sum);
      isExact &= count.isExact();
      Map<String, @Nullable Object> position = new LinkedHashMap<>();
      position.put("topic", place.topic());
      position.put("partition", place.partition());
      position.put("position", one.getValue());
      position.put("end", end);
      position.put("waiting", count.records());
      position.put("isExact", count.isExact());
      position.put("open", Math.max(0, standings.written().getOrDefault(place, end) - end));
      positions.add(position);
    }
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("group", group.name());
    shown.put("kind", group.kind());
    shown.put("state", group.state());
    shown.put("memberCount", group.members().size());
    shown.put("topics", byTopic.keySet());
    shown.put("waiting", byTopic.values().stream().mapToLong(Long::longValue).sum());
    shown.put("waitingByTopic", byTopic);
    shown.put("isExact", isExact);
    if (withPositions) {
      shown.put("positions", positions);
    }
    return shown;
  }
}
