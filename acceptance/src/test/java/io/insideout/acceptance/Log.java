package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Topic;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.LogClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// The log as a stranger sees it: committed records as bytes, and anything at all written.
record Log(LogClient client) {

  /// A record's place, as causes name it.
  static String coordinates(ConsumerRecord<?, ?> record) {
    return record.topic() + "/" + record.partition() + "/" + record.offset();
  }

  static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
    return Causes.text(record.headers(), name);
  }

  static String correlation(ConsumerRecord<?, ?> record) {
    return String.valueOf(header(record, Causes.CORRELATION_ID));
  }

  /// All committed records of a topic, up to its end at this moment.
  List<ConsumerRecord<byte[], byte[]>> read(Topic<?> topic) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (Consumer<byte[], byte[]> reader = client.reader("acceptance")) {
      List<TopicPartition> partitions = LogClient.partitions(reader, topic);
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      LogClient.readToEnd(reader, all::add);
    }
    return all;
  }

  /// Writes bytes into a partition of a topic.
  ///
  /// @return the record's coordinates
  String write(Topic<?> topic, int partition, @Nullable String key, byte @Nullable [] value) {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            client.with(Map.of("max.request.size", 2 << 20)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      RecordMetadata written =
          producer
              .send(
                  new ProducerRecord<>(
                      topic.name(), partition, key == null ? null : key.getBytes(UTF_8), value))
              .get();
      return topic.name() + "/" + written.partition() + "/" + written.offset();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("cannot write to " + topic.name(), e);
    }
  }
}
