package io.insideout.services.inventory;

import io.insideout.catalog.ReservationChange;
import io.insideout.catalog.StockReservation;
import io.insideout.services.inventory.Reservation.AlreadyDecided;
import io.insideout.services.inventory.Reservation.Declined;
import io.insideout.services.inventory.Reservation.Reserved;
import io.insideout.services.inventory.Reservation.Returned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The entries that reserving, releasing and taking back write, one for each SKU.
final class Ledger {
  private Ledger() {}

  /// How many units of a SKU can still be promised. This is the one place that says so. What leaves
  /// goes from on hand to shipped and stays reserved, so it is only their sum that counts: either
  /// of them may be below zero. What there is may be less than what is reserved, or nonsense: then
  /// nothing can be promised.
  static long available(StockLevel level) {
    long units = units(level.getOnHand(), level.getShipped());
    return units <= level.getReserved() ? 0 : units - level.getReserved();
  }

  /// What is reserved has to fit into 64 bits as well, so at the end of the scale a sum stays
  /// there.
  private static long units(long onHand, long shipped) {
    long sum = onHand + shipped;
    boolean isBeyond = onHand < 0 == shipped < 0 && onHand < 0 != sum < 0;
    if (!isBeyond) {
      return sum;
    }
    return onHand < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /// Reserves all of these needs or none.
  static Reservation reserve(
      String orderId, List<StockNeed> needs, Function<String, StockLevel> levels) {
    List<StockReservation> entries = new ArrayList<>();
    List<Shortage> shortages = new ArrayList<>();
    for (StockNeed need : needs) {
      StockLevel level = levels.apply(need.getSku());
      if (need.getQuantity() < 1 || need.getQuantity() > available(level)) {
        shortages.add(new Shortage(need.getSku(), level, need.getQuantity()));
      } else {
        entries.add(entry(orderId, ReservationChange.RESERVED, need, level, need.getQuantity()));
      }
    }
    return shortages.isEmpty()
        ? new Reserved(entries)
        : new Declined(Shortage.reason(shortages), Shortage.named(shortages));
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

  /// Takes back what came back since the last time: never more than the order holds.
  ///
  /// @param needs all that came back so far
  static Reservation takeBack(
      String orderId, OrderHold hold, List<StockNeed> needs, Function<String, StockLevel> levels) {
    Map<String, Long> before = quantities(hold.getReturned());
    Map<String, Long> held = quantities(hold.getHeld());
    Map<String, Long> after = new TreeMap<>(before);
    List<StockReservation> entries = new ArrayList<>();
    for (StockNeed need : needs) {
      String sku = need.getSku();
      long back = Math.min(need.getQuantity(), held.getOrDefault(sku, 0L));
      long more = back - before.getOrDefault(sku, 0L);
      if (more > 0) {
        after.put(sku, back);
        entries.add(
            entry(
                orderId,
                ReservationChange.RETURNED,
                new StockNeed(sku, more),
                levels.apply(sku),
                -more));
      }
    }
    if (entries.isEmpty()) {
      return new AlreadyDecided();
    }
    return new Returned(
        entries,
        after.entrySet().stream()
            .map(need -> new StockNeed(need.getKey(), need.getValue()))
            .toList());
  }

  private static Map<String, Long> quantities(List<StockNeed> needs) {
    return needs.stream().collect(Collectors.toMap(StockNeed::getSku, StockNeed::getQuantity));
  }

  private static StockReservation entry(
      String orderId, ReservationChange change, StockNeed need, StockLevel level, long reserved) {
    return new StockReservation(
        need.getSku(),
        orderId,
        change,
        need.getQuantity(),
        level.getReserved() + reserved,
        level.getOnHand(),
        level.getShipped());
  }
}
