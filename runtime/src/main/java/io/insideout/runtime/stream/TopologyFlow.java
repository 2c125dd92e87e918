package io.insideout.runtime.stream;

import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.flow.Restore;
import io.insideout.runtime.flow.StreamThread;
import io.insideout.runtime.flow.StreamThread.Task;
import io.insideout.runtime.flow.Subtopology;
import io.insideout.runtime.flow.Subtopology.Kind;
import io.insideout.runtime.flow.Subtopology.Node;
import io.insideout.runtime.flow.Subtopology.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.processor.StateRestoreListener;

/// Tells what a topology is that runs, who works on which part of it, and which of its stores are
/// being read back. Kafka's description of it is the source: nothing is written down a second time.
final class TopologyFlow implements StateRestoreListener {
  /// Ends the name of a topic in which a topology sends records to itself.
  private static final String DETOUR = "-repartition";

  private final String group;
  private final List<Subtopology> subtopologies;
  private final Map<TopicPartition, Restore> restoring = new ConcurrentHashMap<>();

  TopologyFlow(String group, TopologyDescription described) {
    this.group = group;
    this.subtopologies =
        Stream.concat(
                described.globalStores().stream().map(this::global),
                described.subtopologies().stream().map(this::subtopology))
            .sorted(Comparator.comparingInt(Subtopology::id))
            .toList();
  }

  List<Subtopology> subtopologies() {
    return subtopologies;
  }

  /// @param state of the client
  Flow.OfTopology told(String state, Collection<ThreadMetadata> threads) {
    return new Flow.OfTopology(
        group,
        state,
        topics(Kind.SOURCE),
        topics(Kind.SINK),
        subtopologies,
        threads.stream()
            .map(TopologyFlow::thread)
            .sorted(Comparator.comparing(StreamThread::name))
            .toList(),
        restoring.values().stream()
            .sorted(Comparator.comparing(Restore::topic).thenComparingInt(Restore::partition))
            .toList());
  }

  private List<String> topics(Kind kind) {
    return subtopologies.stream()
        .flatMap(one -> one.nodes().stream())
        .filter(node -> node.kind() == kind)
        .flatMap(node -> node.topics().stream())
        .filter(topic -> !topic.endsWith(DETOUR))
        .distinct()
        .sorted()
        .toList();
  }

  private Subtopology global(TopologyDescription.GlobalStore global) {
    List<String> topics = topics(global.source());
    List<Store> stores =
        global.processor().stores().stream()
            .map(store -> new Store(store, topics.getFirst()))
            .toList();
    return new Subtopology(
        global.id(), true, List.of(node(global.source()), node(global.processor())), stores);
  }

  private Subtopology subtopology(TopologyDescription.Subtopology described) {
    List<Node> nodes = inTurn(described.nodes()).stream().map(this::node).toList();
    List<Store> stores =
        nodes.stream()
            .flatMap(node -> node.stores().stream())
            .distinct()
            .sorted()
            .map(store -> new Store(store, group + "-" + store + "-changelog"))
            .toList();
    return new Subtopology(described.id(), false, nodes, stores);
  }

  /// Each behind those that feed it.
  private static List<TopologyDescription.Node> inTurn(Set<TopologyDescription.Node> nodes) {
    List<TopologyDescription.Node> left = new ArrayList<>(nodes);
    left.sort(Comparator.comparing(TopologyDescription.Node::name));
    List<TopologyDescription.Node> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      TopologyDescription.Node next =
          left.stream()
              .filter(node -> node.predecessors().stream().noneMatch(left::contains))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("a topology has no circle: " + left));
      left.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  private Node node(TopologyDescription.Node node) {
    List<String> next = node.successors().stream().map(one -> one.name()).sorted().toList();
    return switch (node) {
      case TopologyDescription.Processor processor ->
          new Node(
              node.name(),
              Kind.PROCESSOR,
              List.of(),
              processor.stores().stream().sorted().toList(),
              next);
      case TopologyDescription.Sink sink ->
          new Node(node.name(), Kind.SINK, topics(sink), List.of(), next);
      case TopologyDescription.Source source ->
          new Node(node.name(), Kind.SOURCE, topics(source), List.of(), next);
      default -> throw new IllegalStateException("of no known kind: " + node);
    };
  }

  /// A source of a pattern, or a sink that asks for its topic each time, names none.
  private List<String> topics(TopologyDescription.Source source) {
    return source.topicSet() == null
        ? List.of()
        : source.topicSet().stream().map(this::inTheLog).sorted().toList();
  }

  private List<String> topics(TopologyDescription.Sink sink) {
    return sink.topic() == null ? List.of() : List.of(inTheLog(sink.topic()));
  }

  /// A description leaves out whose a topic is that is a topology's own.
  private String inTheLog(String topic) {
    return topic.endsWith(DETOUR) ? group + "-" + topic : topic;
  }

  private static StreamThread thread(ThreadMetadata thread) {
    List<Task> tasks =
        Stream.concat(
                thread.activeTasks().stream().map(task -> task(task, false)),
                thread.standbyTasks().stream().map(task -> task(task, true)))
            .sorted(Comparator.comparingInt(Task::subtopology).thenComparing(Task::id))
            .toList();
    return new StreamThread(thread.threadName(), thread.threadState(), tasks);
  }

  private static Task task(TaskMetadata task, boolean isStandby) {
    return new Task(
        task.taskId().toString(),
        task.taskId().subtopology(),
        isStandby,
        task.topicPartitions().stream()
            .map(one -> one.topic() + "/" + one.partition())
            .sorted()
            .toList());
  }

  @Override
  public void onRestoreStart(TopicPartition place, String store, long from, long to) {
    restoring.put(
        place, new Restore(store, place.topic(), place.partition(), 0, Math.max(0, to - from)));
  }

  @Override
  public void onBatchRestored(TopicPartition place, String store, long end, long records) {
    restoring.computeIfPresent(
        place,
        (_, before) ->
            new Restore(
                store,
                place.topic(),
                place.partition(),
                Math.min(before.restored() + records, before.offsets()),
                before.offsets()));
  }

  @Override
  public void onRestoreEnd(TopicPartition place, String store, long records) {
    restoring.remove(place);
  }

  @Override
  public void onRestoreSuspended(TopicPartition place, String store, long records) {
    restoring.remove(place);
  }
}
