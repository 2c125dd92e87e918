package io.insideout.services.orders;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import java.util.List;
import java.util.function.Consumer;

/// Makes the next version of an order from the last.
final class Versions {
  private Versions() {}

  /// The order in another state.
  ///
  /// @param reasons why, where that wants a word
  static Order to(Order order, OrderState state, List<String> reasons) {
    return next(
        order,
        version -> {
          version.setState(state);
          version.setReasons(reasons);
        });
  }

  /// The order with a change; what the change does not touch is as it was.
  static Order next(Order order, Consumer<Order.Builder> change) {
    // Versions share what they have in common: a builder made of the order would copy it.
    Order.Builder version =
        Order.newBuilder()
            .setOrderId(order.getOrderId())
            .setVersion(order.getVersion() + 1)
            .setState(order.getState())
            .setCustomerId(order.getCustomerId())
            .setCardToken(order.getCardToken())
            .setCurrency(order.getCurrency())
            .setLines(order.getLines())
            .setTotalMinor(order.getTotalMinor())
            .setPlacedAtMicros(order.getPlacedAtMicros())
            .setFingerprint(order.getFingerprint())
            .setReasons(order.getReasons())
            .setCancelAsked(order.getCancelAsked())
            .setParcels(order.getParcels())
            .setShippedQuantities(order.getShippedQuantities())
            .setReturnedQuantities(order.getReturnedQuantities())
            .setChargeMinor(order.getChargeMinor())
            .setRefundMinor(order.getRefundMinor())
            .setReturns(order.getReturns())
            .setCountry(order.getCountry());
    change.accept(version);
    return version.build();
  }
}
