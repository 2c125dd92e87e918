package io.insideout.story;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Check;
import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Email;
import io.insideout.catalog.EmailKind;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.Parcel;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.PaymentState;
import io.insideout.catalog.ReservationChange;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentState;
import io.insideout.catalog.StockReservation;
import io.insideout.story.Facts.Fact;
import io.insideout.testkit.OrderFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/// What the log says of order `o`, a fact after the other, each a second after the one before.
@SuppressWarnings("NullAway") // Avro's classes are not annotated: much may be null in the schemas
final class Life {
  static final OrderFixture ORDER =
      OrderFixture.order("o").line("TEA", 2, 2_500_000L).line("CUP", 1, 4_000_000L);

  static {
    // Avro makes our enums from here on: it was told that they may be trusted.
    var _ = Given.SCHEMAS;
  }

  private final Facts facts =
      new Facts(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
  private long millis = 1_000;

  Facts facts() {
    return facts;
  }

  /// Whom it waits for, as `who what`.
  List<String> pending() {
    return Pending.of(facts).stream().map(one -> one.who() + " " + one.what()).toList();
  }

  private <V extends SpecificRecord> Life with(List<Fact<V>> kind, V value) {
    kind.add(new Fact<>(value, millis));
    millis += 1_000;
    return this;
  }

  Life command(OrderCommand command) {
    return with(facts.commands(), command);
  }

  Life is(OrderState state) {
    return is(state, _ -> {});
  }

  Life is(OrderState state, Consumer<Order.Builder> how) {
    Order.Builder version = Order.newBuilder(ORDER.version(facts.orders().size() + 1, state));
    how.accept(version);
    return with(facts.orders(), version.build());
  }

  Life passed(Check check, String... covers) {
    return answered(check, Outcome.PASS, covers);
  }

  Life answered(Check check, Outcome outcome, String... covers) {
    return with(
        facts.validations(),
        new OrderValidation("o", check, List.of(covers), outcome, null, List.of(), List.of()));
  }

  Life stock(ReservationChange change, String sku, long units) {
    return with(
        facts.reservations(), new StockReservation(sku, "o", change, units, units, 100L, 0L));
  }

  Life asked(PaymentKind kind, long minor) {
    return with(
        facts.requests(), new PaymentRequest("o/" + kind, "o", kind, "card-1", "GBP", minor));
  }

  Life answered(PaymentKind kind, PaymentOutcome outcome, long minor) {
    return with(
        facts.attempts(),
        new Authorization("o/" + kind, "o", kind, "card-1", "GBP", minor, outcome, 1, null, null));
  }

  Life payment(PaymentState state, long authorized, long captured, long refunded) {
    return with(
        facts.payments(),
        new Payment(
            "o", facts.payments().size() + 1, state, "GBP", authorized, captured, refunded, null));
  }

  Life shipment(String id, ShipmentState state) {
    return with(
        facts.shipments(),
        new Shipment(id, "o", facts.shipments().size() + 1, state, null, List.of()));
  }

  Life confirmed() {
    return with(
        facts.emails(), new Email("o/c", "o", EmailKind.CONFIRMATION, "a@example.com", "s", "t"));
  }

  Life setAside(String service, String topic, long offset) {
    return with(
        facts.letters(),
        new DeadLetter(service, topic, 0, offset, 0L, null, null, List.of(), "why", "stack"));
  }

  /// Validated, and its payment authorized and confirmed.
  static Life paid() {
    return new Life()
        .is(OrderState.REQUESTED)
        .is(OrderState.VALIDATED)
        .asked(PaymentKind.AUTHORIZE, 900)
        .answered(PaymentKind.AUTHORIZE, PaymentOutcome.APPROVED, 900)
        .payment(PaymentState.AUTHORIZED, 900, 0, 0)
        .is(OrderState.PAID)
        .confirmed();
  }

  /// Units have left with a shipment.
  static Consumer<Order.Builder> left(boolean delivered, long chargeMinor, long refundMinor) {
    return order ->
        order
            .setParcels(List.of(new Parcel("o-1", delivered)))
            .setChargeMinor(chargeMinor)
            .setRefundMinor(refundMinor);
  }
}
