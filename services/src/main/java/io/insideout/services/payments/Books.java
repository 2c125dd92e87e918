package io.insideout.services.payments;

import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentRequest;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes what is written of books, and sums them up.
final class Books {
  private Books() {}

  /// The book with a change.
  static PaymentBook with(PaymentBook book, Consumer<PaymentBook.Builder> change) {
    PaymentBook.Builder builder =
        PaymentBook.newBuilder()
            .setVersion(book.getVersion())
            .setCardToken(book.getCardToken())
            .setCurrency(book.getCurrency())
            .setTotalMinor(book.getTotalMinor())
            .setChargeMinor(book.getChargeMinor())
            .setRefundMinor(book.getRefundMinor())
            .setEnded(book.getEnded())
            .setEntries(book.getEntries());
    change.accept(builder);
    return builder.build();
  }

  /// A request that was not made yet.
  @SuppressWarnings("NullAway") // Avro's classes are not annotated: nothing was declined
  static BookEntry open(String requestId, EntryKind kind, long amountMinor) {
    return new BookEntry(requestId, kind, amountMinor, EntryStatus.OPEN, null);
  }

  @SuppressWarnings("NullAway") // Avro's classes are not annotated: an approval has no reason
  static BookEntry answered(BookEntry entry, EntryStatus status, @Nullable String reason) {
    return new BookEntry(
        entry.getRequestId(), entry.getKind(), entry.getAmountMinor(), status, reason);
  }

  static PaymentRequest request(String orderId, PaymentBook book, BookEntry entry) {
    return new PaymentRequest(
        entry.getRequestId(),
        orderId,
        PaymentKind.valueOf(entry.getKind().name()),
        book.getCardToken(),
        book.getCurrency(),
        entry.getAmountMinor());
  }

  static Payment numbered(Payment payment, int version) {
    return new Payment(
        payment.getOrderId(),
        version,
        payment.getState(),
        payment.getCurrency(),
        payment.getAuthorizedMinor(),
        payment.getCapturedMinor(),
        payment.getRefundedMinor(),
        payment.getReason());
  }

  static List<BookEntry> of(PaymentBook book, EntryKind kind) {
    return book.getEntries().stream().filter(entry -> entry.getKind() == kind).toList();
  }

  static boolean has(PaymentBook book, EntryKind kind, EntryStatus status) {
    return of(book, kind).stream().anyMatch(entry -> entry.getStatus() == status);
  }

  /// What was asked for, whatever came of it.
  static long askedMinor(PaymentBook book, EntryKind kind) {
    return of(book, kind).stream().mapToLong(BookEntry::getAmountMinor).sum();
  }

  static long approvedMinor(PaymentBook book, EntryKind kind) {
    return of(book, kind).stream()
        .filter(entry -> entry.getStatus() == EntryStatus.APPROVED)
        .mapToLong(BookEntry::getAmountMinor)
        .sum();
  }
}
