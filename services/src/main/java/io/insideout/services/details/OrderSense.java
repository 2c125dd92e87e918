package io.insideout.services.details;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Money;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.Product;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Whether an order makes sense, as far as the tables know.
sealed interface OrderSense {
  /// The most units that one line may ask for; the largest real line has 80,995.
  int MOST_UNITS = 100_000;

  /// It makes sense.
  record Sound() implements OrderSense {}

  /// It makes none, whatever the tables may still learn.
  ///
  /// @param flaws all that is wrong
  record Unsound(List<String> flaws) implements OrderSense {}

  /// It makes none now, but for at least one of the flaws a table that lags behind may be to blame.
  ///
  /// @param flaws all that is wrong
  record Unsettled(List<String> flaws) implements OrderSense {}

  static OrderSense of(
      Order order,
      Function<String, Optional<Customer>> customers,
      Function<String, Optional<Product>> products) {
    Flaws flaws = new Flaws();
    String customerId = order.getCustomerId();
    if (customerId != null && customers.apply(customerId).isEmpty()) {
      flaws.addUnsettled("customer %s is not known".formatted(FlawText.quoted(customerId)));
    }
    if (order.getLines().isEmpty()) {
      flaws.add("the order has no lines");
    }
    int number = 0;
    for (OrderLine line : order.getLines()) {
      checkLine(++number, line, order.getCurrency(), products.apply(line.getSku()), flaws);
    }
    checkTotal(order, flaws);
    return flaws.sense();
  }

  private static void checkLine(
      int number, OrderLine line, String currency, Optional<Product> found, Flaws flaws) {
    if (line.getQuantity() < 1 || line.getQuantity() > MOST_UNITS) {
      flaws.add(
          "line %s: quantity %s is not between 1 and %s"
              .formatted(number, line.getQuantity(), MOST_UNITS));
    }
    Long price = line.getUnitPriceMicros();
    if (price == null) {
      flaws.add("line %s: there is no price".formatted(number));
    }
    if (found.isEmpty()) {
      flaws.addUnsettled(
          "line %s: SKU %s is not known".formatted(number, FlawText.quoted(line.getSku())));
      return;
    }
    Product product = found.get();
    if (!product.getCurrency().equals(currency)) {
      flaws.addUnsettled(
          "line %s: the order is in %s, the product is priced in %s"
              .formatted(
                  number, FlawText.quoted(currency), FlawText.quoted(product.getCurrency())));
    }
    if (price != null) {
      checkPrice(number, price, product, flaws);
    }
  }

  private static void checkPrice(int number, long price, Product product, Flaws flaws) {
    if (price < product.getFloorPriceMicros()) {
      flaws.addUnsettled(
          "line %s: price %s is below the floor price %s"
              .formatted(
                  number,
                  Money.microsText(price),
                  Money.microsText(product.getFloorPriceMicros())));
    }
    if (price > product.getListPriceMicros()) {
      flaws.addUnsettled(
          "line %s: price %s is above the list price %s"
              .formatted(
                  number, Money.microsText(price), Money.microsText(product.getListPriceMicros())));
    }
  }

  private static void checkTotal(Order order, Flaws flaws) {
    if (order.getLines().stream().anyMatch(line -> line.getUnitPriceMicros() == null)) {
      return;
    }
    OptionalLong exact = Money.totalMinor(order.getLines());
    if (exact.isEmpty()) {
      flaws.add("the lines come to more than can be counted");
    } else if (exact.getAsLong() != order.getTotalMinor()) {
      flaws.add(
          "total %s, but the lines come to %s"
              .formatted(
                  Money.minorText(order.getTotalMinor()), Money.minorText(exact.getAsLong())));
    }
  }
}
