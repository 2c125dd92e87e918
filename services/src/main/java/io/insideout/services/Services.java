package io.insideout.services;

import io.insideout.runtime.Service;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.services.customers.CustomersService;
import io.insideout.services.details.DetailsService;
import io.insideout.services.fraud.FraudService;
import io.insideout.services.inventory.InventoryService;
import io.insideout.services.orders.OrdersService;
import io.insideout.services.products.ProductsService;
import java.time.Duration;
import java.util.List;

/// Every service of the system. What runs services, and what holds all of them to the same laws,
/// takes them from here.
public final class Services {
  private Services() {}

  /// All of them.
  ///
  /// @param detailsGraceMillis how long an unknown SKU or customer is looked up again, in
  ///   milliseconds
  public static List<Service> all(int detailsGraceMillis) {
    return List.of(
        new OrdersService(),
        new InventoryService(),
        new FraudService(),
        new DetailsService(Duration.ofMillis(detailsGraceMillis)),
        new ProductsService(),
        new CustomersService());
  }

  /// Those that are a topology, as they run by default.
  public static List<StreamsService> topologies() {
    return all(2_000).stream()
        .filter(StreamsService.class::isInstance)
        .map(StreamsService.class::cast)
        .toList();
  }
}
