package io.insideout.verify;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.PlaceOrder;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// A: what was acknowledged is in the log and became one order, the one that was asked for. The
/// first command of an order decides; repeated ones are ignored, whatever they ask. A command that
/// was set aside as a dead letter is neither lost nor decided: it stands in the log, somebody is
/// told of it, and no order may be made of it.
final class AcceptanceLaw implements Law {
  private final Docket docket;
  private final Iterable<String> acknowledged;

  AcceptanceLaw(Docket docket, Iterable<String> acknowledged) {
    this.docket = docket;
    this.acknowledged = acknowledged;
  }

  @Override
  public char letter() {
    return 'A';
  }

  @Override
  public String title() {
    return "Acceptance";
  }

  @Override
  public void judge(Dossier order, Moment moment, Findings findings) {
    Filed<OrderCommand> command = order.command();
    if (command != null) {
      findings.count("commands", 1L + order.repeats() + order.conflicts());
      findings.count("repeated", order.repeats());
      findings.count("repeated with another body", order.conflicts());
    }
    if (order.setAside() > 0) {
      findings.count("set aside as dead letters", order.setAside());
    }
    if (!order.versions().isEmpty()) {
      findings.count("orders");
      Filed<Order> first = order.versions().getFirst();
      if (command != null) {
        compare(command, first, findings);
      } else if (moment.isRipe(first.at())) {
        findings.violation(
            (order.setAside() == 0
                    ? "order %s has no command"
                    : "order %s was made though its command was set aside")
                .formatted(order.orderId()),
            first.at());
      }
      requestedOnce(order, findings);
    } else if (command != null && moment.isQuiet()) {
      findings.violation(
          "the command of %s was accepted and never became an order".formatted(order.orderId()),
          command.at());
    } else if (command != null) {
      findings.count("commands in flight");
    }
  }

  private static void compare(Filed<OrderCommand> command, Filed<Order> order, Findings findings) {
    Order made = order.value();
    if (!made.getFingerprint().equals(command.value().getFingerprint())) {
      findings.violation(
          "order %s has the fingerprint %s, its first command has %s"
              .formatted(
                  made.getOrderId(), made.getFingerprint(), command.value().getFingerprint()),
          command.at(),
          order.at());
    }
    if (command.value().getAction() instanceof PlaceOrder asked && !sameWish(asked, made)) {
      findings.violation(
          "order %s is not what its command asked for".formatted(made.getOrderId()),
          command.at(),
          order.at());
    }
  }

  private static boolean sameWish(PlaceOrder asked, Order made) {
    return Objects.equals(asked.getCustomerId(), made.getCustomerId())
        && asked.getCardToken().equals(made.getCardToken())
        && asked.getCurrency().equals(made.getCurrency())
        && Objects.equals(asked.getCountry(), made.getCountry())
        && asked.getPlacedAtMicros() == made.getPlacedAtMicros()
        && asked.getLines().size() == made.getLines().size()
        && IntStream.range(0, asked.getLines().size())
            .allMatch(i -> sameLine(asked.getLines().get(i), made.getLines().get(i)));
  }

  /// A price that the command left open may be filled in; one that it named stands.
  private static boolean sameLine(OrderLine asked, OrderLine made) {
    return asked.getSku().equals(made.getSku())
        && asked.getQuantity() == made.getQuantity()
        && (asked.getUnitPriceMicros() == null
            || asked.getUnitPriceMicros().equals(made.getUnitPriceMicros()));
  }

  private static void requestedOnce(Dossier order, Findings findings) {
    List<Coordinates> requested =
        order.versions().stream()
            .filter(version -> version.value().getState() == OrderState.REQUESTED)
            .filter(version -> version.value().getVersion() == 1)
            .map(Filed::at)
            .toList();
    if (requested.isEmpty()) {
      findings.violation(
          "order %s was never requested".formatted(order.orderId()),
          order.versions().getFirst().at());
    } else if (requested.size() > 1) {
      findings.violation(
          "order %s was requested %,d times".formatted(order.orderId(), requested.size()),
          requested.get(0),
          requested.get(1));
    }
  }

  @Override
  public void finish(Moment moment, Findings findings) {
    for (String orderId : acknowledged) {
      findings.count("acknowledged to the caller");
      if (!docket.hasCommand(orderId)) {
        findings.violation(
            "the command of %s was acknowledged and is not in the log".formatted(orderId));
      }
    }
  }
}
