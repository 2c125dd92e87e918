package io.insideout.verify;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;

/// What a payment provider tells by itself, days after all was settled, and may.
final class ToldLater {
  /// The number of an attempt that nobody made.
  private static final int BY_ITSELF = 0;

  private ToldLater() {}

  /// A refund that was taken has not arrived: it is on its way for days.
  static boolean hasFailed(Authorization told) {
    return told.getAttempt() == BY_ITSELF
        && told.getKind() == PaymentKind.REFUND
        && told.getOutcome() == PaymentOutcome.DECLINED;
  }

  /// Money is not held any more, and nobody had asked for that: a card holds it for some days only.
  static boolean isLetGo(Authorization told) {
    return told.getAttempt() == BY_ITSELF
        && told.getKind() == PaymentKind.VOID
        && told.getOutcome() == PaymentOutcome.APPROVED;
  }
}
