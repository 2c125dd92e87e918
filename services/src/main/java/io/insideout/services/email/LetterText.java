package io.insideout.services.email;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Email;
import io.insideout.catalog.EmailKind;
import io.insideout.catalog.Money;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is written to a customer, in plain words: a pure function of the order and of the customer
/// as the table has them.
final class LetterText {
  private LetterText() {}

  /// The message. The same one has the same id however often it is made.
  // Avro's classes are not annotated: a recipient may be null in the schema.
  @SuppressWarnings("NullAway")
  static Email of(String orderId, EmailKind kind, Purchase purchase, Optional<Customer> customer) {
    @Nullable String recipient = customer.map(Customer::getEmail).orElse(null);
    return new Email(
        id(orderId, kind),
        orderId,
        kind,
        recipient,
        subject(orderId, kind),
        text(orderId, kind, purchase, customer));
  }

  /// The id of an order's letter of that kind.
  static String id(String orderId, EmailKind kind) {
    return orderId
        + switch (kind) {
          case CONFIRMATION -> "/confirmation";
          case REMINDER -> "/reminder";
        };
  }

  /// The order of a letter.
  static String orderId(String emailId) {
    return emailId.substring(0, emailId.lastIndexOf('/'));
  }

  private static String subject(String orderId, EmailKind kind) {
    return switch (kind) {
      case CONFIRMATION -> "Your order " + orderId;
      case REMINDER -> "Your order " + orderId + " waits for its payment";
    };
  }

  private static String text(
      String orderId, EmailKind kind, Purchase purchase, Optional<Customer> customer) {
    return """
        Dear %s,

        %s

        Order %s

        %s

        Total: %s %s
        """
        .formatted(
            customer.map(Customer::getName).orElse("customer"),
            opening(kind),
            orderId,
            purchase.getLines().stream().map(LetterText::line).collect(Collectors.joining("\n")),
            purchase.getCurrency(),
            Money.minorText(purchase.getTotalMinor()));
  }

  private static String opening(EmailKind kind) {
    return switch (kind) {
      case CONFIRMATION -> "thank you for your order. Your payment is authorized.";
      case REMINDER ->
          "thank you for your order. We have not got your payment yet, and keep the goods for you"
              + " for a while.";
    };
  }

  /// The price of one unit, not of the line: that is exact, and the total is rounded once.
  private static String line(PurchaseLine line) {
    Long price = line.getUnitPriceMicros();
    return price == null
        ? "  %d x %s".formatted(line.getQuantity(), line.getSku())
        : "  %d x %s at %s".formatted(line.getQuantity(), line.getSku(), Money.microsText(price));
  }
}
