package io.insideout.verify;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.PaymentState;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Holds what the order says is due, what the provider was asked and answered, and what the payment
/// says against each other: refunded ≤ captured ≤ authorized at every version, exact in the end.
record PaymentBooks(Dossier dossier, Moment moment, Findings findings) {
  void check() {
    Map<String, PaymentRequest> requests = requests();
    Map<String, Filed<Authorization>> approved = approved(requests);
    Payment before = null;
    for (Filed<Payment> version : dossier.after().payments()) {
      findings.count("payment versions");
      bounds(version, before);
      before = version.value();
    }
    dossier.versions().forEach(this::due);
    if (before != null && moment.isQuiet() && !dossier.versions().isEmpty()) {
      sums(before, approved);
      settled(before, dossier.versions().getLast().value());
    }
  }

  private Map<String, PaymentRequest> requests() {
    Map<String, PaymentRequest> byId = new HashMap<>();
    for (Filed<PaymentRequest> request : dossier.after().requests()) {
      findings.count("requests to the provider");
      PaymentRequest asked = request.value();
      if (byId.put(asked.getRequestId(), asked) != null) {
        found("%s was decided twice".formatted(asked.getRequestId()), request.at());
      }
      if (asked.getAmountMinor() < 0
          || (asked.getAmountMinor() == 0 && asked.getKind() != PaymentKind.VOID)) {
        found(
            "%s is about %,d minor units".formatted(asked.getRequestId(), asked.getAmountMinor()),
            request.at());
      }
    }
    return byId;
  }

  /// The first answer of each request that approves it; an answer that contradicts an earlier one
  /// is a charge that nobody knows of.
  private Map<String, Filed<Authorization>> approved(Map<String, PaymentRequest> requests) {
    Map<String, Filed<Authorization>> first = new HashMap<>();
    for (Filed<Authorization> attempt : dossier.after().attempts()) {
      findings.count("attempts");
      Authorization now = attempt.value();
      PaymentRequest asked = requests.get(now.getRequestId());
      if (asked == null) {
        if (moment.isRipe(attempt.at()) && !ToldLater.isLetGo(now)) {
          found("%s was never asked for".formatted(now.getRequestId()), attempt.at());
        }
        continue;
      }
      if (asked.getAmountMinor() != now.getAmountMinor() || asked.getKind() != now.getKind()) {
        found("%s is not what was asked for".formatted(now.getRequestId()), attempt.at());
      }
      if (now.getOutcome() == PaymentOutcome.UNKNOWN) {
        findings.count("attempts without an answer");
        continue;
      }
      Filed<Authorization> earlier = first.putIfAbsent(now.getRequestId(), attempt);
      if (earlier != null && ToldLater.hasFailed(now)) {
        first.put(now.getRequestId(), attempt);
      } else if (earlier != null
          && !ToldLater.hasFailed(earlier.value())
          && earlier.value().getOutcome() != now.getOutcome()) {
        found(
            "%s was both approved and declined".formatted(now.getRequestId()),
            earlier.at(),
            attempt.at());
      }
    }
    first.values().removeIf(one -> one.value().getOutcome() != PaymentOutcome.APPROVED);
    return first;
  }

  private void bounds(Filed<Payment> version, @Nullable Payment before) {
    Payment now = version.value();
    if (now.getVersion() != (before == null ? 1 : before.getVersion() + 1)) {
      found("payment version %d out of turn".formatted(now.getVersion()), version.at());
    }
    if (now.getRefundedMinor() < 0
        || now.getRefundedMinor() > now.getCapturedMinor()
        || now.getCapturedMinor() > now.getAuthorizedMinor()) {
      found(
          "%,d refunded, %,d captured, %,d authorized"
              .formatted(now.getRefundedMinor(), now.getCapturedMinor(), now.getAuthorizedMinor()),
          version.at());
    }
    boolean mayFail =
        dossier.after().attempts().stream().map(Filed::value).anyMatch(ToldLater::hasFailed);
    if (before != null
        && (now.getCapturedMinor() < before.getCapturedMinor()
            || (now.getRefundedMinor() < before.getRefundedMinor() && !mayFail))) {
      found("what was captured or refunded became less", version.at());
    }
  }

  /// What the order says is due follows from its units, rounded once.
  private void due(Filed<Order> version) {
    Order order = version.value();
    BigInteger charge = part(order, line -> unit(order.getShippedQuantities(), line));
    BigInteger kept =
        part(
            order,
            line ->
                order.getLines().get(line).getQuantity()
                    - unit(order.getReturnedQuantities(), line));
    if (charge != null && !charge.equals(BigInteger.valueOf(order.getChargeMinor()))) {
      found(
          "%,d minor units are due for what has left, and the order says %,d"
              .formatted(charge, order.getChargeMinor()),
          version.at());
    }
    if (kept != null && !order.getReturnedQuantities().isEmpty()) {
      BigInteger back = BigInteger.valueOf(order.getTotalMinor()).subtract(kept);
      if (!back.equals(BigInteger.valueOf(order.getRefundMinor()))) {
        found(
            "%,d minor units are due back, and the order says %,d"
                .formatted(back, order.getRefundMinor()),
            version.at());
      }
    }
  }

  private static @Nullable BigInteger part(Order order, IntUnaryOperator units) {
    List<OrderLine> lines = order.getLines();
    return MoneyLaw.dueMinor(lines, units);
  }

  private static int unit(List<Integer> quantities, int line) {
    return quantities.isEmpty() ? 0 : quantities.get(line);
  }

  private void sums(Payment payment, Map<String, Filed<Authorization>> approved) {
    sum("captured", PaymentKind.CAPTURE, payment.getCapturedMinor(), approved);
    sum("refunded", PaymentKind.REFUND, payment.getRefundedMinor(), approved);
  }

  private void sum(
      String what, PaymentKind kind, long said, Map<String, Filed<Authorization>> approved) {
    long sum =
        approved.values().stream()
            .map(Filed::value)
            .filter(one -> one.getKind() == kind)
            .mapToLong(Authorization::getAmountMinor)
            .sum();
    findings.count(what + " minor units", said);
    if (sum != said) {
      found(
          "the payment says %,d %s, the provider approved %,d".formatted(said, what, sum),
          dossier.after().payments().getLast().at());
    }
  }

  private void settled(Payment payment, Order order) {
    boolean unanswered =
        dossier.after().attempts().stream()
            .anyMatch(
                one ->
                    one.value().getOutcome() == PaymentOutcome.DECLINED
                        && one.value().getKind() != PaymentKind.AUTHORIZE);
    if (unanswered) {
      findings.count("orders whose provider refused a capture, a void or a refund");
      return;
    }
    long charge = payment.getState() == PaymentState.DECLINED ? 0 : order.getChargeMinor();
    if (payment.getCapturedMinor() != charge
        || payment.getRefundedMinor() != order.getRefundMinor()) {
      found(
          "%,d captured of %,d due, %,d refunded of %,d"
              .formatted(
                  payment.getCapturedMinor(),
                  order.getChargeMinor(),
                  payment.getRefundedMinor(),
                  order.getRefundMinor()),
          dossier.after().payments().getLast().at(),
          dossier.versions().getLast().at());
    }
    if (LifeCycle.claim(order.getState()) == LifeCycle.Claim.GIVES_BACK
        && payment.getAuthorizedMinor() > 0
        && payment.getState() != PaymentState.VOIDED) {
      found(
          "it is %s, and the card still holds %,d"
              .formatted(order.getState(), payment.getAuthorizedMinor()),
          dossier.after().payments().getLast().at());
    }
  }

  private void found(String what, Coordinates... at) {
    findings.violation("order %s: %s".formatted(dossier.orderId(), what), at);
  }
}
