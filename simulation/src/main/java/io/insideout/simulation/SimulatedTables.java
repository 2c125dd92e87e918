package io.insideout.simulation;

import io.insideout.runtime.stream.CauseStamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.internals.GlobalProcessorContextImpl;
import org.apache.kafka.streams.processor.internals.GlobalStateManagerImpl;
import org.apache.kafka.streams.processor.internals.GlobalStateUpdateTask;
import org.apache.kafka.streams.processor.internals.ProcessorTopology;

/// The global tables of one service, which follow their topics on their own: how far behind the
/// tasks they are is a matter of chance. Those of a new life are read up to the end at once, as
/// Kafka Streams does it before any task runs.
final class SimulatedTables {
  private static final Node[] NO_NODES = {};

  private final SimulatedLog log;
  private final GlobalStateUpdateTask task;
  private final CauseStamp causes = new CauseStamp();
  private final List<TopicPartition> partitions = new ArrayList<>();
  private final Map<TopicPartition, Integer> next = new HashMap<>();

  SimulatedTables(TaskSurroundings surroundings, ProcessorTopology topology) {
    log = surroundings.log();
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    topology.sourceTopics().stream()
        .sorted()
        .forEach(topic -> partitions.addAll(of(topic, consumer)));
    GlobalStateManagerImpl states =
        new GlobalStateManagerImpl(
            surroundings.words(),
            surroundings.time(),
            topology,
            consumer,
            surroundings.directory(),
            new SilentRestoreListener(),
            surroundings.config());
    GlobalProcessorContextImpl context =
        new GlobalProcessorContextImpl(
            surroundings.config(),
            states,
            surroundings.metrics(),
            surroundings.cache(),
            surroundings.time());
    states.setGlobalProcessorContext(context);
    task =
        new GlobalStateUpdateTask(
            surroundings.words(),
            topology,
            context,
            states,
            surroundings.config().deserializationExceptionHandler(),
            surroundings.config().processingExceptionHandler(),
            surroundings.time(),
            Long.MAX_VALUE);
    var _ = task.initialize();
    for (TopicPartition partition : partitions) {
      while (isBehind(partition)) {
        follow(partition);
      }
    }
  }

  /// Tells the consumer of an empty topic: what it holds is read by [#follow].
  private List<TopicPartition> of(String topic, MockConsumer<byte[], byte[]> consumer) {
    List<PartitionInfo> infos = new ArrayList<>();
    List<TopicPartition> names = new ArrayList<>();
    for (int partition = 0; partition < log.partitions(topic); partition++) {
      TopicPartition name = new TopicPartition(topic, partition);
      names.add(name);
      infos.add(new PartitionInfo(topic, partition, Node.noNode(), NO_NODES, NO_NODES));
      consumer.updateBeginningOffsets(Map.of(name, 0L));
      consumer.updateEndOffsets(Map.of(name, 0L));
    }
    consumer.updatePartitions(topic, infos);
    return names;
  }

  List<TopicPartition> partitions() {
    return partitions;
  }

  boolean isBehind(TopicPartition partition) {
    return next.getOrDefault(partition, 0) < log.partition(partition).size();
  }

  /// Takes the next record of a partition.
  void follow(TopicPartition partition) {
    int place = next.merge(partition, 1, Integer::sum) - 1;
    ConsumerRecord<byte[], byte[]> record = log.partition(partition).fetch(place);
    var _ = causes.onConsume(new ConsumerRecords<>(Map.of(partition, List.of(record)), Map.of()));
    task.update(record);
  }
}
