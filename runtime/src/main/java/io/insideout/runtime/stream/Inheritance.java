package io.insideout.runtime.stream;

import io.insideout.runtime.generation.GenerationsTopic;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/// The topology that makes the stores of a new generation, while the one before works: it reads
/// that one's changelogs, and writes nothing but the new one's.
///
/// Its subtopologies are numbered as those of the service's own topology are, because what is on
/// disk is kept by these numbers: so it is there already when that one starts.
final class Inheritance {
  private final Topology topology = new Topology();
  private final Map<String, Bequest> bequests;
  private final Map<String, Table<?>> tables;
  private final String before;
  private final Set<String> present;
  private boolean hasStandIn;

  /// @param written what the service's own topology was written with
  /// @param before the group of the generation before
  /// @param present the topics of the log
  private Inheritance(TopologyWriter written, String before, Set<String> present) {
    this.bequests = by(written.bequests(), Bequest::store);
    this.tables = by(written.tables(), Table::name);
    this.before = before;
    this.present = present;
  }

  private static <T> Map<String, T> by(List<T> some, Function<T, String> name) {
    return some.stream().collect(Collectors.toMap(name, one -> one));
  }

  static Topology of(
      TopologyWriter written, TopologyDescription own, String before, Set<String> present) {
    Inheritance inheritance = new Inheritance(written, before, present);
    // They are numbered in the order in which they are met.
    NavigableMap<Integer, Runnable> byNumber = new TreeMap<>();
    own.globalStores().forEach(one -> byNumber.put(one.id(), () -> inheritance.global(one)));
    own.subtopologies().forEach(one -> byNumber.put(one.id(), () -> inheritance.subtopology(one)));
    byNumber.values().forEach(Runnable::run);
    return inheritance.topology;
  }

  private static String node(int subtopology, String name) {
    return subtopology + "-" + name;
  }

  /// A table that is read already is not read when the service starts.
  private void global(TopologyDescription.GlobalStore global) {
    Table<?> table = tables.get(global.processor().stores().iterator().next());
    if (table != null) {
      table.addTo(topology, node(global.id(), "read"), node(global.id(), "keep"));
    }
  }

  private void subtopology(TopologyDescription.Subtopology own) {
    List<Bequest> here =
        own.nodes().stream()
            .filter(TopologyDescription.Processor.class::isInstance)
            .flatMap(node -> ((TopologyDescription.Processor) node).stores().stream())
            .distinct()
            .sorted()
            .map(bequests::get)
            .toList();
    List<String> processors =
        here.stream()
            .filter(one -> present.contains(one.changelog(before)))
            .map(one -> take(own.id(), one))
            .toList();
    if (processors.isEmpty()) {
      stand(own);
    } else {
      // All of them know all stores, so that none becomes a subtopology of its own.
      here.forEach(one -> topology.addStateStore(one.builder(), processors.toArray(String[]::new)));
    }
  }

  private String take(int subtopology, Bequest bequest) {
    String source = node(subtopology, "read-" + bequest.store());
    String processor = node(subtopology, "take-" + bequest.store());
    topology.addSource(
        AutoOffsetReset.earliest(),
        source,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        bequest.changelog(before));
    topology.addProcessor(processor, bequest.taking(), source);
    return processor;
  }

  /// Has nothing to take, and keeps the number. It reads what is of no service: what it had read of
  /// a service's topic would be its group's position there. Who has several such has the states
  /// behind the second read back when it starts.
  private void stand(TopologyDescription.Subtopology own) {
    if (!hasStandIn) {
      hasStandIn = true;
      topology.addSource(
          AutoOffsetReset.latest(),
          node(own.id(), "pass"),
          new ByteArrayDeserializer(),
          new ByteArrayDeserializer(),
          GenerationsTopic.TOPIC.name());
    }
  }
}
