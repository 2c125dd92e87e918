package io.insideout.services.orders;

import static io.insideout.catalog.OrderState.REJECTED;
import static io.insideout.catalog.OrderState.REQUESTED;
import static io.insideout.catalog.OrderState.VALIDATED;

import io.insideout.catalog.CancelOrder;
import io.insideout.catalog.Money;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.PlaceOrder;
import io.insideout.catalog.ReturnLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How an order is placed and decided, as pure functions. What follows after that is
/// [Fulfilment]'s, and what comes back [Returns]'.
///
/// | from        | by                                    | to        |
/// |-------------|---------------------------------------|-----------|
/// | nothing     | a command that places it              | REQUESTED |
/// | nothing     | any other command                     | nothing   |
/// | REQUESTED   | all required parts have passed        | VALIDATED, and CANCELLED where that was asked for before |
/// | REQUESTED   | the first check that fails            | REJECTED  |
/// | anything    | the same command again, whatever body | no change |
/// | not REQUESTED | a validation, early ones aside      | no change |
///
/// Validations may come twice, in any order, and even before the command: what they said is kept
/// until the order is known. An order has exactly one decision.
final class Lifecycle {
  private Lifecycle() {}

  /// What follows from a step.
  ///
  /// @param versions the new versions of the order, oldest first
  /// @param checks what is to be kept of the checks, or null for nothing
  record Progress(List<Order> versions, @Nullable OrderChecks checks) {}

  static Progress ask(@Nullable Order order, @Nullable OrderChecks checks, OrderCommand command) {
    return switch (command.getAction()) {
      case PlaceOrder place -> place(order, checks, command, place);
      case CancelOrder cancel ->
          new Progress(order == null ? List.of() : Fulfilment.cancel(order, cancel), checks);
      case ReturnLines back ->
          new Progress(order == null ? List.of() : Returns.ask(order, back), checks);
      case Object other ->
          throw new IllegalStateException("nobody knows how to " + other.getClass());
    };
  }

  private static Progress place(
      @Nullable Order order, @Nullable OrderChecks early, OrderCommand command, PlaceOrder place) {
    if (order != null) {
      return new Progress(List.of(), early);
    }
    Order requested = requested(command, place);
    if (early == null) {
      return new Progress(List.of(requested), null);
    }
    Progress decided = decide(requested, early);
    List<Order> versions = new ArrayList<>(List.of(requested));
    versions.addAll(decided.versions());
    return new Progress(versions, decided.checks());
  }

  static Progress check(
      @Nullable Order order, @Nullable OrderChecks before, OrderValidation answer) {
    if (order != null && order.getState() != REQUESTED) {
      return new Progress(List.of(), null);
    }
    OrderChecks checks =
        with(before == null ? new OrderChecks(List.of(), List.of()) : before, answer);
    return order == null ? new Progress(List.of(), checks) : decide(order, checks);
  }

  private static Progress decide(Order requested, OrderChecks checks) {
    if (!checks.getFailures().isEmpty()) {
      Order rejected = Versions.to(requested, REJECTED, checks.getFailures());
      return new Progress(Returns.settled(List.of(rejected)), null);
    }
    Set<String> passed = Set.copyOf(checks.getPassed());
    if (!passed.containsAll(RequiredChecks.of(requested))) {
      return new Progress(List.of(), checks);
    }
    Order validated = Versions.to(requested, VALIDATED, List.of());
    return new Progress(
        requested.getCancelAsked()
            ? Returns.settled(List.of(validated, Fulfilment.cancelled(validated)))
            : List.of(validated),
        null);
  }

  private static OrderChecks with(OrderChecks checks, OrderValidation answer) {
    if (answer.getOutcome() == Outcome.FAIL) {
      String failure = answer.getCheck() + ": " + answer.getReason();
      return new OrderChecks(checks.getPassed(), List.of(failure));
    }
    TreeSet<String> passed = new TreeSet<>(checks.getPassed());
    passed.addAll(RequiredChecks.covered(answer).collect(Collectors.toSet()));
    return new OrderChecks(List.copyOf(passed), checks.getFailures());
  }

  private static Order requested(OrderCommand command, PlaceOrder place) {
    return new Order(
        command.getOrderId(),
        1,
        REQUESTED,
        place.getCustomerId(),
        place.getCardToken(),
        place.getCurrency(),
        place.getLines(),
        // An amount that cannot be said fails the details check, which says why.
        Money.totalMinor(place.getLines()).orElse(0),
        place.getPlacedAtMicros(),
        command.getFingerprint(),
        List.of(),
        false,
        List.of(),
        List.of(),
        List.of(),
        0L,
        0L,
        List.of(),
        place.getCountry());
  }
}
