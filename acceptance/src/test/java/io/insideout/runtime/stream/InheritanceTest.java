package io.insideout.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.generation.Generation;
import io.insideout.runtime.generation.GenerationsTopic;
import io.insideout.runtime.schema.Schemas;
import io.insideout.services.Services;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InheritanceTest {
  private static final Schemas SCHEMAS = Schemas.at(URI.create("http://none"));

  record Written(StreamsService service, int partitions) {
    TopologyWriter writer() {
      return new TopologyWriter(service.name(), SCHEMAS, _ -> partitions);
    }

    @Override
    public String toString() {
      return service.name() + " at " + partitions;
    }
  }

  static Stream<Written> everyTopology() {
    return Services.topologies().stream()
        .flatMap(service -> Stream.of(1, 3).map(partitions -> new Written(service, partitions)));
  }

  @ParameterizedTest
  @MethodSource("everyTopology")
  void stores_are_where_the_services_own_topology_looks_for_them(Written written) {
    TopologyWriter writer = written.writer();
    TopologyDescription own = written.service().topology(writer).describe();
    String before = new Generation(written.service().name(), 2).group();

    Topology making = Inheritance.of(writer, own, before, everyTopic(writer, own, before));

    assertThat(stores(making.describe())).isEqualTo(stores(own)).isNotEmpty();
    assertThat(read(making.describe()))
        .as("the changelogs of the generation before are read")
        .containsAll(writer.bequests().stream().map(bequest -> bequest.changelog(before)).toList());
  }

  @ParameterizedTest
  @MethodSource("everyTopology")
  void what_is_not_there_is_not_read(Written written) {
    TopologyWriter writer = written.writer();
    TopologyDescription own = written.service().topology(writer).describe();

    Topology making = Inheritance.of(writer, own, written.service().name(), Set.of());

    assertThat(read(making.describe())).isSubsetOf(GenerationsTopic.TOPIC.name());
  }

  private static Set<String> everyTopic(
      TopologyWriter writer, TopologyDescription own, String before) {
    Set<String> topics = new TreeSet<>(read(own));
    writer.bequests().forEach(bequest -> topics.add(bequest.changelog(before)));
    return topics;
  }

  private static Set<String> read(TopologyDescription described) {
    return described.subtopologies().stream()
        .flatMap(one -> one.nodes().stream())
        .filter(Source.class::isInstance)
        .flatMap(node -> ((Source) node).topicSet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// By the number that they are kept under.
  private static Map<Integer, Set<String>> stores(TopologyDescription described) {
    Map<Integer, Set<String>> stores = new TreeMap<>();
    described
        .globalStores()
        .forEach(global -> stores.put(global.id(), global.processor().stores()));
    described.subtopologies().forEach(one -> stores.put(one.id(), stores(one)));
    stores.values().removeIf(Set::isEmpty);
    return stores;
  }

  private static Set<String> stores(TopologyDescription.Subtopology one) {
    return one.nodes().stream()
        .filter(Processor.class::isInstance)
        .flatMap(node -> ((Processor) node).stores().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
