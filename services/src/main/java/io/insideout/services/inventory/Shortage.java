package io.insideout.services.inventory;

import io.insideout.catalog.StockShortage;
import java.util.List;
import java.util.stream.Collectors;

/// A SKU of which there is not what an order needs.
///
/// @param level what the decision was made with
/// @param needed units that the order asks for
record Shortage(String sku, StockLevel level, long needed) {
  private static final int NAMED_LIMIT = 10;
  private static final int SKU_LIMIT = 40;

  /// Says what is short, at most ten SKUs by name, so that the longest order has a reason that can
  /// be read.
  static String reason(List<Shortage> shortages) {
    String named =
        shortages.stream().limit(NAMED_LIMIT).map(Shortage::text).collect(Collectors.joining("; "));
    int others = shortages.size() - NAMED_LIMIT;
    return others > 0 ? named + "; and " + others + " more" : named;
  }

  /// What the reason rests on: the same SKUs, no more, for a single one that is short is enough to
  /// refuse all.
  static List<StockShortage> named(List<Shortage> shortages) {
    return shortages.stream().limit(NAMED_LIMIT).map(Shortage::figures).toList();
  }

  private String text() {
    String name = sku.length() > SKU_LIMIT ? sku.substring(0, SKU_LIMIT) + "…" : sku;
    return "%s has %d available, needs %d".formatted(name, Ledger.available(level), needed);
  }

  private StockShortage figures() {
    return new StockShortage(
        sku, level.getOnHand(), level.getShipped(), level.getReserved(), needed);
  }
}
