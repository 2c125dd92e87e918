package io.insideout.services.payments;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one more fact about an order makes of its books, as a pure function.
///
/// | the fact | is noted as |
/// |---|---|
/// | an order that is VALIDATED | a new book |
/// | any later version | the most that was ever due, and ever due back |
/// | CANCELLED, EXPIRED | the end, for ever |
/// | an attempt that was APPROVED or DECLINED | the answer to its request, the first time |
/// | a REFUND that was APPROVED and has failed, told by the provider itself | DECLINED after all |
/// | money that is let go though nobody asked for that, told by the provider itself | a VOID |
/// | UNKNOWN, an answer to nothing that was asked, an answer again | nothing |
///
/// What is to be asked follows from the book alone ([Claims]), and so does how the payment stands
/// ([Balance]). So facts may come twice and in any order that keeps the order's versions apart: the
/// books end up the same.
sealed interface Posting {
  /// The fact was known, or says nothing.
  record Unchanged() implements Posting {}

  /// @param book what is to be kept
  /// @param requests what is to be asked of the provider now
  /// @param payments the payment's next version, where it stands otherwise than before
  record Posted(PaymentBook book, List<PaymentRequest> requests, List<Payment> payments)
      implements Posting {}

  /// @param book null where nothing is known of the order
  static Posting of(@Nullable PaymentBook book, Order order) {
    if (book == null && order.getState() != OrderState.VALIDATED) {
      return new Unchanged();
    }
    PaymentBook before = book == null ? opened(order) : book;
    PaymentBook noted =
        Books.with(
            before,
            after -> {
              after.setChargeMinor(Math.max(before.getChargeMinor(), order.getChargeMinor()));
              after.setRefundMinor(Math.max(before.getRefundMinor(), order.getRefundMinor()));
              after.setEnded(before.getEnded() || isEnd(order.getState()));
            });
    return posted(order.getOrderId(), book, before, noted);
  }

  /// @param book null where nothing is known of the order
  static Posting of(@Nullable PaymentBook book, Authorization attempt) {
    if (book == null || attempt.getOutcome() == PaymentOutcome.UNKNOWN) {
      return new Unchanged();
    }
    return posted(attempt.getOrderId(), book, book, answered(book, attempt));
  }

  private static boolean isEnd(OrderState state) {
    return switch (state) {
      case CANCELLED, EXPIRED -> true;
      case REQUESTED, VALIDATED, REJECTED, PAID, PAYMENT_FAILED, SHIPPED, DELIVERED, RETURNED ->
          false;
    };
  }

  private static PaymentBook opened(Order order) {
    return new PaymentBook(
        0,
        order.getCardToken(),
        order.getCurrency(),
        order.getTotalMinor(),
        0L,
        0L,
        false,
        List.of());
  }

  private static PaymentBook answered(PaymentBook book, Authorization attempt) {
    EntryStatus status =
        attempt.getOutcome() == PaymentOutcome.APPROVED
            ? EntryStatus.APPROVED
            : EntryStatus.DECLINED;
    List<BookEntry> entries = new ArrayList<>(book.getEntries());
    entries.replaceAll(
        entry ->
            entry.getRequestId().equals(attempt.getRequestId())
                    && (entry.getStatus() == EntryStatus.OPEN || hasFailedAfterAll(entry, attempt))
                ? Books.answered(entry, status, attempt.getReason())
                : entry);
    if (isLetGoUnasked(book, attempt)) {
      entries.add(
          Books.answered(
              Books.open(attempt.getRequestId(), EntryKind.VOID, 0), status, attempt.getReason()));
    }
    return Books.with(book, after -> after.setEntries(List.copyOf(entries)));
  }

  /// A refund is on its way for days: that it was taken says only that it has begun.
  private static boolean hasFailedAfterAll(BookEntry entry, Authorization attempt) {
    return entry.getKind() == EntryKind.REFUND
        && entry.getStatus() == EntryStatus.APPROVED
        && attempt.getOutcome() == PaymentOutcome.DECLINED
        && attempt.getAttempt() == Attempts.TOLD;
  }

  /// The provider holds money for some days, then lets it go by itself.
  private static boolean isLetGoUnasked(PaymentBook book, Authorization attempt) {
    return attempt.getKind() == PaymentKind.VOID
        && attempt.getOutcome() == PaymentOutcome.APPROVED
        && attempt.getAttempt() == Attempts.TOLD
        && Books.has(book, EntryKind.AUTHORIZE, EntryStatus.APPROVED)
        && Books.of(book, EntryKind.VOID).isEmpty()
        && Books.of(book, EntryKind.CAPTURE).stream()
            .allMatch(entry -> entry.getStatus() == EntryStatus.DECLINED);
  }

  private static Posting posted(
      String orderId, @Nullable PaymentBook kept, PaymentBook before, PaymentBook noted) {
    List<BookEntry> claims = Claims.of(orderId, noted);
    // A new book has told of no payment, also where one follows from its total.
    Payment was = kept == null ? null : Balance.of(orderId, before);
    Payment is = Balance.of(orderId, noted);
    List<Payment> payments =
        is == null || Objects.equals(is, was)
            ? List.of()
            : List.of(Books.numbered(is, noted.getVersion() + 1));
    List<BookEntry> entries = new ArrayList<>(noted.getEntries());
    entries.addAll(claims);
    PaymentBook after =
        Books.with(
            noted,
            book -> {
              book.setEntries(List.copyOf(entries));
              book.setVersion(noted.getVersion() + payments.size());
            });
    if (kept != null && after.equals(kept)) {
      return new Unchanged();
    }
    return new Posted(
        after,
        claims.stream().map(claim -> Books.request(orderId, noted, claim)).toList(),
        payments);
  }
}
