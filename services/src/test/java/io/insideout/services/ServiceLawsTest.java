package io.insideout.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Service;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import io.insideout.testkit.TopologyTopics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every service, the next one included.
class ServiceLawsTest {
  /// What Kafka Streams calls nodes, stores and topics that nobody has named.
  private static final String GENERATED_NAME = "(?s).*-\\d{10}.*";

  static List<StreamsService> services() {
    return Services.topologies();
  }

  @Test
  void everyServiceHasANameOfItsOwn() {
    assertThat(Services.all(ServiceSettings.DEFAULTS))
        .extracting(Service::name)
        .doesNotHaveDuplicates()
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("services")
  void readsOnlyTopicsOfTheCatalogueAndItsOwnDetours(StreamsService service) {
    assertThat(TopologyTopics.of(describe(service)).read())
        .isNotEmpty()
        .allSatisfy(
            topic ->
                assertThat(Topics.named(topic).isPresent() || isDetour(topic)).as(topic).isTrue());
  }

  /// So whoever has to set aside what it cannot use can be named without knowing its topology. The
  /// cashier reads beside one.
  @ParameterizedTest
  @MethodSource("services")
  void theTopicsThatItReadsNameItAsReader(StreamsService service) {
    Set<String> read = new TreeSet<>(TopologyTopics.of(describe(service)).read());
    read.removeIf(ServiceLawsTest::isDetour);
    if (service.name().equals("payments")) {
      read.add(Topics.PAYMENT_REQUESTS.name());
    }

    assertThat(Topics.all().stream().filter(topic -> topic.readers().contains(service.name())))
        .extracting(Topic::name)
        .containsExactlyInAnyOrderElementsOf(read);
  }

  @ParameterizedTest
  @MethodSource("services")
  void writesOnlyTopicsThatNameItAsWriterAndItsOwnDetours(StreamsService service) {
    assertThat(TopologyTopics.of(describe(service)).written())
        .isNotEmpty()
        .allSatisfy(
            topic ->
                assertThat(writers(topic).contains(service.name()) || isDetour(topic))
                    .as(topic)
                    .isTrue());
  }

  @ParameterizedTest
  @MethodSource("services")
  void whatItReadsAroundADetourItWritesThere(StreamsService service) {
    TopologyTopics topics = TopologyTopics.of(describe(service));

    assertThat(topics.read().stream().filter(ServiceLawsTest::isDetour))
        .containsExactlyInAnyOrderElementsOf(
            topics.written().stream().filter(ServiceLawsTest::isDetour).toList());
  }

  @ParameterizedTest
  @MethodSource("services")
  void takesNoDetourOnALogOfOnePartition(StreamsService service) {
    String described =
        service
            .topology(new TopologyWriter(service.name(), Schemas.inMemory(), _ -> 1))
            .describe()
            .toString();
    assertThat(described).contains("read-").doesNotContain("repartition");
  }

  @ParameterizedTest
  @MethodSource("services")
  void mayWriteDeadLetters(StreamsService service) {
    assertThat(Topics.DEAD_LETTERS.writers()).contains(service.name());
  }

  @ParameterizedTest
  @MethodSource("services")
  void hasNoNodeStoreOrTopicWithoutAName(StreamsService service) {
    assertThat(describe(service).toString()).doesNotMatch(GENERATED_NAME);
  }

  @ParameterizedTest
  @MethodSource("services")
  void describesItselfTheSameEachTime(StreamsService service) {
    assertThat(describe(service)).hasToString(describe(service).toString());
  }

  static TopologyDescription describe(StreamsService service) {
    return service.topology(new TopologyWriter(service.name(), Schemas.inMemory())).describe();
  }

  // The description leaves out the service's name, which Kafka Streams puts in front.
  private static boolean isDetour(String topic) {
    return topic.endsWith("-repartition") && Topics.named(topic).isEmpty();
  }

  private static Set<String> writers(String topic) {
    Optional<? extends Topic<?>> declared = Topics.named(topic);
    return declared.isPresent() ? declared.get().writers() : Set.of();
  }
}
