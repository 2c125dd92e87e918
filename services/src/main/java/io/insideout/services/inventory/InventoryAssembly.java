package io.insideout.services.inventory;

import static io.insideout.catalog.Topics.STOCK;
import static io.insideout.catalog.Topics.STOCK_RESERVATIONS;

import io.insideout.catalog.Stock;
import io.insideout.catalog.StockReservation;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Service.Assembled;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Problem.FieldError;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.http.TableResource;
import io.insideout.runtime.http.TableResource.Applied;
import io.insideout.runtime.stream.StreamsPart;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.view.Seen;
import io.insideout.runtime.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the inventory service is made of: its topology, its views of stock and of what is reserved,
/// and the routes by which the warehouse tells its figures.
final class InventoryAssembly {
  private static final long MAX_UNITS = 1_000_000_000_000L;

  private InventoryAssembly() {}

  /// Stock as a caller sends it.
  ///
  /// @param shipped 0 where absent
  record StockBody(@Nullable Long onHand, @Nullable Long shipped) {}

  static Assembled of(StreamsService service, Environment environment, boolean inDatabase) {
    View<Stock> stock =
        new View<>(
            STOCK,
            environment.viewDirectory().resolve("inventory-stock"),
            environment.log(),
            environment.schemas(),
            row -> TableResource.all(row.getSku()));
    View<StockReservation> reservations =
        new View<>(
            STOCK_RESERVATIONS,
            environment.viewDirectory().resolve("inventory-reservations"),
            environment.log(),
            environment.schemas(),
            _ -> List.of());
    StreamsPart running = service.running(environment);
    List<Route> routes =
        new ArrayList<>(
            new TableResource<>(
                    "/api/stock",
                    "stock",
                    STOCK,
                    stock,
                    environment.publisher(),
                    StockBody.class,
                    InventoryAssembly::stock,
                    row -> show(row, reservations),
                    appliedBy(running),
                    inDatabase ? "warehouse_stock" : null,
                    null)
                .routes());
    routes.add(new AvailabilityResource(stock, reservations).route());
    return new Assembled(List.of(running, stock, reservations), routes);
  }

  /// An order that follows a change of stock must meet it, so the task that reserves is waited for.
  private static Applied appliedBy(StreamsPart running) {
    return (sku, partition, offset, atMost) ->
        running.awaitApplied(
            InventoryService.STOCK_LEVELS, sku, STOCK.name(), partition, offset, atMost);
  }

  static Stock stock(String sku, StockBody body) {
    List<FieldError> errors = new ArrayList<>();
    long onHand = units("onHand", body.onHand(), errors);
    long shipped =
        units("shipped", body.shipped() == null ? Long.valueOf(0) : body.shipped(), errors);
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    return new Stock(sku, onHand, shipped);
  }

  private static long units(String field, @Nullable Long units, List<FieldError> errors) {
    if (units == null || units < 0 || units > MAX_UNITS) {
      errors.add(new FieldError(field, "is a whole number from 0 to " + MAX_UNITS));
      return 0;
    }
    return units;
  }

  private static Map<String, Object> show(Stock stock, View<StockReservation> reservations) {
    StockLevel level = level(stock, reservations);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("sku", stock.getSku());
    shown.put("onHand", stock.getOnHand());
    shown.put("shipped", stock.getShipped());
    shown.put("reserved", level.getReserved());
    shown.put("available", Ledger.available(level));
    return shown;
  }

  /// What the views say of a row.
  static StockLevel level(Stock stock, View<StockReservation> reservations) {
    Seen<StockReservation> newest = reservations.get(stock.getSku());
    return new StockLevel(
        stock.getOnHand(),
        stock.getShipped(),
        newest == null ? 0L : newest.value().getReservedAfter());
  }
}
