package io.insideout.verify;

import io.insideout.catalog.Email;
import io.insideout.catalog.EmailKind;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentState;
import java.util.HashMap;
import java.util.Map;

/// G: exactly one confirmation for each order whose payment came, whenever it came, and none where
/// none came; at most one reminder, and only of an order that was validated.
final class EmailLaw implements Law {
  @Override
  public char letter() {
    return 'G';
  }

  @Override
  public String title() {
    return "E-mail";
  }

  @Override
  public void judge(Dossier order, Moment moment, Findings findings) {
    Map<EmailKind, Filed<Email>> first = new HashMap<>();
    for (Filed<Email> email : order.after().emails()) {
      findings.count(
          switch (email.value().getKind()) {
            case CONFIRMATION -> "confirmations";
            case REMINDER -> "reminders";
          });
      Filed<Email> earlier = first.putIfAbsent(email.value().getKind(), email);
      if (earlier != null) {
        findings.violation(
            "order %s: written twice: %s".formatted(order.orderId(), email.value().getKind()),
            earlier.at(),
            email.at());
      }
    }
    Filed<Email> confirmation = first.get(EmailKind.CONFIRMATION);
    Filed<Payment> payment =
        order.after().payments().stream()
            .filter(one -> one.value().getState() == PaymentState.AUTHORIZED)
            .findFirst()
            .orElse(null);
    if (payment != null && confirmation == null && moment.isQuiet()) {
      findings.violation(
          "order %s is paid, and its customer was not told".formatted(order.orderId()),
          payment.at());
    }
    if (payment == null && confirmation != null && moment.isRipe(confirmation.at())) {
      findings.violation(
          "order %s was confirmed, and nobody paid".formatted(order.orderId()), confirmation.at());
    }
    Filed<Email> reminder = first.get(EmailKind.REMINDER);
    if (reminder != null && moment.isRipe(reminder.at()) && !wasValidated(order)) {
      findings.violation(
          "order %s was reminded of, and was never validated".formatted(order.orderId()),
          reminder.at());
    }
  }

  private static boolean wasValidated(Dossier order) {
    return order.versions().stream()
        .map(Filed::value)
        .map(Order::getState)
        .anyMatch(state -> state == OrderState.VALIDATED);
  }
}
