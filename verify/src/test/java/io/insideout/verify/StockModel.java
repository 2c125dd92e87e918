package io.insideout.verify;

import static java.util.Objects.requireNonNull;

import io.insideout.catalog.ReservationChange;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.StockShortage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/// Inventory as a history needs it: the warehouse's rows, and what is reserved of them.
final class StockModel {
  private final Random random;
  private final Map<String, StockPair> rows = new HashMap<>();
  private final Map<String, Long> reserved = new HashMap<>();

  StockModel(int skus, Random random) {
    this.random = random;
    for (int sku = 0; sku < skus; sku++) {
      rows.put("sku-" + sku, new StockPair(random.nextInt(200), 0));
    }
  }

  /// Some units come, and some leave: more, perhaps, than the warehouse knew of.
  void change(String sku) {
    StockPair row = row(sku);
    int left = random.nextInt(15);
    rows.put(sku, new StockPair(row.onHand() + random.nextInt(15) - left, row.shipped() + left));
  }

  /// What is short where somebody needs so much.
  List<StockShortage> shortages(Map<String, Long> units) {
    List<StockShortage> shortages = new ArrayList<>();
    units.forEach(
        (sku, needed) -> {
          StockPair row = row(sku);
          long held = reserved.getOrDefault(sku, 0L);
          if (needed > row.onHand() + row.shipped() - held) {
            shortages.add(new StockShortage(sku, row.onHand(), row.shipped(), held, needed));
          }
        });
    return shortages;
  }

  static String reason(List<StockShortage> shortages) {
    return shortages.stream()
        .map(
            one ->
                ": %d of %d"
                    .formatted(
                        Math.max(0, one.getOnHand() + one.getShipped() - one.getReserved()),
                        one.getNeeded()))
        .collect(Collectors.joining());
  }

  /// The next entry in the ledger.
  StockReservation book(String orderId, String sku, ReservationChange change, long quantity) {
    long after =
        reserved.merge(sku, change == ReservationChange.RESERVED ? quantity : -quantity, Long::sum);
    StockPair row = row(sku);
    return new StockReservation(sku, orderId, change, quantity, after, row.onHand(), row.shipped());
  }

  private StockPair row(String sku) {
    return requireNonNull(rows.get(sku));
  }
}
