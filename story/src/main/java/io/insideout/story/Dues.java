package io.insideout.story;

import static io.insideout.catalog.PaymentKind.AUTHORIZE;
import static io.insideout.catalog.PaymentKind.CAPTURE;
import static io.insideout.catalog.PaymentKind.REFUND;
import static io.insideout.catalog.PaymentKind.VOID;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Money;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.PaymentState;
import io.insideout.story.Facts.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is still to be done about the money of an order.
///
/// | where | it waits for |
/// |---|---|
/// | a request has no answer | the provider, to answer it |
/// | an answer does not show in the payment | payments, to note it |
/// | the order is VALIDATED, and nothing was asked | payments, to ask for the total; to note it, where nothing is due |
/// | more is due than was asked for | payments, to ask for the capture |
/// | more came back than was asked for | payments, to ask for the refund |
/// | the order is over, and its card may be held | payments, to ask to give that up |
///
/// What the provider refuses is not asked for again: nobody waits for it.
final class Dues {
  private Dues() {}

  static List<Awaited> of(Fact<Order> order, Facts facts) {
    List<Awaited> awaited = new ArrayList<>();
    for (Fact<PaymentRequest> request : facts.requests()) {
      if (facts.answer(request.value()) == null) {
        awaited.add(provider(request, facts));
      }
    }
    unnoted(facts).ifPresent(awaited::add);
    unasked(order.value(), facts)
        .ifPresent(what -> awaited.add(new Awaited("payments", what, order.millis())));
    return List.copyOf(awaited);
  }

  private static Awaited provider(Fact<PaymentRequest> request, Facts facts) {
    PaymentRequest asked = request.value();
    long unanswered = facts.unanswered(asked);
    return new Awaited(
        Awaited.PROVIDER,
        "to answer %s%s%s"
            .formatted(
                asked.getKind(),
                asked.getKind() == VOID ? "" : " " + amount(asked.getAmountMinor(), asked),
                unanswered == 0 ? "" : " (asked %,d times in vain)".formatted(unanswered)),
        request.millis());
  }

  private static String amount(long minor, PaymentRequest of) {
    return Money.minorText(minor) + " " + of.getCurrency();
  }

  private static Optional<Awaited> unnoted(Facts facts) {
    Fact<Payment> payment = facts.payment();
    return facts.requests().stream()
        .flatMap(request -> Optional.ofNullable(facts.answer(request.value())).stream())
        .filter(answer -> !isNoted(answer.value(), payment, facts))
        .reduce((_, last) -> last)
        .map(
            (Fact<Authorization> answer) ->
                new Awaited("payments", "to note the provider's answer", answer.millis()));
  }

  private static boolean isNoted(
      Authorization answer, @Nullable Fact<Payment> payment, Facts facts) {
    if (payment == null) {
      // A void that was refused before anything was authorized shows nowhere.
      return answer.getKind() != AUTHORIZE;
    }
    if (answer.getOutcome() != PaymentOutcome.APPROVED) {
      return true;
    }
    return switch (answer.getKind()) {
      case AUTHORIZE -> true;
      case CAPTURE -> payment.value().getCapturedMinor() >= approvedMinor(facts, CAPTURE);
      case REFUND -> payment.value().getRefundedMinor() >= approvedMinor(facts, REFUND);
      case VOID -> payment.value().getState() == PaymentState.VOIDED;
    };
  }

  private static Optional<String> unasked(Order order, Facts facts) {
    OrderState state = order.getState();
    if (state == OrderState.VALIDATED) {
      boolean isUnderWay = isAsked(facts, AUTHORIZE) || facts.payment() != null;
      return isUnderWay ? Optional.empty() : Optional.of(first(order));
    }
    boolean isOver = state == OrderState.CANCELLED || state == OrderState.EXPIRED;
    if (isOver) {
      return isHeld(facts)
          ? Optional.of("to ask the provider to give up what it holds")
          : Optional.empty();
    }
    return more(
            "capture",
            Math.min(order.getChargeMinor(), order.getTotalMinor()),
            askedMinor(facts, CAPTURE),
            order)
        .or(
            () ->
                more(
                    "refund",
                    Math.min(order.getRefundMinor(), approvedMinor(facts, CAPTURE)),
                    askedMinor(facts, REFUND),
                    order));
  }

  private static String first(Order order) {
    return order.getTotalMinor() > 0
        ? "to ask the provider to authorize %s %s"
            .formatted(Money.minorText(order.getTotalMinor()), order.getCurrency())
        : "to note that nothing is due";
  }

  private static Optional<String> more(String what, long dueMinor, long askedMinor, Order order) {
    return dueMinor > askedMinor
        ? Optional.of(
            "to ask the provider to %s %s %s"
                .formatted(what, Money.minorText(dueMinor - askedMinor), order.getCurrency()))
        : Optional.empty();
  }

  private static boolean isHeld(Facts facts) {
    boolean isDeclined =
        facts.attempts().stream()
            .map(Fact::value)
            .anyMatch(
                attempt ->
                    attempt.getKind() == AUTHORIZE
                        && attempt.getOutcome() == PaymentOutcome.DECLINED);
    return isAsked(facts, AUTHORIZE)
        && !isDeclined
        && !isAsked(facts, VOID)
        && !isAsked(facts, CAPTURE);
  }

  private static boolean isAsked(Facts facts, PaymentKind kind) {
    return facts.requests().stream().anyMatch(request -> request.value().getKind() == kind);
  }

  private static long askedMinor(Facts facts, PaymentKind kind) {
    return facts.requests().stream()
        .map(Fact::value)
        .filter(request -> request.getKind() == kind)
        .mapToLong(PaymentRequest::getAmountMinor)
        .sum();
  }

  private static long approvedMinor(Facts facts, PaymentKind kind) {
    return facts.requests().stream()
        .map(Fact::value)
        .filter(request -> request.getKind() == kind)
        .flatMap(request -> Optional.ofNullable(facts.answer(request)).stream())
        .map(Fact::value)
        .filter(answer -> answer.getOutcome() == PaymentOutcome.APPROVED)
        .mapToLong(Authorization::getAmountMinor)
        .sum();
  }
}
