package io.insideout.simulation;

import io.insideout.runtime.stream.CauseStamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.internals.ProcessorContextImpl;
import org.apache.kafka.streams.processor.internals.ProcessorStateManager;
import org.apache.kafka.streams.processor.internals.ProcessorTopology;
import org.apache.kafka.streams.processor.internals.RecordCollectorImpl;
import org.apache.kafka.streams.processor.internals.StreamTask;
import org.apache.kafka.streams.processor.internals.StreamsProducer;
import org.apache.kafka.streams.processor.internals.Task;

/// One life of one task: Kafka Streams' own, on a simulated log. It begins with what the log has
/// committed of it, and ends when nobody holds it any more, as a kill ends it: what it had not
/// committed is gone.
final class SimulatedTask {
  private final TaskSurroundings surroundings;
  private final StreamTask task;
  private final StreamsProducer producer;
  private final MockConsumer<byte[], byte[]> consumer;
  private final CauseStamp causes = new CauseStamp();

  /// The place of the next record of each partition.
  private final Map<TopicPartition, Integer> next = new HashMap<>();

  private boolean uncommitted;

  SimulatedTask(
      TaskSurroundings surroundings,
      TaskId id,
      ProcessorTopology topology,
      Set<TopicPartition> partitions) {
    this.surroundings = surroundings;
    causes.configure(Map.of(CauseStamp.SERVICE, surroundings.service()));
    LogContext words = surroundings.words();
    SimulatedLog log = surroundings.log();
    producer = surroundings.producer();
    consumer = consumer(partitions);
    ProcessorStateManager states =
        new ProcessorStateManager(
            id,
            Task.TaskType.ACTIVE,
            true,
            words,
            surroundings.directory(),
            topology.storeToChangelogTopic(),
            partitions);
    task =
        new StreamTask(
            id,
            partitions,
            topology,
            consumer,
            surroundings.taskConfig(),
            surroundings.metrics(),
            surroundings.directory(),
            surroundings.cache(),
            surroundings.time(),
            states,
            new RecordCollectorImpl(
                words,
                id,
                producer,
                surroundings.config().productionExceptionHandler(),
                surroundings.metrics(),
                topology),
            new ProcessorContextImpl(
                id, surroundings.config(), states, surroundings.metrics(), surroundings.cache()),
            words,
            false);
    task.initializeIfNeeded();
    for (TopicPartition changelog : states.changelogOffsets().keySet()) {
      StreamsInternals.restore(states, changelog, log.partition(changelog).records());
    }
    task.completeRestoration(_ -> {});
  }

  private MockConsumer<byte[], byte[]> consumer(Set<TopicPartition> partitions) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.assign(partitions);
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata position = surroundings.position(partition);
      if (position != null) {
        consumer.commitSync(Map.of(partition, position));
      }
      next.put(
          partition,
          position == null
              ? 0
              : surroundings.log().partition(partition).placeOf(position.offset()));
    }
    return consumer;
  }

  /// How many records of a partition it has taken.
  int taken(TopicPartition partition) {
    return next.getOrDefault(partition, 0);
  }

  /// Takes the next record of a partition.
  void takeNext(TopicPartition partition) {
    int place = taken(partition);
    next.put(partition, place + 1);
    take(partition, place);
  }

  /// Takes a record that it has taken before.
  void takeAgain(TopicPartition partition, int place) {
    take(partition, place);
  }

  private void take(TopicPartition partition, int place) {
    SimulatedPartition records = surroundings.log().partition(partition);
    ConsumerRecord<byte[], byte[]> record = records.fetch(place);
    boolean isShown =
        !causes
            .onConsume(new ConsumerRecords<>(Map.of(partition, List.of(record)), Map.of()))
            .isEmpty();
    long reached = records.records().get(taken(partition) - 1).offset() + 1;
    task.updateNextOffsets(partition, new OffsetAndMetadata(reached));
    uncommitted = true;
    if (!isShown) {
      // It is meant for another service.
      return;
    }
    task.addRecords(partition, List.of(record));
    if (!task.process(surroundings.time().milliseconds())) {
      throw new IllegalStateException("task " + task.id() + " does not take " + record);
    }
  }

  /// Lets its clocks ring that are due.
  void ring() {
    while (task.maybePunctuateSystemTime()) {
      uncommitted = true;
    }
  }

  boolean hasUncommitted() {
    return uncommitted;
  }

  void commit() {
    Map<TopicPartition, OffsetAndMetadata> reached = task.prepareCommit(true);
    producer.commitTransaction(reached, consumer.groupMetadata());
    task.postCommit(false);
    uncommitted = false;
  }
}
