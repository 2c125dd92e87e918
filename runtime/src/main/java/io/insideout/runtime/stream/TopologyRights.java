package io.insideout.runtime.stream;

import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.flow.Subtopology;
import io.insideout.runtime.flow.Subtopology.Kind;
import io.insideout.runtime.generation.Generation;
import io.insideout.runtime.log.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;

/// What Kafka Streams has to be allowed to run a topology, by the topology's own description.
final class TopologyRights {
  private TopologyRights() {}

  static List<Right> of(Flow.OfTopology flow) {
    String why = "its topology";
    List<Right> rights = new ArrayList<>();
    flow.reads().forEach(topic -> rights.add(Right.topic(topic, why, AclOperation.READ)));
    flow.writes().forEach(topic -> rights.add(Right.topic(topic, why, AclOperation.WRITE)));
    for (String changelog : changelogs(flow)) {
      rights.add(
          Right.topic(
              changelog,
              "a store's changelog",
              AclOperation.CREATE,
              AclOperation.READ,
              AclOperation.WRITE));
    }
    for (String detour : detours(flow)) {
      // What has been read there is deleted.
      rights.add(
          Right.topic(
              detour,
              "the way to another partition",
              AclOperation.CREATE,
              AclOperation.DELETE,
              AclOperation.READ,
              AclOperation.WRITE));
    }
    rights.add(Right.group(flow.group(), why, AclOperation.READ));
    rights.add(Right.transactions(flow.group() + "-", "its topology, exactly once"));
    return rights;
  }

  /// What a generation has to be allowed to take over from one before, of whatever number.
  static List<Right> toInherit(Generation own) {
    String why = "taking over";
    return List.of(
        Right.topics(own.service() + "-", why, AclOperation.READ, AclOperation.DESCRIBE_CONFIGS),
        Right.group(own.service(), why, AclOperation.DESCRIBE),
        Right.groups(Generation.laterGroups(own.service()), why, AclOperation.DESCRIBE),
        Right.transactions(own.service() + "-", "shutting out whom it takes over from"));
  }

  /// A global store is made again from the topic that it is of.
  private static Set<String> changelogs(Flow.OfTopology flow) {
    Set<String> changelogs = new TreeSet<>();
    flow.subtopologies().stream()
        .filter(one -> !one.isGlobal())
        .flatMap(one -> one.stores().stream())
        .map(Subtopology.Store::changelog)
        .forEach(changelogs::add);
    return changelogs;
  }

  static Set<String> detours(Flow.OfTopology flow) {
    Set<String> detours = new TreeSet<>();
    flow.subtopologies().stream()
        .flatMap(one -> one.nodes().stream())
        .filter(node -> node.kind() == Kind.SINK)
        .forEach(node -> detours.addAll(node.topics()));
    flow.writes().forEach(detours::remove);
    return detours;
  }
}
