package io.insideout.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Decisions;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/// Counts decisions of orders whose ids begin alike, as committed records. Nothing is kept of an
/// order, so their number does not matter.
final class DecisionCount implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final String prefix;
  private final Consumer<byte[], byte[]> reader;
  private final Deserializer<Order> orders;
  private final Thread thread;
  private long decided;
  private long rejected;
  private volatile boolean closing;

  DecisionCount(LogClient log, Schemas schemas, String prefix) {
    this.prefix = prefix;
    this.reader = log.reader("bench-count");
    this.orders = schemas.serde(Topics.ORDERS).deserializer();
    List<TopicPartition> partitions = LogClient.partitions(reader, Topics.ORDERS);
    reader.assign(partitions);
    reader.seekToEnd(partitions);
    partitions.forEach(reader::position);
    this.thread = Thread.ofPlatform().daemon().name("bench-count").start(this::follow);
  }

  private void follow() {
    try (reader) {
      while (!closing) {
        long more = 0;
        long against = 0;
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          if (new String(record.key(), UTF_8).startsWith(prefix)) {
            Order order = orders.deserialize(record.topic(), record.value());
            boolean decision = Decisions.isDecision(order);
            more += decision ? 1 : 0;
            against += decision && order.getState() == OrderState.REJECTED ? 1 : 0;
          }
        }
        add(more, against);
      }
    }
  }

  private synchronized void add(long more, long against) {
    decided += more;
    rejected += against;
    notifyAll();
  }

  /// Waits until so many are decided, or for so long.
  ///
  /// @return how many are decided
  synchronized long await(long wanted, Duration atMost) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toMillis(); decided < wanted && left > 0; ) {
      wait(left);
      left = (deadlineNanos - System.nanoTime()) / 1_000_000;
    }
    return decided;
  }

  synchronized long rejected() {
    return rejected;
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
