package io.insideout.services.inventory;

import io.insideout.catalog.ReservationChange;
import io.insideout.catalog.StockReservation;
import io.insideout.services.inventory.Reservation.Declined;
import io.insideout.services.inventory.Reservation.Reserved;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The entries that reserving and releasing write, one for each SKU.
final class Ledger {
  private Ledger() {}

  /// How many units of a SKU can still be promised. This is the one place that says so. What the
  /// warehouse says may be less than what is reserved, or nonsense: then there are none.
  static long available(StockLevel level) {
    return Math.max(0, Math.max(0, level.getOnHand()) - level.getReserved());
  }

  /// Reserves all of these needs or none.
  static Reservation reserve(
      String orderId, List<StockNeed> needs, Function<String, StockLevel> levels) {
    List<StockReservation> entries = new ArrayList<>();
    List<Shortage> shortages = new ArrayList<>();
    for (StockNeed need : needs) {
      StockLevel level = levels.apply(need.getSku());
      if (need.getQuantity() < 1 || need.getQuantity() > available(level)) {
        shortages.add(new Shortage(need.getSku(), available(level), need.getQuantity()));
      } else {
        entries.add(entry(orderId, ReservationChange.RESERVED, need, level, need.getQuantity()));
      }
    }
    return shortages.isEmpty() ? new Reserved(entries) : new Declined(Shortage.reason(shortages));
  }

  /// Gives back all that is held.
  static List<StockReservation> release(
      String orderId, List<StockNeed> held, Function<String, StockLevel> levels) {
    return held.stream()
        .map(
            need ->
                entry(
                    orderId,
                    ReservationChange.RELEASED,
                    need,
                    levels.apply(need.getSku()),
                    -need.getQuantity()))
        .toList();
  }

  private static StockReservation entry(
      String orderId, ReservationChange change, StockNeed need, StockLevel level, long reserved) {
    return new StockReservation(
        need.getSku(),
        orderId,
        change,
        need.getQuantity(),
        level.getReserved() + reserved,
        level.getOnHand());
  }
}
