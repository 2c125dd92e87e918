package io.insideout.verify;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentRequest;
import java.util.Set;
import java.util.stream.Collectors;

/// Holds that once all work is done the provider has answered whatever it was to be asked. An
/// AUTHORIZE that nobody answered is settled by a VOID that was; and what was set aside is
/// accounted for.
record PaymentAnswers(Dossier dossier, Moment moment, Findings findings, SetAside setAside) {
  private static final String ASKS = "payments";

  void check() {
    // Where records were too many to be held, the answer may be among them.
    if (!moment.isQuiet() || dossier.unread() > 0) {
      return;
    }
    Set<String> answered =
        dossier.after().attempts().stream()
            .map(Filed::value)
            .filter(attempt -> attempt.getOutcome() != PaymentOutcome.UNKNOWN)
            .map(Authorization::getRequestId)
            .collect(Collectors.toSet());
    for (Filed<PaymentRequest> request : dossier.after().requests()) {
      PaymentRequest asked = request.value();
      if (!answered.contains(asked.getRequestId())
          && !(asked.getKind() == PaymentKind.AUTHORIZE && isVoided())
          && !setAside.isOpen(ASKS, request.at())) {
        findings.violation(
            "order %s: %s was to be asked for, and was never answered"
                .formatted(dossier.orderId(), asked.getRequestId()),
            request.at());
      }
    }
  }

  private boolean isVoided() {
    return dossier.after().attempts().stream()
        .map(Filed::value)
        .anyMatch(
            attempt ->
                attempt.getKind() == PaymentKind.VOID
                    && attempt.getOutcome() == PaymentOutcome.APPROVED);
  }
}
