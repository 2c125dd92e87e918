package io.insideout.app.replay;

import io.insideout.catalog.Decisions;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.ReturnState;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/// Follows the orders of one file through the log, from its beginning, committed records only.
/// Memory is bounded by the number of orders in the file.
final class OrderWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Set<String> ids;
  private final Consumer<byte[], byte[]> reader;
  private final Deserializer<Order> orders;
  private final Map<String, Standing> standings = new HashMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private final Thread thread;
  private long settled;
  private long done;
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
    Standing now = Standing.of(order);
    Standing before = standings.put(order.getOrderId(), now);
    settled += change(before != null && before.isSettled(), now.isSettled());
    done += change(before != null && before.isDone(), now.isDone());
    if (before == null) {
      for (OrderLine line : order.getLines()) {
        units += line.getQuantity();
        Long price = line.getUnitPriceMicros();
        amountMicros =
            Math.addExact(
                amountMicros, price == null ? 0 : Math.multiplyExact(price, line.getQuantity()));
      }
    }
    // What comes back of it makes further versions of a rejected order.
    if (Decisions.isDecision(order) && order.getState() == OrderState.REJECTED) {
      order.getReasons().forEach(reason -> reasons.merge(reason.split(":", 2)[0], 1L, Long::sum));
    }
    notifyAll();
  }

  private static int change(boolean before, boolean now) {
    return Boolean.compare(now, before);
  }

  /// How an order stands, in so few words that all of a file's fit in memory.
  private record Standing(
      OrderState state,
      long totalMinor,
      long chargeMinor,
      long refundMinor,
      Map<ReturnState, Integer> returns) {
    static Standing of(Order order) {
      Map<ReturnState, Integer> returns = new EnumMap<>(ReturnState.class);
      order.getReturns().forEach(one -> returns.merge(one.getState(), 1, Integer::sum));
      return new Standing(
          order.getState(),
          order.getTotalMinor(),
          order.getChargeMinor(),
          order.getRefundMinor(),
          returns);
    }

    boolean isSettled() {
      return state != OrderState.REQUESTED;
    }

    /// Whether nothing is to be expected of it any more, unless somebody asks for something.
    boolean isDone() {
      return switch (state) {
        case REQUESTED, VALIDATED, PAID, SHIPPED -> false;
        case REJECTED, PAYMENT_FAILED, EXPIRED, CANCELLED, DELIVERED, RETURNED ->
            !returns.containsKey(ReturnState.REGISTERED);
      };
    }
  }

  /// What is known at this moment.
  ///
  /// @param fileReturns what the file gives back; null where that was not replayed
  synchronized Outcome outcome(@Nullable FileReturns fileReturns) {
    TreeMap<String, Long> byState = new TreeMap<>();
    TreeMap<String, Long> returns = new TreeMap<>();
    long due = 0;
    long charge = 0;
    long refund = 0;
    for (Standing one : standings.values()) {
      byState.merge(one.state().name(), 1L, Long::sum);
      due += one.state() == OrderState.REJECTED ? 0 : one.totalMinor();
      charge += one.chargeMinor();
      refund += one.refundMinor();
      one.returns().forEach((state, count) -> returns.merge(state.name(), (long) count, Long::sum));
    }
    return new Outcome(
        standings.size(),
        units,
        amountMicros,
        byState,
        new TreeMap<>(reasons),
        new Outcome.Books(due, charge, refund, returns),
        fileReturns == null ? null : fileReturns.totals(rejected()));
  }

  private Set<String> rejected() {
    return standings.entrySet().stream()
        .filter(one -> one.getValue().state() == OrderState.REJECTED)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /// How many orders have gone through all of their life, as far as it can be foreseen.
  synchronized long done() {
    return done;
  }

  /// How many returns of its orders are in the log.
  synchronized long returns() {
    return standings.values().stream()
        .flatMap(one -> one.returns().values().stream())
        .mapToLong(Integer::longValue)
        .sum();
  }

  /// How many orders are settled.
  synchronized long settled() {
    return settled;
  }

  /// Waits until more than so many are settled, or for so long.
  ///
  /// @param alsoDone whether to count those that are done as well
  /// @return how many are
  synchronized long awaitMoreThan(long known, boolean alsoDone, Duration atMost)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    long leftMillis = atMost.toMillis();
    while (settled + (alsoDone ? done : 0) <= known && leftMillis > 0) {
      wait(leftMillis);
      leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
    }
    return settled + (alsoDone ? done : 0);
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
