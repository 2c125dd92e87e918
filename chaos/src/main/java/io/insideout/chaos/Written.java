package io.insideout.chaos;

import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.verify.Coordinates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/// What services have written, committed or not. One that writes outside of any transaction is at
/// its most vulnerable when it has written, and its position does not tell yet that it has read
/// what that was made from: after a kill it does it again.
final class Written {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(20);

  private final LogClient log;
  private final Deserializer<OrderValidation> answers;

  Written(LogClient log, Schemas schemas) {
    this.log = log;
    this.answers = schemas.serde(Topics.ORDER_VALIDATIONS).deserializer();
  }

  /// Waits until the service is ahead of its position in this way.
  ///
  /// @return whether it is so at this moment
  boolean awaitAhead(String service, Duration atMost) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    try (Consumer<byte[], byte[]> reader = reader(log);
        Admin admin = log.admin()) {
      List<TopicPartition> partitions = partitions(reader, service);
      reader.assign(partitions);
      reader.seekToEnd(partitions);
      while (System.nanoTime() < deadlineNanos) {
        Optional<Coordinates> newest = Optional.empty();
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          newest = isBy(service, record) ? cause(record) : newest;
        }
        if (newest.isPresent() && position(admin, service, newest.get()) <= newest.get().offset()) {
          return true;
        }
      }
    } catch (ExecutionException | TimeoutException | RuntimeException theLogIsAway) {
      return false;
    }
    return false;
  }

  private boolean isBy(String service, ConsumerRecord<byte[], byte[]> record) {
    if (!record.topic().equals(Topics.ORDER_VALIDATIONS.name())) {
      return true;
    }
    try {
      return answers
          .deserialize(record.topic(), record.value())
          .getCheck()
          .name()
          .equalsIgnoreCase(service);
    } catch (SerializationException bad) {
      return false;
    }
  }

  private static Optional<Coordinates> cause(ConsumerRecord<byte[], byte[]> record) {
    return Optional.ofNullable(Causes.text(record.headers(), Causes.CAUSE))
        .flatMap(Coordinates::parse);
  }

  private static long position(Admin admin, String group, Coordinates read)
      throws InterruptedException, ExecutionException, TimeoutException {
    OffsetAndMetadata position =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
            .get(new TopicPartition(read.topic(), read.partition()));
    return position == null ? 0 : position.offset();
  }

  /// The partitions that a service writes to.
  static List<TopicPartition> partitions(Consumer<?, ?> reader, String service) {
    return Topics.all().stream()
        .filter(topic -> topic.writers().contains(service) && !topic.equals(Topics.DEAD_LETTERS))
        .map(Topic::name)
        .flatMap(topic -> reader.partitionsFor(topic, ANSWERS_WITHIN).stream())
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  /// A reader that is shown what is not committed too.
  static Consumer<byte[], byte[]> reader(LogClient log) {
    return new KafkaConsumer<>(
        log.with(
            Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "chaos-written",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_uncommitted",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
