package io.insideout.runtime.stream;

import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.CloudEvents;
import io.insideout.runtime.log.Redriven;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Turns the headers of each record that a service reads into those of what it makes from the
/// record. Kafka Streams hands headers on from input to output, so every output names its cause and
/// no service has to.
///
/// A record that is sent again is shown to the service that it is meant for alone, and as the one
/// that it stands for: what comes of it names the same cause, and is of the same trace, as if the
/// first had been used.
public final class CauseStamp implements ConsumerInterceptor<byte[], byte[]> {
  /// Names the service among the configuration of its consumers and producers.
  public static final String SERVICE = "insideout.service";

  private @Nullable String service;

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    boolean foreign = false;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (isForAnother(record)) {
        foreign = true;
      } else {
        stamp(record);
      }
    }
    return foreign ? withoutForeign(records) : records;
  }

  private static void stamp(ConsumerRecord<byte[], byte[]> record) {
    String from = Redriven.unmark(record.headers());
    CloudEvents.strip(record.headers());
    // A repartition topic is a detour within one service and is purged: the cause stays the
    // record that the service read from the catalogue.
    if (!isRepartition(record.topic())) {
      Causes.continueFrom(
          record.headers(), record.key(), from == null ? Causes.coordinates(record) : from);
    }
  }

  private boolean isForAnother(ConsumerRecord<byte[], byte[]> record) {
    return service != null && Redriven.isForAnother(record.headers(), service);
  }

  /// The positions go on as if the others had been read, so that nobody waits for them to be.
  private ConsumerRecords<byte[], byte[]> withoutForeign(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> own = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> left =
          records.records(partition).stream().filter(record -> !isForAnother(record)).toList();
      if (!left.isEmpty()) {
        own.put(partition, left);
      }
    }
    return new ConsumerRecords<>(own, records.nextOffsets());
  }

  private static boolean isRepartition(String topic) {
    return topic.endsWith("-repartition");
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void configure(Map<String, ?> configs) {
    service = configs.get(SERVICE) instanceof String name ? name : null;
  }

  @Override
  public void close() {}
}
