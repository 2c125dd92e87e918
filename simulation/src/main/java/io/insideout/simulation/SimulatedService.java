package io.insideout.simulation;

import static java.util.Objects.requireNonNull;

import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StorePlace;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TaskSettings;
import io.insideout.runtime.stream.TopologyWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.internals.InternalTopicConfig;
import org.apache.kafka.streams.processor.internals.InternalTopologyBuilder;
import org.apache.kafka.streams.processor.internals.ProcessorTopology;
import org.jspecify.annotations.Nullable;

/// One service on a simulated log: a task for each partition of each of its sub-topologies, each
/// with a transaction of its own, and its global tables. Records that it sends around through a
/// repartition topic go over the log like all others.
final class SimulatedService {
  private final StreamsService service;
  private final Schemas schemas;
  private final TaskSurroundings surroundings;
  private final Map<TaskId, Set<TopicPartition>> partitions = new TreeMap<>();
  private final List<Input> inputs = new ArrayList<>();
  private final Map<TaskId, SimulatedTask> tasks = new TreeMap<>();
  private InternalTopologyBuilder builder;
  private @Nullable SimulatedTables tables;

  SimulatedService(StreamsService service, Schemas schemas, SimulatedLog log, VirtualTime time) {
    this.service = service;
    this.schemas = schemas;
    Map<String, Object> config =
        TaskSettings.of(service.name(), schemas, letter -> log.append(letter));
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    config.put(StreamsConfig.STATE_DIR_CONFIG, TaskSurroundings.NOWHERE.toString());
    // Which of its partitions a task reads next is drawn by lot, not by timestamps.
    config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    surroundings = TaskSurroundings.of(service.name(), log, time, new StreamsConfig(config));
    Topology topology = topology();
    builder = StreamsInternals.builder(topology).rewriteTopology(surroundings.config());
    builder
        .subtopologyToTopicsInfo()
        .values()
        .forEach(topics -> topics.repartitionSourceTopics.values().forEach(this::create));
    for (TopologyDescription.Subtopology part : topology.describe().subtopologies()) {
      layOut(part.id());
    }
    tables = begunTables();
  }

  private Topology topology() {
    return service.topology(
        new TopologyWriter(
            service.name(),
            schemas,
            topic -> surroundings.log().partitions(topic.name()),
            StorePlace.MEMORY));
  }

  private void create(InternalTopicConfig repartition) {
    surroundings.log().create(repartition.name(), repartition.numberOfPartitions().orElseThrow());
  }

  /// Makes a sub-topology's changelogs and its tasks, as many as it reads partitions.
  private void layOut(int subtopology) {
    ProcessorTopology topology = builder.buildSubtopology(subtopology);
    SimulatedLog log = surroundings.log();
    int count = topology.sourceTopics().stream().mapToInt(log::partitions).max().orElse(0);
    for (StateStore store : topology.stateStores()) {
      String changelog = topology.storeToChangelogTopic().get(store.name());
      log.create(requireNonNull(changelog, store.name()), count);
    }
    for (int partition = 0; partition < count; partition++) {
      TaskId id = new TaskId(subtopology, partition);
      Set<TopicPartition> read = new HashSet<>();
      for (String topic : new TreeSet<>(topology.sourceTopics())) {
        if (partition < log.partitions(topic)) {
          TopicPartition name = new TopicPartition(topic, partition);
          read.add(name);
          inputs.add(new Input(id, name));
        }
      }
      partitions.put(id, read);
    }
  }

  String name() {
    return service.name();
  }

  /// Whether one of its tasks reads a topic.
  boolean reads(String topic) {
    return inputs.stream().anyMatch(input -> input.partition().topic().equals(topic));
  }

  /// Every partition that any of its tasks reads.
  List<Input> inputs() {
    return inputs;
  }

  Optional<SimulatedTables> tables() {
    return Optional.ofNullable(tables);
  }

  boolean isBehind(Input input) {
    int there = surroundings.log().partition(input.partition()).size();
    return there > 0 && task(input.task()).taken(input.partition()) < there;
  }

  /// A task; it begins with what the log has committed of it, when it is wanted first.
  SimulatedTask task(TaskId id) {
    return tasks.computeIfAbsent(
        id,
        _ ->
            new SimulatedTask(
                surroundings,
                id,
                builder.buildSubtopology(id.subtopology()),
                Set.copyOf(partitions.getOrDefault(id, Set.of()))));
  }

  /// The tasks that have begun.
  Map<TaskId, SimulatedTask> tasks() {
    return tasks;
  }

  /// Ends a task as a kill does, and begins it anew.
  void kill(TaskId id) {
    tasks.remove(id);
    var _ = task(id);
  }

  /// Ends all tasks and tables as a kill of the process does, and begins them anew.
  void kill() {
    List<TaskId> running = List.copyOf(tasks.keySet());
    tasks.clear();
    builder = StreamsInternals.builder(topology()).rewriteTopology(surroundings.config());
    tables = begunTables();
    running.forEach(this::task);
  }

  private @Nullable SimulatedTables begunTables() {
    ProcessorTopology global = builder.buildGlobalStateTopology();
    return global == null ? null : new SimulatedTables(surroundings, global);
  }
}
