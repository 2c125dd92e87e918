package io.insideout.services.orders;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Payment;
import io.insideout.catalog.Shipment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An order's life as the processor would keep it.
final class Life {
  private final List<Order> versions = new ArrayList<>();
  private @Nullable OrderChecks checks;

  void takes(List<?> events) {
    events.forEach(this::takes);
  }

  void takes(Object event) {
    if (event instanceof List<?> several) {
      takes(several);
      return;
    }
    Order current = versions.isEmpty() ? null : versions.getLast();
    Lifecycle.Progress progress =
        switch (event) {
          case OrderCommand command -> Lifecycle.ask(current, checks, command);
          case OrderValidation answer -> Lifecycle.check(current, checks, answer);
          case Payment payment when current != null ->
              new Lifecycle.Progress(Fulfilment.pay(current, payment), checks);
          case Shipment shipment when current != null ->
              new Lifecycle.Progress(Fulfilment.ship(current, shipment), checks);
          default -> throw new IllegalArgumentException(event.toString());
        };
    versions.addAll(progress.versions());
    checks = progress.checks();
  }

  List<Order> versions() {
    return versions;
  }

  @Nullable OrderChecks checks() {
    return checks;
  }

  Order newest() {
    return versions.getLast();
  }

  List<OrderState> states() {
    return versions.stream().map(Order::getState).toList();
  }
}
