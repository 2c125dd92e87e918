package io.insideout.console.log;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;

/// Partitions for Kafka's mock of a consumer, which is given the records at each poll, and like the
/// real one passes over gaps.
record PartitionsInMemory(
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log,
    Map<TopicPartition, Range> whole) {
  private static final int POLLED = 500;

  Consumer<byte[], byte[]> reader() {
    MockConsumer<byte[], byte[]> reader =
        new MockConsumer<>("earliest") {
          @Override
          public synchronized org.apache.kafka.clients.consumer.ConsumerRecords<byte[], byte[]>
              poll(java.time.Duration timeout) {
            assignment().stream().filter(place -> !paused().contains(place)).forEach(this::fill);
            var records = super.poll(timeout);
            assignment().stream()
                .filter(place -> records.records(place).isEmpty())
                .forEach(this::pass);
            return records;
          }

          private void fill(TopicPartition place) {
            long from = position(place);
            log.getOrDefault(place, List.of()).stream()
                .filter(record -> record.offset() >= from)
                .limit(POLLED)
                .forEach(this::addRecord);
          }

          // Behind the last record nothing is but the ends of transactions.
          private void pass(TopicPartition place) {
            if (!paused().contains(place)) {
              seek(place, whole.getOrDefault(place, new Range(0, 0)).to());
            }
          }
        };
    whole.forEach((place, range) -> reader.updateBeginningOffsets(Map.of(place, range.from())));
    return reader;
  }
}
