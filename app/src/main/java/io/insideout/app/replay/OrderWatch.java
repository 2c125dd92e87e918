package io.insideout.app.replay;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/// Follows the orders of one file through the log, from its beginning, committed records only.
/// Memory is bounded by the number of orders in the file.
final class OrderWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Set<String> ids;
  private final Consumer<byte[], byte[]> reader;
  private final Deserializer<Order> orders;
  private final Map<String, OrderState> states = new HashMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private final Thread thread;
  private long settled;
  private long units;
  private long amountMicros;
  private volatile boolean closing;

  OrderWatch(LogClient log, Schemas schemas, Set<String> ids) {
    this.ids = Set.copyOf(ids);
    this.reader = log.reader("replay-watch");
    this.orders = schemas.serde(Topics.ORDERS).deserializer();
    List<TopicPartition> partitions = LogClient.partitions(reader, Topics.ORDERS);
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
    this.thread = Thread.ofPlatform().daemon().name("replay-watch").start(this::follow);
  }

  private void follow() {
    try (reader) {
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          try {
            if (record.value() != null) {
              count(orders.deserialize(record.topic(), record.value()));
            }
          } catch (SerializationException e) {
            // Not an order that this file made; the services set it aside.
          }
        }
      }
    }
  }

  private synchronized void count(Order order) {
    if (!ids.contains(order.getOrderId())) {
      return;
    }
    OrderState before = states.put(order.getOrderId(), order.getState());
    if (order.getState() != OrderState.REQUESTED
        && (before == null || before == OrderState.REQUESTED)) {
      settled++;
    }
    if (before == null) {
      for (OrderLine line : order.getLines()) {
        units += line.getQuantity();
        Long price = line.getUnitPriceMicros();
        amountMicros =
            Math.addExact(
                amountMicros, price == null ? 0 : Math.multiplyExact(price, line.getQuantity()));
      }
    }
    if (order.getState() == OrderState.REJECTED) {
      order.getReasons().forEach(reason -> reasons.merge(reason.split(":", 2)[0], 1L, Long::sum));
    }
    notifyAll();
  }

  /// What is known at this moment.
  synchronized Outcome outcome() {
    TreeMap<String, Long> byState = new TreeMap<>();
    states.values().forEach(state -> byState.merge(state.name(), 1L, Long::sum));
    return new Outcome(states.size(), units, amountMicros, byState, new TreeMap<>(reasons));
  }

  /// How many orders are settled.
  synchronized long settled() {
    return settled;
  }

  /// Waits until more than so many are settled, or for so long.
  ///
  /// @return how many are settled
  synchronized long awaitMoreThan(long known, Duration atMost) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    long leftMillis = atMost.toMillis();
    while (settled() <= known && leftMillis > 0) {
      wait(leftMillis);
      leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
    }
    return settled();
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
