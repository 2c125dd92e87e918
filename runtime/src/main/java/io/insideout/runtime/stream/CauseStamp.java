package io.insideout.runtime.stream;

import io.insideout.runtime.log.Causes;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Turns the headers of each record that a service reads into those of what it makes from the
/// record. Kafka Streams hands headers on from input to output, so every output names its cause and
/// no service has to.
public final class CauseStamp implements ConsumerInterceptor<byte[], byte[]> {
  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      // A repartition topic is a detour within one service and is purged: the cause stays the
      // record that the service read from the catalogue.
      if (!isRepartition(record.topic())) {
        Causes.continueFrom(
            record.headers(), record.key(), record.topic(), record.partition(), record.offset());
      }
    }
    return records;
  }

  private static boolean isRepartition(String topic) {
    return topic.endsWith("-repartition");
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {}
}
