package io.insideout.verify;

import static io.insideout.catalog.OrderState.CANCELLED;
import static io.insideout.catalog.OrderState.DELIVERED;
import static io.insideout.catalog.OrderState.EXPIRED;
import static io.insideout.catalog.OrderState.PAID;
import static io.insideout.catalog.OrderState.PAYMENT_FAILED;
import static io.insideout.catalog.OrderState.REJECTED;
import static io.insideout.catalog.OrderState.RETURNED;
import static io.insideout.catalog.OrderState.SHIPPED;
import static io.insideout.catalog.OrderState.VALIDATED;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import java.util.EnumSet;
import java.util.Set;

/// The states of an order, as the laws hold the services to them: written down a second time on
/// purpose, since a checker that shared the services' table would share its mistakes.
final class LifeCycle {
  private LifeCycle() {}

  /// The states that may follow a state; none after a final one.
  static Set<OrderState> after(OrderState state) {
    return switch (state) {
      case REQUESTED -> EnumSet.of(VALIDATED, REJECTED);
      case VALIDATED -> EnumSet.of(PAID, PAYMENT_FAILED, EXPIRED, CANCELLED);
      case PAID -> EnumSet.of(SHIPPED, CANCELLED);
      case SHIPPED -> EnumSet.of(DELIVERED, RETURNED);
      case DELIVERED -> EnumSet.of(RETURNED);
      case REJECTED, PAYMENT_FAILED, EXPIRED, CANCELLED, RETURNED ->
          EnumSet.noneOf(OrderState.class);
    };
  }

  static boolean isFinal(OrderState state) {
    return after(state).isEmpty();
  }

  /// Whether a version that keeps the state says something that may be said in it: a cancellation
  /// is wanted, a parcel left or arrived, a return was asked for or decided.
  static boolean isNews(Order before, Order now) {
    return switch (now.getState()) {
      case REQUESTED, PAID, VALIDATED, SHIPPED, DELIVERED, RETURNED ->
          (!before.getCancelAsked() && now.getCancelAsked())
              || !before.getParcels().equals(now.getParcels())
              || !before.getReturns().equals(now.getReturns());
      case REJECTED, PAYMENT_FAILED, EXPIRED, CANCELLED ->
          !before.getReturns().equals(now.getReturns());
    };
  }

  /// How an order in a state stands to the stock it asked for.
  enum Claim {
    /// Nobody has decided yet: it may hold some of it.
    OPEN,
    /// It holds all of it, less what came back.
    HOLDS,
    /// It ended without getting anything: what it held is given back.
    GIVES_BACK
  }

  static Claim claim(OrderState state) {
    return switch (state) {
      case REQUESTED -> Claim.OPEN;
      case VALIDATED, PAID, SHIPPED, DELIVERED, RETURNED -> Claim.HOLDS;
      case REJECTED, PAYMENT_FAILED, EXPIRED, CANCELLED -> Claim.GIVES_BACK;
    };
  }
}
