package io.insideout.runtime.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A log of one partition whose reader stumbles whenever it is told to.
final class StumblingLog extends MockConsumer<byte[], byte[]> {
  static final TopicPartition PLACE = new TopicPartition("orders", 0);

  private final List<ConsumerRecord<byte[], byte[]>> records = new CopyOnWriteArrayList<>();
  private volatile @Nullable RuntimeException trouble;
  private volatile long handedOut = Long.MAX_VALUE;

  StumblingLog() {
    super("earliest");
    updatePartitions(
        PLACE.topic(),
        List.of(new PartitionInfo(PLACE.topic(), 0, Node.noNode(), new Node[0], new Node[0])));
    updateBeginningOffsets(Map.of(PLACE, 0L));
    updateEndOffsets(Map.of(PLACE, 0L));
  }

  /// One more record.
  void write(String key) {
    long offset = records.size();
    records.add(new ConsumerRecord<>(PLACE.topic(), 0, offset, key.getBytes(UTF_8), new byte[0]));
    updateEndOffsets(Map.of(PLACE, offset + 1));
  }

  /// Whoever reads stumbles over this from now on, or over nothing.
  void stumble(@Nullable RuntimeException over) {
    trouble = over;
  }

  /// No more than these can be read for now.
  void handOut(long most) {
    handedOut = most;
  }

  @Override
  public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    @Nullable RuntimeException over = trouble;
    if (over != null) {
      throw over;
    }
    // What was handed out once is gone from the one above.
    long from = position(PLACE);
    records.stream()
        .filter(record -> record.offset() >= from && record.offset() < handedOut)
        .forEach(this::addRecord);
    return super.poll(timeout);
  }
}
