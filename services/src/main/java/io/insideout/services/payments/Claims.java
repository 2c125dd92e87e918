package io.insideout.services.payments;

import static io.insideout.services.payments.EntryKind.AUTHORIZE;
import static io.insideout.services.payments.EntryKind.CAPTURE;
import static io.insideout.services.payments.EntryKind.REFUND;
import static io.insideout.services.payments.EntryKind.VOID;
import static io.insideout.services.payments.EntryStatus.APPROVED;
import static io.insideout.services.payments.EntryStatus.DECLINED;

import java.util.List;
import java.util.stream.Stream;

/// What the provider is to be asked for an order, by its book.
///
/// | where | it is asked to |
/// |---|---|
/// | the order has a total, is not over, and nothing was asked | AUTHORIZE the total |
/// | it is over, and was asked to be authorized: approved or still on its way | VOID, once, unless something was captured |
/// | it is authorized, and more is due than was asked for | CAPTURE the difference |
/// | more was captured than is to be kept | REFUND the difference, as far as it was captured |
///
/// What was declined counts as asked for: nobody asks again for what the provider refuses. Ids say
/// how much was reached, so that each is asked for once.
final class Claims {
  private Claims() {}

  /// The id of the request that holds an order's money; there is one.
  static String authorizeId(String orderId) {
    return orderId + "/authorize";
  }

  /// The id of the request that lets it go; there is one at most.
  static String voidId(String orderId) {
    return orderId + "/void";
  }

  static List<BookEntry> of(String orderId, PaymentBook book) {
    return Stream.of(
            authorize(orderId, book),
            undo(orderId, book),
            capture(orderId, book),
            refund(orderId, book))
        .flatMap(claim -> claim)
        .toList();
  }

  private static Stream<BookEntry> authorize(String orderId, PaymentBook book) {
    boolean due = book.getTotalMinor() > 0 && !book.getEnded();
    return due && Books.of(book, AUTHORIZE).isEmpty()
        ? Stream.of(Books.open(authorizeId(orderId), AUTHORIZE, book.getTotalMinor()))
        : Stream.empty();
  }

  private static Stream<BookEntry> undo(String orderId, PaymentBook book) {
    boolean mayBeHeld =
        !Books.of(book, AUTHORIZE).isEmpty() && !Books.has(book, AUTHORIZE, DECLINED);
    boolean untouched = Books.of(book, VOID).isEmpty() && Books.of(book, CAPTURE).isEmpty();
    return book.getEnded() && mayBeHeld && untouched
        ? Stream.of(Books.open(voidId(orderId), VOID, 0))
        : Stream.empty();
  }

  private static Stream<BookEntry> capture(String orderId, PaymentBook book) {
    if (book.getEnded() || !Books.has(book, AUTHORIZE, APPROVED)) {
      return Stream.empty();
    }
    long reached = Math.min(book.getChargeMinor(), book.getTotalMinor());
    return more(orderId + "/capture/", CAPTURE, Books.askedMinor(book, CAPTURE), reached);
  }

  private static Stream<BookEntry> refund(String orderId, PaymentBook book) {
    long reached = Math.min(book.getRefundMinor(), Books.approvedMinor(book, CAPTURE));
    return more(orderId + "/refund/", REFUND, Books.askedMinor(book, REFUND), reached);
  }

  private static Stream<BookEntry> more(String id, EntryKind kind, long asked, long reached) {
    return reached > asked
        ? Stream.of(Books.open(id + reached, kind, reached - asked))
        : Stream.empty();
  }
}
