package io.insideout.services;

import io.insideout.runtime.Service;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.services.customers.CustomersService;
import io.insideout.services.details.DetailsService;
import io.insideout.services.email.EmailService;
import io.insideout.services.fraud.FraudService;
import io.insideout.services.inventory.InventoryService;
import io.insideout.services.orders.OrdersService;
import io.insideout.services.payments.PaymentsService;
import io.insideout.services.products.ProductsService;
import io.insideout.services.shipping.ShippingService;
import io.insideout.services.webhooks.WebhooksService;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Every service of the system. What runs services, and what holds all of them to the same laws,
/// takes them from here.
public final class Services {
  private Services() {}

  /// All of them.
  public static List<Service> all(ServiceSettings settings) {
    Duration grace = Duration.ofMillis(settings.detailsGraceMillis());
    return List.of(
        new OrdersService(
            Duration.ofMillis(settings.paymentWithinMillis()), settings.paymentClock()),
        new InventoryService(settings.tablesInDatabase()),
        new FraudService(),
        new DetailsService(grace),
        new PaymentsService(settings.paymentProvider(), System.getenv()),
        new ShippingService(settings.autoShip(), grace),
        new EmailService(
            Duration.ofMillis(settings.reminderAfterMillis()),
            grace,
            settings.smtpUrl(),
            settings.emailFrom()),
        new ProductsService(settings.tablesInDatabase()),
        new CustomersService(),
        new WebhooksService(settings.webhooksToPrivate(), System.getenv()));
  }

  /// The consumer groups that have to be done before the system is: the topologies', and the
  /// cashier's. Who sends e-mail is not one: what it has to do is done when it is in the outbox.
  /// Nor are those who bring events to subscribers: they may be away for days.
  public static List<String> groups() {
    return Stream.concat(
            topologies().stream().map(StreamsService::name), Stream.of(PaymentsService.CASHIER))
        .toList();
  }

  /// Those that are a topology, as they run by default.
  public static List<StreamsService> topologies() {
    return all(ServiceSettings.DEFAULTS).stream()
        .filter(StreamsService.class::isInstance)
        .map(StreamsService.class::cast)
        .toList();
  }
}
