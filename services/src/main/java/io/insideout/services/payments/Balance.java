package io.insideout.services.payments;

import static io.insideout.services.payments.EntryKind.AUTHORIZE;
import static io.insideout.services.payments.EntryKind.CAPTURE;
import static io.insideout.services.payments.EntryKind.REFUND;
import static io.insideout.services.payments.EntryKind.VOID;
import static io.insideout.services.payments.EntryStatus.APPROVED;
import static io.insideout.services.payments.EntryStatus.DECLINED;

import io.insideout.catalog.Money;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentState;
import org.jspecify.annotations.Nullable;

/// How a payment stands, by the book: what was approved, and nothing else. Always refunded ≤
/// captured ≤ authorized.
///
/// | state | when |
/// |---|---|
/// | DECLINED | the card's issuer does not hold the amount |
/// | AUTHORIZED | it holds it, or there is nothing to hold |
/// | CAPTURED | some of it was taken |
/// | REFUNDED | some of that was given back |
/// | VOIDED | it holds it no more, or never will: the order is over |
final class Balance {
  private Balance() {}

  /// The payment, without a version; null while the provider has said nothing.
  @SuppressWarnings("NullAway") // Avro's classes are not annotated: a payment may have no reason
  static @Nullable Payment of(String orderId, PaymentBook book) {
    PaymentState state = state(book);
    return state == null
        ? null
        : new Payment(
            orderId,
            0,
            state,
            book.getCurrency(),
            state == PaymentState.VOIDED ? 0L : Books.approvedMinor(book, AUTHORIZE),
            Books.approvedMinor(book, CAPTURE),
            Books.approvedMinor(book, REFUND),
            reason(book));
  }

  private static @Nullable PaymentState state(PaymentBook book) {
    boolean free = book.getTotalMinor() <= 0;
    if (Books.has(book, VOID, APPROVED) || (free && book.getEnded())) {
      return PaymentState.VOIDED;
    }
    if (Books.has(book, REFUND, APPROVED)) {
      return PaymentState.REFUNDED;
    }
    if (Books.has(book, CAPTURE, APPROVED)) {
      return PaymentState.CAPTURED;
    }
    if (Books.has(book, AUTHORIZE, APPROVED) || free) {
      return PaymentState.AUTHORIZED;
    }
    return Books.has(book, AUTHORIZE, DECLINED) ? PaymentState.DECLINED : null;
  }

  /// What the provider refused last.
  private static @Nullable String reason(PaymentBook book) {
    return book.getEntries().reversed().stream()
        .filter(entry -> entry.getStatus() == DECLINED)
        .findFirst()
        .map(Balance::text)
        .orElse(null);
  }

  private static String text(BookEntry entry) {
    String why = entry.getReason() == null ? "declined" : entry.getReason();
    return switch (entry.getKind()) {
      case AUTHORIZE -> why;
      case VOID -> "VOID: " + why;
      case CAPTURE, REFUND ->
          "%s of %s: %s".formatted(entry.getKind(), Money.minorText(entry.getAmountMinor()), why);
    };
  }
}
