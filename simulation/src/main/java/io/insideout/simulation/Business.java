package io.insideout.simulation;

import io.insideout.catalog.CancelOrder;
import io.insideout.catalog.Customer;
import io.insideout.catalog.DeliverShipment;
import io.insideout.catalog.DispatchShipment;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.PlaceOrder;
import io.insideout.catalog.Product;
import io.insideout.catalog.ReturnLine;
import io.insideout.catalog.ReturnLines;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentCommand;
import io.insideout.catalog.ShipmentLine;
import io.insideout.catalog.Topics;
import io.insideout.verify.Coordinates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What callers and the warehouse do: orders, the same again, another under the same key, and
/// changes of everything that orders are checked against.
// Avro's classes are not annotated: some of their fields may be null in the schema.
@SuppressWarnings("NullAway")
final class Business {
  private static final int CUSTOMERS = 3;
  private static final long LIST_PRICE_MICROS = 10_000_000;
  private static final long FLOOR_PRICE_MICROS = 6_000_000;
  private static final long MINUTE_MICROS = 60_000_000;

  private final OutsideWorld outside;
  private final Warehouse warehouse;
  private final FraudDesk fraud;
  private final VirtualTime time;
  private final RandomGenerator random;
  private final Odds odds;
  private final List<OrderCommand> commands = new ArrayList<>();
  private final List<String> acknowledged;
  private final DeadLetters letters;

  /// @param acknowledged is given the ids of the orders whose commands are in the log
  /// @param letters is told of what nobody can read
  Business(
      OutsideWorld outside,
      Warehouse warehouse,
      VirtualTime time,
      RandomGenerator random,
      Odds odds,
      List<String> acknowledged,
      DeadLetters letters) {
    this.acknowledged = acknowledged;
    this.letters = letters;
    this.outside = outside;
    this.warehouse = warehouse;
    this.time = time;
    this.fraud = new FraudDesk(outside, time, random);
    this.random = random;
    this.odds = odds;
  }

  /// What is there before the first order. Some of it comes late.
  void open() {
    for (int sku = 0; sku < odds.skus(); sku++) {
      if (!isFlawed()) {
        product("sku-" + sku);
      }
      if (!isFlawed()) {
        var _ = warehouse.correct("sku-" + sku);
      }
    }
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      if (!isFlawed()) {
        customer("customer-" + customer);
      }
    }
    fraud.rule();
  }

  int orders() {
    return commands.size();
  }

  boolean isOver() {
    return commands.size() >= odds.orders();
  }

  /// Something happens.
  ///
  /// @return what
  String happen() {
    if (random.nextInt(100) < odds.illegiblePercent()) {
      Coordinates at = outside.poison();
      letters.expect(at);
      return "illegible bytes stand at " + at;
    }
    return switch (random.nextInt(31)) {
      case 0, 1, 2 -> repeat();
      case 3, 4, 5 -> warehouse.correct("sku-" + random.nextInt(odds.skus()));
      case 6, 7 -> product("sku-" + random.nextInt(odds.skus()));
      case 8 -> customer("customer-" + random.nextInt(CUSTOMERS));
      case 9 -> fraud.rule();
      case 10 -> cancel();
      case 11, 12 -> takeBack();
      case 13, 14, 15 -> ship();
      case 16, 17 -> fraud.suspect();
      case 18 -> fraud.rule();
      default -> place();
    };
  }

  /// Something happens to what was ordered, or is ordered late.
  ///
  /// @return what
  String goOn() {
    return switch (random.nextInt(12)) {
      case 0 -> cancel();
      case 1, 2 -> takeBack();
      case 3, 4 -> warehouse.correct("sku-" + random.nextInt(odds.skus()));
      case 5, 6, 7 -> commands.size() < odds.orders() + odds.lateOrders() ? place() : ship();
      default -> ship();
    };
  }

  private String place() {
    String orderId = "order-" + commands.size();
    List<OrderLine> lines = new ArrayList<>();
    for (int line = random.nextInt(4); line >= 0; line--) {
      lines.add(
          new OrderLine("sku-" + random.nextInt(odds.skus() + 1) % odds.skus(), units(), price()));
    }
    OrderCommand command =
        new OrderCommand(
            orderId,
            "fingerprint-" + orderId,
            new PlaceOrder(
                random.nextInt(5) == 0 ? null : "customer-" + random.nextInt(CUSTOMERS),
                "card-" + random.nextInt(FraudDesk.CARDS),
                "GBP",
                lines,
                placedAtMicros(),
                random.nextBoolean() ? null : "Norway"));
    commands.add(command);
    acknowledged.add(orderId);
    if (random.nextInt(100) < odds.illegiblePercent()) {
      letters.expect(outside.publishStrange(Topics.ORDER_COMMANDS, orderId, command));
      return "a stranger places " + orderId;
    }
    outside.publish(Topics.ORDER_COMMANDS, orderId, command);
    return "a caller places " + orderId;
  }

  /// Some while ago, and often where a window of fraud's begins or has just ended.
  private long placedAtMicros() {
    long micros = (time.milliseconds() - random.nextInt(90_000)) * 1_000;
    return switch (random.nextInt(4)) {
      case 0 -> micros - micros % MINUTE_MICROS;
      case 1 -> micros - micros % MINUTE_MICROS - 1;
      default -> micros;
    };
  }

  /// The same command again, or another of the same key.
  private String repeat() {
    if (commands.isEmpty()) {
      return place();
    }
    OrderCommand command = commands.get(random.nextInt(commands.size()));
    if (random.nextBoolean()) {
      outside.publish(Topics.ORDER_COMMANDS, command.getOrderId(), command);
      return "a caller repeats " + command.getOrderId();
    }
    outside.publish(
        Topics.ORDER_COMMANDS,
        command.getOrderId(),
        new OrderCommand(command.getOrderId(), "another", commands.getLast().getAction()));
    return "a caller asks for something else as " + command.getOrderId();
  }

  private String cancel() {
    if (commands.isEmpty()) {
      return place();
    }
    String orderId = commands.get(random.nextInt(commands.size())).getOrderId();
    outside.publish(
        Topics.ORDER_COMMANDS,
        orderId,
        new OrderCommand(orderId, "cancel", new CancelOrder("changed my mind")));
    return "a caller cancels " + orderId;
  }

  /// What a parcel held, or something that makes less sense.
  private String takeBack() {
    if (commands.isEmpty()) {
      return place();
    }
    Optional<Shipment> parcel = outside.drawn(Topics.SHIPMENTS);
    if (parcel.isPresent() && random.nextInt(3) > 0) {
      return takeBack(
          parcel.get().getOrderId(),
          parcel.get().getLines().stream()
              .map(line -> new ReturnLine(line.getLine(), line.getQuantity()))
              .toList());
    }
    return takeBack(
        commands.get(random.nextInt(commands.size())).getOrderId(),
        List.of(new ReturnLine(random.nextInt(4), 1 + random.nextInt(3))));
  }

  private String takeBack(String orderId, List<ReturnLine> lines) {
    String returnId = "return-" + random.nextInt(6);
    outside.publish(
        Topics.ORDER_COMMANDS,
        orderId,
        new OrderCommand(orderId, returnId, new ReturnLines(returnId, lines, "does not fit")));
    return "a caller sends %d lines of %s back".formatted(lines.size(), orderId);
  }

  /// The warehouse says something of a shipment that it knows, now and then something that makes no
  /// sense.
  private String ship() {
    return outside
        .drawn(Topics.SHIPMENTS)
        .map(this::ship)
        .orElse("the warehouse has nothing to ship");
  }

  private String ship(Shipment shipment) {
    boolean arrives = random.nextInt(3) == 0;
    List<ShipmentLine> lines = random.nextBoolean() ? List.of() : shipment.getLines().subList(0, 1);
    outside.publish(
        Topics.SHIPMENT_COMMANDS,
        shipment.getOrderId(),
        new ShipmentCommand(
            shipment.getShipmentId(),
            shipment.getOrderId(),
            arrives ? new DeliverShipment() : new DispatchShipment(lines)));
    return shipment.getShipmentId() + (arrives ? " arrives" : " leaves");
  }

  private boolean isFlawed() {
    return random.nextInt(100) < odds.flawPercent();
  }

  private int units() {
    return switch (isFlawed() ? random.nextInt(3) : 3) {
      case 0 -> 0;
      case 1 -> Integer.MAX_VALUE;
      case 2 -> -2;
      default -> 1 + random.nextInt(4);
    };
  }

  private @Nullable Long price() {
    return switch (isFlawed() ? random.nextInt(3) : 3) {
      case 0 -> null;
      case 1 -> FLOOR_PRICE_MICROS - 1;
      case 2 -> LIST_PRICE_MICROS + 1;
      default -> FLOOR_PRICE_MICROS + random.nextLong(LIST_PRICE_MICROS - FLOOR_PRICE_MICROS + 1);
    };
  }

  private String product(String sku) {
    Product product = new Product(sku, "a thing", "GBP", LIST_PRICE_MICROS, FLOOR_PRICE_MICROS);
    boolean gone = isFlawed();
    outside.publish(Topics.PRODUCTS, sku, gone ? null : product);
    return sku + (gone ? " is no product any more" : " is a product");
  }

  private String customer(String id) {
    boolean gone = isFlawed();
    outside.publish(
        Topics.CUSTOMERS,
        id,
        gone ? null : new Customer(id, "Somebody", null, "GB", "1 Main Street", "N1", "London"));
    return id + (gone ? " is gone" : " is known");
  }
}
