package io.insideout.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Decisions;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Pause;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/// Sees decisions where every reader of the log sees them, as committed records, and takes the time
/// since the order was due to be sent.
final class DecisionWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> reader;
  private final Deserializer<Order> orders;
  private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);
  private final Map<String, Long> dueNanos = new ConcurrentHashMap<>();
  private final Map<String, Long> early = new ConcurrentHashMap<>();
  private final AtomicLong rejected = new AtomicLong();
  private long lastNanos = System.nanoTime();
  private final Thread thread;
  private volatile boolean closing;

  DecisionWatch(LogClient log, Schemas schemas) {
    this.reader = log.reader("bench-watch");
    this.orders = schemas.serde(Topics.ORDERS).deserializer();
    List<TopicPartition> partitions = LogClient.partitions(reader, Topics.ORDERS);
    reader.assign(partitions);
    reader.seekToEnd(partitions);
    partitions.forEach(reader::position);
    this.thread = Thread.ofPlatform().daemon().name("bench-watch").start(this::follow);
  }

  private void follow() {
    try (reader) {
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          Order order = orders.deserialize(record.topic(), record.value());
          if (Decisions.isDecision(order)) {
            decided(new String(record.key(), UTF_8), order.getState());
          }
        }
      }
    }
  }

  private void decided(String orderId, OrderState state) {
    long nowNanos = System.nanoTime();
    if (state == OrderState.REJECTED) {
      rejected.incrementAndGet();
    }
    Long due = dueNanos.remove(orderId);
    if (due == null) {
      // The decision was quicker than the answer that names the order.
      early.put(orderId, nowNanos);
    } else {
      record(due, nowNanos);
    }
  }

  /// Tells when an order was due, once its id is known.
  void expect(String orderId, long due) {
    dueNanos.put(orderId, due);
    Long seenNanos = early.remove(orderId);
    if (seenNanos != null && dueNanos.remove(orderId) != null) {
      record(due, seenNanos);
    }
  }

  private synchronized void record(long due, long seenNanos) {
    long tookMicros = Math.max(0, (seenNanos - due) / 1_000);
    micros.recordValue(Math.min(micros.getHighestTrackableValue(), tookMicros));
    lastNanos = Math.max(lastNanos, seenNanos);
  }

  /// Waits until every expected order is decided.
  ///
  /// @return how many are not, where the time was over
  int awaitAll(Duration atMost) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    while (!dueNanos.isEmpty() && System.nanoTime() < deadlineNanos) {
      Pause.atMost(POLL);
    }
    return dueNanos.size();
  }

  /// When the last decision was seen.
  synchronized long lastNanos() {
    return lastNanos;
  }

  long rejected() {
    return rejected.get();
  }

  synchronized Histogram micros() {
    return micros.copy();
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
