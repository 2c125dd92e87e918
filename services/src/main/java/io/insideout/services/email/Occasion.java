package io.insideout.services.email;

import static io.insideout.catalog.EmailKind.CONFIRMATION;
import static io.insideout.catalog.EmailKind.REMINDER;

import io.insideout.catalog.EmailKind;
import io.insideout.catalog.Order;
import io.insideout.catalog.Payment;
import org.jspecify.annotations.Nullable;

/// Whether there is an occasion to write to the customer of an order, as pure functions of what is
/// known of it and what comes.
///
/// | comes | then |
/// |---|---|
/// | the order, VALIDATED | it is known, and confirmed where its payment was authorized before |
/// | its payment, AUTHORIZED | it is confirmed as soon as the order is known, however late, once |
/// | its payment DECLINED, or the order's end | it is not reminded of any more |
/// | the end of the wait | it is reminded of, unless it is paid, declined or ended, once |
sealed interface Occasion {
  /// Nothing is written.
  ///
  /// @param after what is known from now on; null where that is as before
  record None(@Nullable Correspondence after) implements Occasion {}

  /// A letter is written.
  ///
  /// @param after what is known from now on
  record Letter(EmailKind kind, Purchase about, Correspondence after) implements Occasion {}

  /// What follows from a version of the order.
  static Occasion order(@Nullable Correspondence known, Order order) {
    return switch (order.getState()) {
      case VALIDATED ->
          known != null && (known.getConfirmed() || known.getPurchase() != null)
              ? new None(null)
              : validated(known, Purchases.of(order));
      case CANCELLED, EXPIRED, PAYMENT_FAILED -> settled(known);
      case REQUESTED, REJECTED, PAID, SHIPPED, DELIVERED, RETURNED -> new None(null);
    };
  }

  private static Occasion validated(@Nullable Correspondence known, Purchase purchase) {
    return known != null && known.getAuthorized()
        ? confirmed(known, purchase)
        : new None(state(purchase, false, known != null && known.getSettled(), false, false));
  }

  /// What follows from a version of its payment.
  static Occasion payment(@Nullable Correspondence known, Payment payment) {
    return switch (payment.getState()) {
      case AUTHORIZED -> authorized(known);
      case DECLINED -> settled(known);
      // What follows from an authorization, or from none.
      case CAPTURED, VOIDED, REFUNDED -> new None(null);
    };
  }

  private static Occasion authorized(@Nullable Correspondence known) {
    if (known == null) {
      return new None(state(null, true, true, false, false));
    }
    if (known.getConfirmed() || known.getAuthorized()) {
      return new None(null);
    }
    Purchase purchase = known.getPurchase();
    return purchase == null
        ? new None(state(null, true, true, false, false))
        : confirmed(known, purchase);
  }

  private static Occasion confirmed(Correspondence known, Purchase purchase) {
    return new Letter(CONFIRMATION, purchase, state(null, true, true, true, known.getReminded()));
  }

  private static Occasion settled(@Nullable Correspondence known) {
    if (known == null) {
      return new None(state(null, false, true, false, false));
    }
    return known.getSettled()
        ? new None(null)
        : new None(
            state(
                known.getPurchase(),
                known.getAuthorized(),
                true,
                known.getConfirmed(),
                known.getReminded()));
  }

  /// What follows from having waited long enough.
  static Occasion waited(@Nullable Correspondence known) {
    if (known == null || known.getSettled() || known.getReminded()) {
      return new None(null);
    }
    Purchase purchase = known.getPurchase();
    return purchase == null
        ? new None(null)
        : new Letter(REMINDER, purchase, state(purchase, false, false, false, true));
  }

  // Avro's classes are not annotated: a purchase may be null in the schema.
  @SuppressWarnings("NullAway")
  private static Correspondence state(
      @Nullable Purchase purchase,
      boolean authorized,
      boolean settled,
      boolean confirmed,
      boolean reminded) {
    return new Correspondence(purchase, authorized, settled, confirmed, reminded);
  }
}
