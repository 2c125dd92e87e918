package io.insideout.app.rewind;

import static java.util.Objects.requireNonNull;

import io.insideout.catalog.Topics;
import io.insideout.runtime.StartFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;

/// How far one group has read, in the topics that are history. Tables are left out: one that goes
/// back in time says for a while what is not true any more. So are a service's internal topics,
/// which are its own way from one step to the next.
public final class Positions {
  private final Admin admin;
  private final String group;

  public Positions(Admin admin, String group) {
    this.admin = admin;
    this.group = group;
  }

  /// Whose they are.
  String group() {
    return group;
  }

  /// Whether the group has read a topic of history, so that it can go back.
  boolean areThere() throws ExecutionException, InterruptedException {
    return !committed().isEmpty();
  }

  /// What would move.
  ///
  /// @return those that go back, by topic and partition
  /// @throws StartFailure if there is no such group, or it has not come as far as it shall go back
  List<Move> moves(Target target) throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> positions = positions();
    Map<TopicPartition, Long> goals = goals(target, positions);
    List<Move> moves = new ArrayList<>();
    goals.forEach(
        (partition, goal) -> {
          long from = positions.getOrDefault(partition, 0L);
          if (goal < from) {
            moves.add(new Move(partition, from, goal));
          }
        });
    moves.sort(
        Comparator.comparing((Move move) -> move.partition().topic())
            .thenComparingInt(move -> move.partition().partition()));
    return moves;
  }

  private Map<TopicPartition, Long> committed() throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> positions = new HashMap<>();
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach(
            (partition, position) -> {
              if (position != null && isHistory(partition.topic())) {
                positions.put(partition, position.offset());
              }
            });
    return positions;
  }

  private Map<TopicPartition, Long> positions() throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> positions = committed();
    if (positions.isEmpty()) {
      throw new StartFailure(
          "No group '%s' has read a topic of history in this log; there are: %s."
              .formatted(group, String.join(", ", groups())));
    }
    return positions;
  }

  private List<String> groups() throws ExecutionException, InterruptedException {
    return admin.listGroups().all().get().stream().map(one -> one.groupId()).sorted().toList();
  }

  private static boolean isHistory(String name) {
    return Topics.named(name).map(topic -> !topic.hasTombstones()).orElse(false);
  }

  private Map<TopicPartition, Long> goals(Target target, Map<TopicPartition, Long> positions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> beginnings = offsets(positions, OffsetSpec.earliest());
    return switch (target) {
      case Target.Beginning() -> beginnings;
      case Target.Time(var instant) ->
          offsets(positions, OffsetSpec.forTimestamp(instant.toEpochMilli()));
      case Target.Offsets(var asked) -> {
        asked.forEach(
            (partition, offset) ->
                check(
                    partition,
                    offset,
                    positions.get(partition),
                    beginnings.getOrDefault(partition, 0L)));
        yield asked;
      }
    };
  }

  private void check(
      TopicPartition partition, long offset, @Nullable Long position, long beginning) {
    if (position == null) {
      throw new StartFailure(
          "%s has no position in %s that can be put back: it has read nothing there, or the topic is no history."
              .formatted(group, partition));
    }
    if (offset > position || offset < beginning) {
      throw new StartFailure(
          "%s stands at offset %,d of %s, which begins with %,d: it cannot go back to %,d."
              .formatted(group, position, partition, beginning, offset));
    }
  }

  /// Partitions that have no such offset are left out.
  private Map<TopicPartition, Long> offsets(Map<TopicPartition, Long> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.keySet().stream().collect(Collectors.toMap(one -> one, _ -> which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> told :
        admin.listOffsets(asked).all().get().entrySet()) {
      if (told.getValue().offset() >= 0) {
        offsets.put(told.getKey(), told.getValue().offset());
      }
    }
    return offsets;
  }

  /// How many members the group has, be they alive or not known to be gone.
  int members() throws ExecutionException, InterruptedException {
    return requireNonNull(admin.describeConsumerGroups(List.of(group)).describedGroups().get(group))
        .get()
        .members()
        .size();
  }

  /// Strikes off members of which it is certain that they are gone.
  void forgetMembers() throws ExecutionException, InterruptedException {
    admin
        .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
        .all()
        .get();
  }

  /// Puts positions back: of this group, and of no other.
  ///
  /// @throws StartFailure if the group has got a member meanwhile
  void put(List<Move> moves) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
    moves.forEach(move -> back.put(move.partition(), new OffsetAndMetadata(move.to())));
    try {
      admin.alterConsumerGroupOffsets(group, back).all().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownMemberIdException) {
        throw new StartFailure(
            "%s has been started meanwhile: nothing was moved. Stop it first.".formatted(group), e);
      }
      throw e;
    }
  }
}
