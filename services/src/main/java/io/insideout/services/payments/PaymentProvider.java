package io.insideout.services.payments;

import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentRequest;
import org.jspecify.annotations.Nullable;

/// Whoever can hold, take and give back money. It does what it is asked once under each request's
/// id, however often it is asked, and then answers the same.
interface PaymentProvider extends AutoCloseable {
  /// Asks, and waits for the answer.
  ///
  /// @param unanswered with a VOID: the order's AUTHORIZE, where it was asked and nobody knows what
  ///   came of it. It is to be undone as well, or never done
  /// @throws InterruptedException if the thread was interrupted; it may have been done
  Answer ask(PaymentRequest request, @Nullable PaymentRequest unanswered)
      throws InterruptedException;

  @Override
  default void close() {}

  /// What came of it.
  sealed interface Answer {
    /// The provider's own name for the order's payment, as far as it is known.
    @Nullable String reference();

    /// What the log calls it.
    default PaymentOutcome outcome() {
      return switch (this) {
        case Approved _ -> PaymentOutcome.APPROVED;
        case Declined _ -> PaymentOutcome.DECLINED;
        case Unknown _ -> PaymentOutcome.UNKNOWN;
      };
    }
  }

  /// It is done.
  record Approved(@Nullable String reference) implements Answer {}

  /// It is not done, and will not be under this id.
  record Declined(String reason, @Nullable String reference) implements Answer {}

  /// It may be done or not: it has to be asked again.
  record Unknown(String why, @Nullable String reference) implements Answer {}
}
