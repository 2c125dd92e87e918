package io.insideout.services.inventory;

import io.insideout.catalog.Stock;
import io.insideout.catalog.StockReservation;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.view.Seen;
import io.insideout.runtime.view.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How many units of each SKU can be ordered now, for customers too. What that comes from, what is
/// in the warehouse and what others have ordered, is the shop's own affair. Nothing is promised by
/// it: an order is decided where the stock is kept.
record AvailabilityResource(View<Stock> stock, View<StockReservation> reservations) {
  private static final int SKUS_AT_MOST = 50;

  Route route() {
    return Route.get("/api/available", this::available).forCustomers();
  }

  private Answer available(Request request) {
    request.allowQuery("skus");
    List<String> skus = List.of(request.query("skus").orElse("").split(",", -1));
    if (skus.size() > SKUS_AT_MOST || skus.contains("")) {
      throw Problem.invalid(
          "skus", "is 1 to %d SKUs with commas between them".formatted(SKUS_AT_MOST));
    }
    Map<String, Long> units = new LinkedHashMap<>();
    skus.forEach(sku -> units.put(sku, units(sku)));
    return Answer.json(Map.of("available", units));
  }

  /// A SKU without a row is one of which there is nothing.
  private long units(String sku) {
    Seen<Stock> row = stock.get(sku);
    return row == null ? 0 : Ledger.available(InventoryAssembly.level(row.value(), reservations));
  }
}
