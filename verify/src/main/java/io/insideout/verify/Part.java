package io.insideout.verify;

import io.insideout.catalog.Check;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderValidation;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/// A part of an order that a check speaks for.
record Part(Check check, String name) {
  /// The parts of an order that must pass: its details; the card, and the customer unless a guest
  /// ordered; every SKU in stock.
  static Set<Part> required(Order order) {
    Set<Part> parts = new LinkedHashSet<>();
    parts.add(new Part(Check.DETAILS, "order"));
    parts.add(new Part(Check.FRAUD, "card"));
    if (order.getCustomerId() != null) {
      parts.add(new Part(Check.FRAUD, "customer"));
    }
    for (OrderLine line : order.getLines()) {
      parts.add(new Part(Check.INVENTORY, line.getSku()));
    }
    return parts;
  }

  /// Who answers for it.
  String service() {
    return check.name().toLowerCase(Locale.ROOT);
  }

  /// Whether an answer speaks for it.
  boolean isOf(OrderValidation answer) {
    return answer.getCheck() == check && answer.getCovers().contains(name);
  }

  @Override
  public String toString() {
    return check + "/" + name;
  }
}
