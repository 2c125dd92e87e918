package io.insideout.services.orders;

import io.insideout.catalog.Order;
import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.view.Seen;
import io.insideout.runtime.view.View;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Finds an order for a caller, who sees what it wrote itself: an order that was taken and is not
/// in the view yet is waited for. An order of somebody else is not told from one that there is not.
final class OrderLookup {
  private static final Duration OWN_WRITE_WITHIN = Duration.ofSeconds(10);
  private static final int MAX_WAITING = 20_000;

  private final View<Order> orders;
  private final PendingOrders pending;
  private final TakenElsewhere taken;

  OrderLookup(View<Order> orders, PendingOrders pending, TakenElsewhere taken) {
    this.orders = orders;
    this.pending = pending;
    this.taken = taken;
  }

  /// @throws Problem 404 if no such order was taken, 503 if it cannot be shown yet
  Seen<Order> find(Caller caller, String orderId) throws InterruptedException {
    Standing standing = standing(orderId);
    Seen<Order> seen = standing.shown();
    if (seen == null && standing.onItsWay()) {
      seen = orders.await(orderId, order -> order != null, OWN_WRITE_WITHIN);
    }
    return found(caller, orderId, standing, seen);
  }

  /// Waits until the order is as the caller wants it, or the time is up: then it is shown as it is.
  ///
  /// @throws Problem 404 if no such order was taken, 503 if it cannot be shown yet or too many wait
  Seen<Order> awaited(Caller caller, String orderId, Predicate<Order> enough, Duration timeout)
      throws InterruptedException {
    if (orders.waiting() >= MAX_WAITING) {
      throw Problem.unavailable("too many callers wait; ask without wait");
    }
    Standing standing = standing(orderId);
    return found(
        caller,
        orderId,
        standing,
        orders.await(
            orderId,
            order ->
                order != null
                    && caller.sees(order.value().getCustomerId())
                    && enough.test(order.value()),
            timeout));
  }

  private Standing standing(String orderId) throws InterruptedException {
    Standing standing = look(orderId);
    if (standing.onItsWay() || standing.shown() != null) {
      return standing;
    }
    taken.enter();
    return look(orderId);
  }

  private Standing look(String orderId) {
    return Standing.look(() -> pending.contains(orderId), () -> orders.get(orderId));
  }

  private Seen<Order> found(
      Caller caller, String orderId, Standing standing, @Nullable Seen<Order> seen) {
    if (seen == null && (standing.onItsWay() || pending.contains(orderId))) {
      throw Problem.unavailable("the order was taken and waits to be worked on");
    }
    if (seen == null || !caller.sees(seen.value().getCustomerId())) {
      throw Problem.notFound("no order '" + orderId + "' is known");
    }
    return seen;
  }
}
