package io.insideout.services.orders;

import io.insideout.catalog.Order;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Takes a step of an order's life: reads what is known of the order, asks the lifecycle, and keeps
/// and forwards what it answers.
final class OrderProcessor<V> implements Processor<String, V, String, Order> {
  /// A step of the lifecycle: from what is known, by what has come, to what is known then.
  interface Step<V> {
    Lifecycle.Progress apply(@Nullable Order order, @Nullable OrderChecks checks, V event);
  }

  private final Step<V> step;
  private ProcessorContext<String, Order> context;
  private KeyValueStore<String, Order> current;
  private KeyValueStore<String, OrderChecks> checks;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  OrderProcessor(Step<V> step) {
    this.step = step;
  }

  @Override
  public void init(ProcessorContext<String, Order> context) {
    this.context = context;
    this.current = context.getStateStore("current");
    this.checks = context.getStateStore("checks");
  }

  @Override
  public void process(Record<String, V> record) {
    String orderId = record.key();
    OrderChecks before = checks.get(orderId);
    Lifecycle.Progress progress = step.apply(current.get(orderId), before, record.value());
    for (Order version : progress.versions()) {
      current.put(orderId, version);
      context.forward(record.withValue(version));
    }
    if (progress.checks() != null) {
      checks.put(orderId, progress.checks());
    } else if (before != null) {
      checks.delete(orderId);
    }
  }
}
