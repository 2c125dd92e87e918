package io.insideout.catalog;

import static io.insideout.catalog.Retention.FOREVER;
import static io.insideout.catalog.Retention.LATEST_PER_KEY;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/// Every topic of the system. This is the one place where a name, a key, a writer, a reader, a
/// retention or a number of partitions is written down.
public final class Topics {
  /// Topics that are joined or that route to one another share this number of partitions.
  private static final int PARTITIONS = 4;

  public static final Topic<Customer> CUSTOMERS =
      new Topic<>(
          "customers",
          "customer id",
          Customer.class,
          Set.of("customers"),
          Set.of("details", "email", "shipping"),
          LATEST_PER_KEY,
          PARTITIONS);
  public static final Topic<Product> PRODUCTS =
      new Topic<>(
          "products",
          "SKU",
          Product.class,
          Set.of("products", "connect"),
          Set.of("details"),
          LATEST_PER_KEY,
          PARTITIONS);
  public static final Topic<Stock> STOCK =
      new Topic<>(
          "stock",
          "SKU",
          Stock.class,
          Set.of("inventory", "connect"),
          Set.of("inventory"),
          LATEST_PER_KEY,
          PARTITIONS);
  public static final Topic<OrderCommand> ORDER_COMMANDS =
      new Topic<>(
          "order-commands",
          "order id",
          OrderCommand.class,
          Set.of("orders"),
          Set.of("orders"),
          FOREVER,
          PARTITIONS);
  public static final Topic<Order> ORDERS =
      new Topic<>(
          "orders",
          "order id",
          Order.class,
          Set.of("orders"),
          Set.of("details", "email", "fraud", "inventory", "payments", "shipping"),
          FOREVER,
          PARTITIONS);
  public static final Topic<OrderValidation> ORDER_VALIDATIONS =
      new Topic<>(
          "order-validations",
          "order id",
          OrderValidation.class,
          Set.of("details", "inventory", "fraud"),
          Set.of("orders"),
          FOREVER,
          PARTITIONS);
  public static final Topic<StockReservation> STOCK_RESERVATIONS =
      new Topic<>(
          "stock-reservations",
          "SKU",
          StockReservation.class,
          Set.of("inventory"),
          FOREVER,
          PARTITIONS);
  public static final Topic<PaymentRequest> PAYMENT_REQUESTS =
      new Topic<>(
          "payment-requests",
          "order id",
          PaymentRequest.class,
          Set.of("payments"),
          Set.of("payments"),
          FOREVER,
          PARTITIONS);
  public static final Topic<Authorization> AUTHORIZATIONS =
      new Topic<>(
          "authorizations",
          "order id",
          Authorization.class,
          Set.of("payments"),
          Set.of("payments"),
          FOREVER,
          PARTITIONS);
  public static final Topic<Payment> PAYMENTS =
      new Topic<>(
          "payments",
          "order id",
          Payment.class,
          Set.of("payments"),
          Set.of("email", "orders"),
          FOREVER,
          PARTITIONS);
  public static final Topic<ShipmentCommand> SHIPMENT_COMMANDS =
      new Topic<>(
          "shipment-commands",
          "order id",
          ShipmentCommand.class,
          Set.of("shipping"),
          Set.of("shipping"),
          FOREVER,
          PARTITIONS);
  public static final Topic<Shipment> SHIPMENTS =
      new Topic<>(
          "shipments",
          "order id",
          Shipment.class,
          Set.of("shipping"),
          Set.of("orders"),
          FOREVER,
          PARTITIONS);
  public static final Topic<Email> EMAILS =
      new Topic<>("emails", "order id", Email.class, Set.of("email"), FOREVER, PARTITIONS);
  public static final Topic<FraudRule> FRAUD_RULES =
      new Topic<>(
          "fraud-rules",
          "rule id",
          FraudRule.class,
          Set.of("fraud"),
          Set.of("fraud"),
          LATEST_PER_KEY,
          1);
  public static final Topic<SuspiciousCard> SUSPICIOUS_CARDS =
      new Topic<>(
          "suspicious-cards",
          "card token",
          SuspiciousCard.class,
          Set.of("sql"),
          Set.of("fraud"),
          LATEST_PER_KEY,
          PARTITIONS);
  public static final Topic<Webhook> WEBHOOKS =
      new Topic<>("webhooks", "webhook id", Webhook.class, Set.of("webhooks"), LATEST_PER_KEY, 1);
  public static final Topic<SqlQuery> SQL_QUERIES =
      new Topic<>("sql-queries", "query id", SqlQuery.class, Set.of("sql"), LATEST_PER_KEY, 1);
  public static final Topic<DeadLetter> DEAD_LETTERS =
      new Topic<>(
          "dead-letters",
          "service, topic, partition and offset",
          DeadLetter.class,
          Set.of(
              "orders",
              "inventory",
              "fraud",
              "details",
              "payments",
              "shipping",
              "email",
              "webhooks"),
          FOREVER,
          1);

  private static final List<Topic<? extends SpecificRecord>> ALL =
      List.of(
          CUSTOMERS,
          PRODUCTS,
          STOCK,
          ORDER_COMMANDS,
          ORDERS,
          ORDER_VALIDATIONS,
          STOCK_RESERVATIONS,
          PAYMENT_REQUESTS,
          AUTHORIZATIONS,
          PAYMENTS,
          SHIPMENT_COMMANDS,
          SHIPMENTS,
          EMAILS,
          FRAUD_RULES,
          SUSPICIOUS_CARDS,
          WEBHOOKS,
          SQL_QUERIES,
          DEAD_LETTERS);

  private static final List<Topic<? extends SpecificRecord>> OF_WHAT_IS =
      List.of(
          CUSTOMERS,
          PRODUCTS,
          STOCK,
          ORDERS,
          STOCK_RESERVATIONS,
          PAYMENTS,
          SHIPMENTS,
          FRAUD_RULES,
          SUSPICIOUS_CARDS,
          WEBHOOKS,
          SQL_QUERIES);

  private Topics() {}

  /// All of them, in the order of the README's picture.
  public static List<Topic<? extends SpecificRecord>> all() {
    return ALL;
  }

  /// Those whose records are whole: the newest of a key is how it stands now. Where nothing can be
  /// deleted, the first field of a value names what it is a version of; that is the key, or one of
  /// several things under it. The records of all others tell what happened, each by itself.
  public static List<Topic<? extends SpecificRecord>> ofWhatIs() {
    return OF_WHAT_IS;
  }

  /// The topic of that name, if it is one of ours.
  public static Optional<Topic<? extends SpecificRecord>> named(String name) {
    return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
  }
}
