package io.insideout.runtime.stream;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.flow.Subtopology;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;

/// The stores of a topology that runs, by Kafka Streams' own description of it.
///
/// @param partitions how many partitions a topic has in the log
record TopologyStores(
    KafkaStreams streams, String service, Schemas schemas, ToIntFunction<Topic<?>> partitions) {

  List<Store> of(List<Subtopology> subtopologies) {
    return subtopologies.stream().flatMap(this::of).toList();
  }

  private Stream<Store> of(Subtopology one) {
    return one.isGlobal()
        ? one.stores().stream().flatMap(store -> table(store).stream())
        : one.stores().stream()
            .map(
                store ->
                    new StateRows(
                        store.name(),
                        store.changelog(),
                        () -> here(one.id()),
                        partition -> StoreBytes.of(streams, store.name(), partition)));
  }

  private Optional<Store> table(Subtopology.Store store) {
    return Topics.named(store.changelog()).map(topic -> table(topic, store.name()));
  }

  private Store table(Topic<?> topic, String name) {
    return GlobalRows.of(
        topic, StoreBytes.of(streams, name, null), service, partitions.applyAsInt(topic), schemas);
  }

  /// The partitions of a subtopology that threads of this process work on.
  private List<Integer> here(int subtopology) {
    return threads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .map(TaskMetadata::taskId)
        .filter(task -> task.subtopology() == subtopology)
        .map(task -> task.partition())
        .sorted()
        .toList();
  }

  private Set<ThreadMetadata> threads() {
    return StreamsPart.threads(streams);
  }
}
