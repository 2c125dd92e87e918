package io.insideout.catalog;

/// Which of an order's versions decides it: for those who count decisions, or take their time.
public final class Decisions {
  private Decisions() {}

  /// Whether this version tells what the checks came to: VALIDATED, or REJECTED and nothing since.
  /// An order has one such version. A return that is asked for while the order waits for its
  /// payment makes another VALIDATED one, which nobody can tell from the first by itself.
  public static boolean isDecision(Order order) {
    return switch (order.getState()) {
      case VALIDATED -> true;
      // What was to come back of it is refused in a version of its own.
      case REJECTED ->
          order.getReturns().stream().allMatch(one -> one.getState() == ReturnState.REGISTERED);
      case REQUESTED, PAID, PAYMENT_FAILED, EXPIRED, CANCELLED, SHIPPED, DELIVERED, RETURNED ->
          false;
    };
  }
}
