package io.insideout.app.stores;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A topic for Kafka's mock of a consumer, to which records may be added while it is read. Every
/// other offset is the end of a transaction, which readers pass over.
final class LogInMemory {
  private static final String TOPIC = "stock";
  private static final int POLLED = 50;
  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();

  static TopicPartition place(int partition) {
    return new TopicPartition(TOPIC, partition);
  }

  /// @return its offset
  long write(int partition, String key, @Nullable String value) {
    List<ConsumerRecord<byte[], byte[]>> records =
        log.computeIfAbsent(place(partition), _ -> new ArrayList<>());
    long offset = 2L * records.size();
    records.add(
        new ConsumerRecord<>(
            TOPIC,
            partition,
            offset,
            key.getBytes(UTF_8),
            value == null ? null : value.getBytes(UTF_8)));
    return offset;
  }

  long end(TopicPartition place) {
    return 2L * log.getOrDefault(place, List.of()).size();
  }

  Consumer<byte[], byte[]> reader() {
    return new MockConsumer<>("earliest") {
      @Override
      public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        for (TopicPartition place : assignment()) {
          long from = position(place);
          log.getOrDefault(place, List.of()).stream()
              .filter(record -> record.offset() >= from)
              .limit(POLLED)
              .forEach(this::addRecord);
        }
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        assignment().stream()
            .filter(place -> records.records(place).isEmpty())
            .forEach(place -> seek(place, end(place)));
        return records;
      }

      @Override
      public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> places) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        places.forEach(place -> ends.put(place, end(place)));
        return ends;
      }

      @Override
      public synchronized Map<TopicPartition, Long> beginningOffsets(
          Collection<TopicPartition> places) {
        Map<TopicPartition, Long> begins = new HashMap<>();
        places.forEach(place -> begins.put(place, 0L));
        return begins;
      }
    };
  }
}
