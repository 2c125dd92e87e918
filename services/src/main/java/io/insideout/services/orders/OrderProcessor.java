package io.insideout.services.orders;

import static io.insideout.catalog.OrderState.REQUESTED;
import static io.insideout.catalog.OrderState.VALIDATED;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Payment;
import io.insideout.catalog.Shipment;
import io.insideout.runtime.Recent;
import io.insideout.runtime.stream.WaitingRoom;
import io.insideout.services.orders.Lifecycle.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Takes the steps of orders' lives: reads what is known of an order, asks what follows, and keeps
/// and forwards what is answered. An order that waits for its payment for too long expires.
final class OrderProcessor implements Processor<String, SpecificRecord, String, Order> {
  private static final int UNDECIDED_KEPT = 4_096;

  private record Known(@Nullable Order order, @Nullable OrderChecks checks) {}

  private final Duration paidWithin;
  private final WaitingRoom.Clock clock;
  // What the stores say, too: an undecided order is asked for several times within milliseconds.
  // What follows takes longer, and what is kept for so long is dear to the collector of garbage.
  private final Recent<String, Known> undecided = new Recent<>(UNDECIDED_KEPT);
  private ProcessorContext<String, Order> context;
  private KeyValueStore<String, Order> current;
  private KeyValueStore<String, OrderChecks> checks;
  private WaitingRoom<UnpaidOrder> unpaid;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  OrderProcessor(Duration paidWithin, WaitingRoom.Clock clock) {
    this.paidWithin = paidWithin;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, Order> context) {
    this.context = context;
    this.current = context.getStateStore("current");
    this.checks = context.getStateStore("checks");
    this.unpaid = WaitingRoom.open(context, "unpaid", clock, paidWithin, this::expire);
    // The stores may have gone back to their last commit.
    undecided.clear();
  }

  @Override
  public void process(Record<String, SpecificRecord> event) {
    Known known = known(event.key());
    Progress progress =
        switch (event.value()) {
          case OrderCommand command -> Lifecycle.ask(known.order(), known.checks(), command);
          case OrderValidation answer -> Lifecycle.check(known.order(), known.checks(), answer);
          case Payment payment -> step(known, order -> Fulfilment.pay(order, payment));
          case Shipment shipment -> step(known, order -> Fulfilment.ship(order, shipment));
          case SpecificRecord other ->
              throw new IllegalStateException("nobody knows what to do with " + other.getSchema());
        };
    keep(event.withValue(progress), known);
  }

  private interface Step {
    List<Order> of(Order order);
  }

  private static Progress step(Known known, Step step) {
    Order order = known.order();
    return new Progress(order == null ? List.of() : step.of(order), known.checks());
  }

  private boolean expire(Record<String, UnpaidOrder> waiting, Duration waited) {
    Known known = known(waiting.key());
    String reason = "PAYMENT: none within " + paidWithin.toSeconds() + " s";
    keep(waiting.withValue(step(known, order -> Fulfilment.expire(order, reason))), known);
    return true;
  }

  private Known known(String orderId) {
    Known known = undecided.get(orderId);
    return known == null ? new Known(current.get(orderId), checks.get(orderId)) : known;
  }

  private void keep(Record<String, Progress> step, Known before) {
    String orderId = step.key();
    List<Order> versions = step.value().versions();
    keepChecks(orderId, before.checks(), step.value().checks());
    Order newest = versions.isEmpty() ? before.order() : versions.getLast();
    if (!versions.isEmpty()) {
      current.put(orderId, versions.getLast());
      awaitPayment(step, before.order(), versions.getLast());
    }
    if (newest != null && newest.getState() == REQUESTED) {
      undecided.put(orderId, new Known(newest, step.value().checks()));
    } else {
      undecided.remove(orderId);
    }
    versions.forEach(version -> context.forward(step.withValue(version)));
  }

  private void keepChecks(
      String orderId, @Nullable OrderChecks before, @Nullable OrderChecks after) {
    if (after == null) {
      if (before != null) {
        // A deletion would read what it deletes.
        checks.put(orderId, null);
      }
    } else if (!Objects.equals(after, before)) {
      checks.put(orderId, after);
    }
  }

  private void awaitPayment(Record<String, ?> step, @Nullable Order before, Order after) {
    if (paidWithin.isZero()) {
      return;
    }
    if (after.getState() == VALIDATED) {
      unpaid.admit(step.withValue(new UnpaidOrder(after.getVersion())));
    } else if (before != null && before.getState() == VALIDATED) {
      unpaid.dismiss(step.key());
    }
  }
}
