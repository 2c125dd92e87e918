package io.insideout.services.payments;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentRequest;
import io.insideout.services.payments.PaymentProvider.Answer;
import io.insideout.services.payments.PaymentProvider.Approved;
import io.insideout.services.payments.PaymentProvider.Declined;
import io.insideout.services.payments.PaymentProvider.Unknown;

/// What was asked, and what came of it, as the log keeps it.
final class Attempts {
  /// The number of an attempt that nobody made: the provider told of it by itself.
  static final int TOLD = 0;

  private static final int LONGEST_REASON = 300;

  private Attempts() {}

  @SuppressWarnings("NullAway") // Avro's classes are not annotated: both may be null in the schema
  static Authorization of(PaymentRequest request, Answer answer, int attempt) {
    String reason =
        switch (answer) {
          case Approved _ -> null;
          case Declined declined -> declined.reason();
          case Unknown unknown -> unknown.why();
        };
    return new Authorization(
        request.getRequestId(),
        request.getOrderId(),
        request.getKind(),
        request.getCardToken(),
        request.getCurrency(),
        request.getAmountMinor(),
        answer.outcome(),
        attempt,
        answer.reference(),
        reason == null ? null : oneLine(reason));
  }

  /// The words of others are shown to people and kept for ever: a line of them will do.
  static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    if (line.length() <= LONGEST_REASON) {
      return line;
    }
    // Half of a surrogate pair cannot be written to the log.
    boolean cutsPair = Character.isHighSurrogate(line.charAt(LONGEST_REASON - 1));
    return line.substring(0, cutsPair ? LONGEST_REASON - 1 : LONGEST_REASON);
  }
}
