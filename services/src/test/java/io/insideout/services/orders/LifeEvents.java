package io.insideout.services.orders;

import static io.insideout.testkit.OrderFixture.order;

import io.insideout.catalog.CancelOrder;
import io.insideout.catalog.Check;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentState;
import io.insideout.catalog.ReturnLine;
import io.insideout.catalog.ReturnLines;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentLine;
import io.insideout.catalog.ShipmentState;
import io.insideout.testkit.OrderFixture;
import java.util.ArrayList;
import java.util.List;

/// What may happen to one order of two lines: two units at 3.335, one at 0.10, 6.77 in all.
final class LifeEvents {
  static final OrderFixture ORDER =
      order("o-1")
          .customer("c-1")
          .card("card-1")
          .line("TEA", 2, 3_335_000L)
          .line("CUP", 1, 100_000L);

  private LifeEvents() {}

  /// The command, and every check passed.
  static List<Object> validated() {
    return List.of(
        ORDER.command(),
        pass(Check.DETAILS, "order"),
        pass(Check.FRAUD, "card", "customer"),
        pass(Check.INVENTORY, "TEA", "CUP"));
  }

  @SuppressWarnings("NullAway") // the schema lets the reason be null, Avro's class does not say so
  private static OrderValidation pass(Check check, String... parts) {
    return new OrderValidation(
        "o-1", check, List.of(parts), Outcome.PASS, null, List.of(), List.of());
  }

  static OrderValidation fail() {
    return new OrderValidation(
        "o-1", Check.FRAUD, List.of("card"), Outcome.FAIL, "no", List.of(), List.of());
  }

  static Payment payment(PaymentState state) {
    return new Payment("o-1", 1, state, "GBP", 677L, 0L, 0L, "no money");
  }

  @SuppressWarnings("NullAway") // the schema lets the address be null
  static Shipment shipment(String id, ShipmentState state, int tea, int cups) {
    List<ShipmentLine> lines = new ArrayList<>();
    if (tea > 0) {
      lines.add(new ShipmentLine(0, "TEA", tea));
    }
    if (cups > 0) {
      lines.add(new ShipmentLine(1, "CUP", cups));
    }
    return new Shipment(id, "o-1", 1, state, null, lines);
  }

  static OrderCommand cancel() {
    return new OrderCommand("o-1", "cancel", new CancelOrder("changed my mind"));
  }

  static OrderCommand back(String returnId, int line, int quantity) {
    return new OrderCommand(
        "o-1",
        returnId,
        new ReturnLines(returnId, List.of(new ReturnLine(line, quantity)), "does not fit"));
  }

  /// The quantities of an order's lines.
  static List<Integer> ordered() {
    return ORDER.requested().getLines().stream().map(OrderLine::getQuantity).toList();
  }
}
