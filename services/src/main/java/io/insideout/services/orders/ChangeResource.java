package io.insideout.services.orders;

import io.insideout.catalog.CancelOrder;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderReturn;
import io.insideout.catalog.ReturnLines;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.view.Seen;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes of mind over HTTP: an order is cancelled, lines of it are sent back. What the order as
/// it is shown rules out is refused at once; what becomes of the rest, the order tells.
final class ChangeResource {
  private final OrderDesk desk;
  private final OrderLookup lookup;
  private final InstantSource clock;

  ChangeResource(OrderDesk desk, OrderLookup lookup, InstantSource clock) {
    this.desk = desk;
    this.lookup = lookup;
    this.clock = clock;
  }

  /// A cancellation as a caller sends it; the body may be left out.
  record CancelRequest(@Nullable String reason) {}

  List<Route> routes() {
    return List.of(
        Route.post("/api/orders/{id}/cancel", this::cancel).forCustomers(),
        Route.post("/api/orders/{id}/returns", this::takeBack).forCustomers());
  }

  private Answer cancel(Request request) throws InterruptedException {
    request.allowQuery();
    CancelRequest asked =
        request.bytes().length == 0 ? new CancelRequest(null) : request.body(CancelRequest.class);
    ReturnRequest.checkReason(asked.reason());
    Seen<Order> seen = lookup.find(request.caller(), request.path("id"));
    Order order = seen.value();
    if (!isCancelled(order)) {
      command(request, order, cancelOrder(asked), Json.write(asked));
    }
    return taken(order.getOrderId(), Map.of("orderId", order.getOrderId()));
  }

  // Avro's classes are not annotated: a reason may be null in the schema.
  @SuppressWarnings("NullAway")
  private static CancelOrder cancelOrder(CancelRequest asked) {
    return new CancelOrder(asked.reason());
  }

  /// Whether there is nothing left to ask for.
  ///
  /// @throws Problem 409 if it can no longer be
  private static boolean isCancelled(Order order) {
    return switch (order.getState()) {
      case CANCELLED -> true;
      case REQUESTED, VALIDATED -> order.getCancelAsked();
      case PAID -> {
        if (!order.getParcels().isEmpty()) {
          throw Problem.conflict("a part of the order has left; send back what you do not want");
        }
        yield order.getCancelAsked();
      }
      case SHIPPED, DELIVERED, RETURNED ->
          throw Problem.conflict("the order has left; send back what you do not want");
      case REJECTED, PAYMENT_FAILED, EXPIRED ->
          throw Problem.conflict("the order has ended: it is " + order.getState());
    };
  }

  private Answer takeBack(Request request) throws InterruptedException {
    request.allowQuery();
    ReturnRequest asked = request.body(ReturnRequest.class);
    String returnId = returnId(request);
    Order order = lookup.find(request.caller(), request.path("id")).value();
    ReturnLines lines = asked.check(returnId, order);
    Optional<OrderReturn> known =
        order.getReturns().stream().filter(one -> one.getReturnId().equals(returnId)).findFirst();
    if (known.isPresent()) {
      if (!known.get().getLines().equals(lines.getLines())) {
        throw Problem.conflict("this Idempotency-Key was used for another return");
      }
    } else if (order.getReturns().size() >= Returns.MAX_RETURNS) {
      throw Problem.conflict("an order takes " + Returns.MAX_RETURNS + " returns and no more");
    } else {
      command(request, order, lines, Json.write(asked));
    }
    Map<String, String> body = new LinkedHashMap<>();
    body.put("orderId", order.getOrderId());
    body.put("returnId", returnId);
    return taken(order.getOrderId(), body);
  }

  private static String returnId(Request request) {
    return request
        .header("Idempotency-Key")
        .map(key -> OrderIds.of(OrderResource.checkedKey(key)))
        .orElseGet(OrderIds::fresh);
  }

  private void command(Request request, Order order, Object action, byte[] asked)
      throws InterruptedException {
    desk.change(
        new OrderCommand(order.getOrderId(), OrderIds.fingerprint(asked), action),
        clock.millis(),
        request.trace());
  }

  private static Answer taken(String orderId, Map<String, String> body) {
    return Answer.json(202, Map.of("Location", "/api/orders/" + orderId), body);
  }
}
