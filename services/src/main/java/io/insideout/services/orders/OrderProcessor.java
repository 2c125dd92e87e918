package io.insideout.services.orders;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.runtime.Recent;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Takes the steps of orders' lives: reads what is known of an order, asks the lifecycle, and keeps
/// and forwards what it answers.
final class OrderProcessor implements Processor<String, SpecificRecord, String, Order> {
  private static final int UNDECIDED_KEPT = 4_096;

  private record Known(@Nullable Order order, @Nullable OrderChecks checks) {}

  // What the stores say, too: an order is asked for four times within milliseconds, then hardly
  // ever again.
  private final Recent<String, Known> undecided = new Recent<>(UNDECIDED_KEPT);
  private ProcessorContext<String, Order> context;
  private KeyValueStore<String, Order> current;
  private KeyValueStore<String, OrderChecks> checks;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  OrderProcessor() {}

  @Override
  public void init(ProcessorContext<String, Order> context) {
    this.context = context;
    this.current = context.getStateStore("current");
    this.checks = context.getStateStore("checks");
    // The stores may have gone back to their last commit.
    undecided.clear();
  }

  @Override
  public void process(Record<String, SpecificRecord> event) {
    Known known = undecided.get(event.key());
    if (known == null) {
      known = new Known(current.get(event.key()), checks.get(event.key()));
    }
    Lifecycle.Progress progress =
        switch (event.value()) {
          case OrderCommand command -> Lifecycle.place(known.order(), known.checks(), command);
          case OrderValidation answer -> Lifecycle.check(known.order(), known.checks(), answer);
          case SpecificRecord other ->
              throw new IllegalStateException("nobody knows what to do with " + other.getSchema());
        };
    keep(event.key(), known, progress);
    progress.versions().forEach(version -> context.forward(event.withValue(version)));
  }

  private void keep(String orderId, Known before, Lifecycle.Progress progress) {
    progress.versions().forEach(version -> current.put(orderId, version));
    if (progress.checks() == null) {
      if (before.checks() != null) {
        checks.delete(orderId);
      }
    } else if (!Objects.equals(progress.checks(), before.checks())) {
      checks.put(orderId, progress.checks());
    }
    Order newest = progress.versions().isEmpty() ? before.order() : progress.versions().getLast();
    if (newest != null && newest.getState() == OrderState.REQUESTED) {
      undecided.put(orderId, new Known(newest, progress.checks()));
    } else {
      undecided.remove(orderId);
    }
  }
}
