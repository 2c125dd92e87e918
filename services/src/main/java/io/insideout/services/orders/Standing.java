package io.insideout.services.orders;

import io.insideout.catalog.Order;
import io.insideout.runtime.view.Seen;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How an order stands with those who ask for it.
///
/// @param onItsWay whether it was taken and had yet to be shown, before the view was looked at
/// @param shown the order as the view shows it, or null
record Standing(boolean onItsWay, @Nullable Seen<Order> shown) {
  /// Looks in the order in which an order moves. What is not on its way any more is in the view by
  /// then; the other way about, one that moves between the looks would be in neither.
  static Standing look(BooleanSupplier onItsWay, Supplier<@Nullable Seen<Order>> view) {
    boolean pending = onItsWay.getAsBoolean();
    return new Standing(pending, view.get());
  }
}
