package io.insideout.story;

import static io.insideout.catalog.ReservationChange.RELEASED;
import static io.insideout.catalog.ReservationChange.RESERVED;
import static io.insideout.catalog.ReservationChange.RETURNED;

import io.insideout.catalog.Order;
import io.insideout.catalog.ReservationChange;
import io.insideout.catalog.StockReservation;
import io.insideout.story.Facts.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What inventory still has to do for an order that is over, or came back.
final class Holdings {
  private Holdings() {}

  /// What is reserved for an order that ended without leaving is given up.
  static List<Awaited> release(Fact<Order> ended, Facts facts) {
    Map<String, Long> held = units(facts, RESERVED);
    units(facts, RELEASED).forEach((sku, units) -> held.merge(sku, -units, Long::sum));
    return inventory("to release ", held, ended.millis());
  }

  /// What came back can be sold again.
  static List<Awaited> takeBack(Fact<Order> returned, Facts facts) {
    Order order = returned.value();
    Map<String, Long> back = new LinkedHashMap<>();
    for (int line = 0; line < order.getReturnedQuantities().size(); line++) {
      long units = order.getReturnedQuantities().get(line);
      back.merge(order.getLines().get(line).getSku(), units, Long::sum);
    }
    units(facts, RETURNED).forEach((sku, units) -> back.merge(sku, -units, Long::sum));
    return inventory("to take back ", back, returned.millis());
  }

  private static Map<String, Long> units(Facts facts, ReservationChange change) {
    Map<String, Long> units = new LinkedHashMap<>();
    for (Fact<StockReservation> entry : facts.reservations()) {
      if (entry.value().getChange() == change) {
        units.merge(entry.value().getSku(), entry.value().getQuantity(), Long::sum);
      }
    }
    return units;
  }

  private static List<Awaited> inventory(String what, Map<String, Long> open, long sinceMillis) {
    open.values().removeIf(units -> units <= 0);
    return open.isEmpty()
        ? List.of()
        : List.of(new Awaited("inventory", what + Pending.names(open.keySet()), sinceMillis));
  }
}
