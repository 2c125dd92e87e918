package io.insideout.services.orders;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.PlaceOrder;
import io.insideout.catalog.Topics;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.view.Seen;
import io.insideout.runtime.view.View;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// The command side: takes an order by making its command durable in the log. The same key and body
/// give the same answer however often they come; the same key with another body is refused.
final class OrderDesk {
  private final Publisher publisher;
  private final View<Order> orders;
  private final PendingOrders pending;

  OrderDesk(Publisher publisher, View<Order> orders, PendingOrders pending) {
    this.publisher = publisher;
    this.orders = orders;
    this.pending = pending;
  }

  /// Takes an order and returns when its command is durable.
  ///
  /// @param fingerprint the digest of what was asked
  /// @throws Problem 409 if another order has this id, 421 if another instance takes it, 503 if the
  ///   log does not take it
  void place(String orderId, String fingerprint, PlaceOrder order, Traceparent trace)
      throws InterruptedException {
    if (!orders.shows(orderId)) {
      throw Problem.elsewhere("orders are divided, and others take this one");
    }
    if (pending.full()) {
      throw Problem.unavailable("too many orders wait to be worked on");
    }
    CompletableFuture<Void> durable = new CompletableFuture<>();
    Optional<PendingOrders.Pending> same =
        pending.enter(orderId, new PendingOrders.Pending(fingerprint, durable));
    if (same.isPresent()) {
      answerAgain(same.get(), fingerprint);
      return;
    }
    Seen<Order> known = known(orderId, durable);
    if (known != null) {
      durable.complete(null);
      pending.leave(orderId);
      refuseOther(known.value().getFingerprint(), fingerprint);
      return;
    }
    publish(orderId, new OrderCommand(orderId, fingerprint, order), order, trace, durable);
  }

  /// Looked at after entering: what leaves the pending orders is in the view already.
  private @Nullable Seen<Order> known(String orderId, CompletableFuture<Void> durable) {
    try {
      return orders.get(orderId);
    } catch (RuntimeException e) {
      // Whoever sends it again at this moment waits for what comes of this.
      pending.leave(orderId);
      durable.completeExceptionally(e);
      throw e;
    }
  }

  /// Takes a change of an order that is known and returns when its command is durable.
  ///
  /// @param timestampMillis event time, milliseconds since the epoch
  /// @throws Problem 503 if the log does not take it
  void change(OrderCommand command, long timestampMillis, Traceparent trace)
      throws InterruptedException {
    try {
      append(command, timestampMillis, trace);
    } catch (ExecutionException | RuntimeException e) {
      throw Problem.unavailable("the log does not take the change at this moment; try again");
    }
  }

  private void publish(
      String orderId,
      OrderCommand command,
      PlaceOrder order,
      Traceparent trace,
      CompletableFuture<Void> durable)
      throws InterruptedException {
    try {
      append(command, Math.floorDiv(order.getPlacedAtMicros(), 1_000), trace);
      durable.complete(null);
    } catch (ExecutionException | RuntimeException e) {
      pending.leave(orderId);
      durable.completeExceptionally(e);
      throw Problem.unavailable("the log does not take the order at this moment; try again");
    }
  }

  private void append(OrderCommand command, long timestampMillis, Traceparent trace)
      throws InterruptedException, ExecutionException {
    var _ =
        publisher
            .publish(Topics.ORDER_COMMANDS, command.getOrderId(), command, timestampMillis, trace)
            .get();
  }

  private static void answerAgain(PendingOrders.Pending same, String fingerprint)
      throws InterruptedException {
    refuseOther(same.fingerprint(), fingerprint);
    try {
      var _ = same.durable().get();
    } catch (ExecutionException e) {
      throw Problem.unavailable("the log does not take the order at this moment; try again");
    }
  }

  private static void refuseOther(String known, String given) {
    if (!known.equals(given)) {
      throw Problem.conflict("this Idempotency-Key was used for another order");
    }
  }
}
