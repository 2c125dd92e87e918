package io.insideout.story;

import static io.insideout.catalog.EmailKind.CONFIRMATION;
import static io.insideout.catalog.OrderState.VALIDATED;

import io.insideout.catalog.Check;
import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentState;
import io.insideout.catalog.PlaceOrder;
import io.insideout.story.Facts.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whom an order waits for, as a pure function of what the log says of it.
///
/// | the order is | it waits for |
/// |---|---|
/// | not there, but placed | orders, to take it |
/// | REQUESTED | each check with a part that it has not passed; orders, once one has failed or all have passed |
/// | VALIDATED | payments, to ask the provider; the provider, to answer; orders, to note the payment |
/// | PAID | shipping, to make a shipment, or to say whether a cancellation came in time; the warehouse, to dispatch it; orders, to note what has left |
/// | SHIPPED | the warehouse, to deliver what has left; orders, to note what has arrived |
/// | DELIVERED | nobody |
/// | REJECTED, PAYMENT_FAILED, EXPIRED, CANCELLED | inventory, to release what it holds |
/// | RETURNED | inventory, to take back what came back |
/// | any of these | what [Dues] has of its money, and e-mail, to confirm what is paid |
///
/// Who has set something of it aside since then may be waited for in vain: the dead letter is
/// named.
final class Pending {
  private static final int MOST_NAMES = 5;

  private Pending() {}

  static List<Awaited> of(Facts facts) {
    Fact<Order> order = facts.order();
    List<Awaited> awaited = new ArrayList<>();
    if (order == null) {
      awaited.addAll(untaken(facts));
    } else {
      awaited.addAll(next(order, facts));
      awaited.addAll(Dues.of(order, facts));
      awaited.addAll(confirmation(facts));
    }
    return awaited.stream().map(one -> heldUp(one, facts)).toList();
  }

  private static List<Awaited> untaken(Facts facts) {
    return facts.commands().stream()
        .filter(command -> command.value().getAction() instanceof PlaceOrder)
        .limit(1)
        .map((Fact<OrderCommand> placed) -> new Awaited("orders", "to take it", placed.millis()))
        .toList();
  }

  private static List<Awaited> next(Fact<Order> order, Facts facts) {
    return switch (order.value().getState()) {
      case REQUESTED -> checks(order, facts);
      case VALIDATED -> payment(facts);
      case PAID, SHIPPED -> Parcels.of(order, facts);
      case DELIVERED -> List.of();
      case REJECTED, PAYMENT_FAILED, EXPIRED, CANCELLED -> Holdings.release(order, facts);
      case RETURNED -> Holdings.takeBack(order, facts);
    };
  }

  private static List<Awaited> checks(Fact<Order> requested, Facts facts) {
    List<Fact<OrderValidation>> answers = facts.validations();
    Map<Check, Set<String>> missing = required(requested.value());
    for (Fact<OrderValidation> answer : answers) {
      if (answer.value().getOutcome() == Outcome.FAIL) {
        return List.of(new Awaited("orders", "to reject it", answer.millis()));
      }
      missing
          .getOrDefault(answer.value().getCheck(), new LinkedHashSet<>())
          .removeAll(answer.value().getCovers());
    }
    missing.values().removeIf(Set::isEmpty);
    if (missing.isEmpty()) {
      return List.of(new Awaited("orders", "to decide", answers.getLast().millis()));
    }
    long sinceMillis = facts.orders().getFirst().millis();
    return missing.entrySet().stream()
        .map(
            check ->
                new Awaited(
                    service(check.getKey()), "to check " + names(check.getValue()), sinceMillis))
        .toList();
  }

  /// What must pass, by the check that answers for it.
  private static Map<Check, Set<String>> required(Order order) {
    Map<Check, Set<String>> required = new EnumMap<>(Check.class);
    for (Check check : Check.values()) {
      Stream<String> parts =
          switch (check) {
            case DETAILS -> Stream.of("order");
            case INVENTORY -> order.getLines().stream().map(OrderLine::getSku);
            case FRAUD ->
                order.getCustomerId() == null ? Stream.of("card") : Stream.of("card", "customer");
          };
      required.put(check, parts.collect(Collectors.toCollection(LinkedHashSet::new)));
    }
    return required;
  }

  private static String service(Check check) {
    return switch (check) {
      case DETAILS -> "details";
      case INVENTORY -> "inventory";
      case FRAUD -> "fraud";
    };
  }

  /// Some of the names, and how many more there are.
  static String names(Collection<String> names) {
    String some = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMES
        ? some
        : some + " and %,d more".formatted(names.size() - MOST_NAMES);
  }

  private static List<Awaited> payment(Facts facts) {
    Fact<Payment> payment = facts.payment();
    return payment != null
            && (payment.value().getState() == PaymentState.AUTHORIZED
                || payment.value().getState() == PaymentState.DECLINED)
        ? List.of(new Awaited("orders", "to note the payment", payment.millis()))
        : List.of();
  }

  /// One for each order that was validated and whose card was authorized, however late.
  private static List<Awaited> confirmation(Facts facts) {
    boolean wasValidated =
        facts.orders().stream().anyMatch(order -> order.value().getState() == VALIDATED);
    boolean isConfirmed =
        facts.emails().stream().anyMatch(email -> email.value().getKind() == CONFIRMATION);
    return facts.payments().stream()
        .filter(_ -> wasValidated && !isConfirmed)
        .filter(payment -> payment.value().getState() == PaymentState.AUTHORIZED)
        .limit(1)
        .map(payment -> new Awaited("email", "to confirm it", payment.millis()))
        .toList();
  }

  private static Awaited heldUp(Awaited one, Facts facts) {
    return facts.letters().stream()
        .filter(letter -> letter.millis() >= one.sinceMillis())
        .map(Fact::value)
        .filter(letter -> letter.getService().equals(one.who()))
        .reduce((_, last) -> last)
        .map((DeadLetter letter) -> one.heldUpBy(Letters.id(letter)))
        .orElse(one);
  }
}
