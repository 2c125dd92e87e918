package io.insideout.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;

/// A transactional producer of a simulated log: what it sends is seen by nobody before the commit.
final class SimulatedProducer implements Producer<byte[], byte[]> {
  private static final Node[] NO_NODES = {};

  private final SimulatedLog log;
  private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
  private final Map<TopicPartition, OffsetAndMetadata> reached = new HashMap<>();
  private final String group;

  /// @param group whose positions are committed with what is sent
  SimulatedProducer(SimulatedLog log, String group) {
    this.log = log;
    this.group = group;
  }

  @Override
  public void initTransactions() {}

  @Override
  public void beginTransaction() {}

  @Override
  public Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
    TopicPartition destination = log.destination(record);
    sent.add(record);
    RecordMetadata metadata =
        new RecordMetadata(
            destination, log.partition(destination).nextOffset(), 0, record.timestamp(), 0, 0);
    if (callback != null) {
      callback.onCompletion(metadata, null);
    }
    return CompletableFuture.completedFuture(metadata);
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    return send(record, null);
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
    reached.putAll(offsets);
  }

  @Override
  public void commitTransaction() {
    log.commit(sent, group, reached);
    abortTransaction();
  }

  @Override
  public void abortTransaction() {
    sent.clear();
    reached.clear();
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return IntStream.range(0, log.partitions(topic))
        .mapToObj(
            partition -> new PartitionInfo(topic, partition, Node.noNode(), NO_NODES, NO_NODES))
        .toList();
  }

  @Override
  public void flush() {}

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return Map.of();
  }

  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {}

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {}

  @Override
  public Uuid clientInstanceId(Duration timeout) {
    return Uuid.ZERO_UUID;
  }

  @Override
  public void close() {}

  @Override
  public void close(Duration timeout) {}
}
