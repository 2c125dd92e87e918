package io.insideout.services.orders;

import static io.insideout.catalog.ReturnState.ACCEPTED;
import static io.insideout.catalog.ReturnState.REFUSED;
import static io.insideout.catalog.ReturnState.REGISTERED;

import io.insideout.catalog.Money;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderReturn;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.ReturnLine;
import io.insideout.catalog.ReturnLines;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What customers send back, as pure functions. A return is registered when it is asked for and
/// decided as soon as the whole order has left, or has ended without leaving: accepted if what
/// comes back had left and did not come back before, refused otherwise. Once under each id.
///
/// What is due back is the total less what the units that are kept cost, rounded once: so all
/// returns of an order together give back exactly what was paid.
final class Returns {
  /// An order with more returns than this takes no other.
  static final int MAX_RETURNS = 100;

  private Returns() {}

  static List<Order> ask(Order order, ReturnLines asked) {
    List<OrderReturn> returns = order.getReturns();
    if (returns.size() >= MAX_RETURNS
        || returns.stream().anyMatch(one -> one.getReturnId().equals(asked.getReturnId()))) {
      return List.of();
    }
    List<OrderReturn> more = new ArrayList<>(returns);
    more.add(new OrderReturn(asked.getReturnId(), asked.getLines(), REGISTERED, asked.getReason()));
    Order registered = Versions.next(order, version -> version.setReturns(List.copyOf(more)));
    return decidable(order.getState()) ? List.of(decided(registered, order)) : List.of(registered);
  }

  /// Versions, followed by one that decides the returns that wait for the last of them.
  static List<Order> settled(List<Order> versions) {
    Order last = versions.getLast();
    if (!decidable(last.getState())
        || last.getReturns().stream().noneMatch(one -> one.getState() == REGISTERED)) {
      return versions;
    }
    List<Order> settled = new ArrayList<>(versions);
    settled.add(decided(last, last));
    return List.copyOf(settled);
  }

  private static boolean decidable(OrderState state) {
    return switch (state) {
      case REQUESTED, VALIDATED, PAID -> false;
      case REJECTED, PAYMENT_FAILED, EXPIRED, CANCELLED, SHIPPED, DELIVERED, RETURNED -> true;
    };
  }

  /// The version that follows `before`, with every return of `order` decided.
  private static Order decided(Order order, Order before) {
    List<OrderReturn> returns = new ArrayList<>();
    List<Integer> back = order.getReturnedQuantities();
    boolean any = false;
    for (OrderReturn one : order.getReturns()) {
      if (one.getState() != REGISTERED) {
        returns.add(one);
        continue;
      }
      String obstacle = obstacle(order, back, one.getLines());
      if (obstacle == null) {
        back = Quantities.plus(back, order.getLines(), quantities(one.getLines()));
        any = true;
      }
      returns.add(
          new OrderReturn(
              one.getReturnId(),
              one.getLines(),
              obstacle == null ? ACCEPTED : REFUSED,
              obstacle == null ? one.getReason() : obstacle));
    }
    List<Integer> returned = back;
    boolean accepted = any;
    return Versions.next(
        before,
        version -> {
          version.setReturns(List.copyOf(returns));
          if (accepted) {
            version.setState(OrderState.RETURNED);
            version.setReturnedQuantities(returned);
            version.setRefundMinor(refundMinor(order, returned));
          }
        });
  }

  private static long refundMinor(Order order, List<Integer> returned) {
    List<Integer> kept = Quantities.left(order.getLines(), returned);
    return order.getTotalMinor() - Money.totalMinor(order.getLines(), kept);
  }

  private static @Nullable String obstacle(
      Order order, List<Integer> back, List<ReturnLine> lines) {
    if (order.getParcels().isEmpty()) {
      return "the order never left";
    }
    List<Integer> after = Quantities.plus(back, order.getLines(), quantities(lines));
    for (ReturnLine line : lines) {
      if (line.getLine() < 0 || line.getLine() >= order.getLines().size()) {
        return "the order has no line " + line.getLine();
      }
      OrderLine ordered = order.getLines().get(line.getLine());
      if (line.getQuantity() < 1 || after.get(line.getLine()) > ordered.getQuantity()) {
        int left = ordered.getQuantity() - Quantities.of(back, line.getLine());
        return "line %d: %d of %s can come back, not %d"
            .formatted(line.getLine(), left, ordered.getSku(), line.getQuantity());
      }
    }
    return lines.isEmpty() ? "nothing comes back" : null;
  }

  private static List<Quantities.Of> quantities(List<ReturnLine> lines) {
    return lines.stream()
        .map(line -> new Quantities.Of(line.getLine(), line.getQuantity()))
        .toList();
  }
}
