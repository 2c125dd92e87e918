package io.insideout.services.email;

import io.insideout.catalog.Order;

/// What is kept of an order to write of it.
final class Purchases {
  private Purchases() {}

  static Purchase of(Order order) {
    return new Purchase(
        order.getCustomerId(),
        order.getCurrency(),
        order.getTotalMinor(),
        order.getLines().stream()
            .map(
                line ->
                    new PurchaseLine(line.getSku(), line.getQuantity(), line.getUnitPriceMicros()))
            .toList());
  }
}
