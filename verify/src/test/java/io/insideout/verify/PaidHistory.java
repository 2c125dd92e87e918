package io.insideout.verify;

import static io.insideout.catalog.OrderState.PAID;
import static io.insideout.catalog.OrderState.REQUESTED;
import static io.insideout.catalog.OrderState.RETURNED;
import static io.insideout.catalog.OrderState.SHIPPED;
import static io.insideout.catalog.OrderState.VALIDATED;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Email;
import io.insideout.catalog.EmailKind;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.PaymentState;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Schemas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/// What money and letters say of one order of two units at 3.335, 6.67 in all: authorized,
/// captured, told, and one unit given back.
final class PaidHistory {
  static {
    // Avro makes values of the catalogue's classes once these are known to it.
    Schemas.inMemory();
  }

  private static final Order ORDER =
      Order.newBuilder()
          .setOrderId("o-1")
          .setVersion(1)
          .setState(REQUESTED)
          .setCardToken("card-1")
          .setCurrency("GBP")
          .setLines(List.of(new OrderLine("TEA", 2, 3_335_000L)))
          .setTotalMinor(667)
          .setPlacedAtMicros(0)
          .setFingerprint("fp")
          .build();

  private final Map<String, Long> offsets = new HashMap<>();

  private PaidHistory() {}

  static PlantedLog log() {
    PaidHistory history = new PaidHistory();
    List<Entry> log = new ArrayList<>();
    history.order(log, 1, REQUESTED, _ -> {});
    history.order(log, 2, VALIDATED, _ -> {});
    history.asked(log, "o-1/authorize", PaymentKind.AUTHORIZE, 667);
    history.payment(log, 1, PaymentState.AUTHORIZED, 0, 0);
    history.order(log, 3, PAID, _ -> {});
    history.add(
        log,
        Topics.EMAILS,
        Email.newBuilder()
            .setEmailId("o-1/confirmation")
            .setOrderId("o-1")
            .setKind(EmailKind.CONFIRMATION)
            .setSubject("Your order")
            .setText("Thank you")
            .build());
    history.order(
        log, 4, SHIPPED, order -> order.setShippedQuantities(List.of(2)).setChargeMinor(667));
    history.asked(log, "o-1/capture/667", PaymentKind.CAPTURE, 667);
    history.payment(log, 2, PaymentState.CAPTURED, 667, 0);
    history.order(
        log,
        5,
        RETURNED,
        order ->
            order
                .setShippedQuantities(List.of(2))
                .setChargeMinor(667)
                .setReturnedQuantities(List.of(1))
                .setRefundMinor(333));
    history.asked(log, "o-1/refund/333", PaymentKind.REFUND, 333);
    history.payment(log, 3, PaymentState.REFUNDED, 667, 333);
    return new PlantedLog(log);
  }

  /// The same, up to where the money is held and nothing has left yet.
  static PlantedLog held() {
    PlantedLog log = log();
    log.removeAll(log.all(Order.class, one -> one.getVersion() > 3));
    log.removeAll(log.all(Payment.class, one -> one.getVersion() > 1));
    for (PaymentKind kind : List.of(PaymentKind.CAPTURE, PaymentKind.REFUND)) {
      log.removeAll(log.all(Authorization.class, one -> one.getKind() == kind));
      log.removeAll(log.all(PaymentRequest.class, one -> one.getKind() == kind));
    }
    return log;
  }

  /// The payment of that is voided.
  static void voided(PlantedLog log) {
    Entry authorized = log.find(Payment.class, _ -> true);
    log.append(
        authorized,
        Payment.newBuilder((Payment) PlantedLog.value(authorized))
            .setVersion(2)
            .setState(PaymentState.VOIDED)
            .setAuthorizedMinor(0)
            .build(),
        null);
  }

  private void order(List<Entry> log, int version, OrderState state, Consumer<Order.Builder> more) {
    Order.Builder order = Order.newBuilder(ORDER).setVersion(version).setState(state);
    more.accept(order);
    add(log, Topics.ORDERS, order.build());
  }

  /// A request, an attempt that nobody answered, and one that was approved.
  private void asked(List<Entry> log, String requestId, PaymentKind kind, long minor) {
    add(
        log,
        Topics.PAYMENT_REQUESTS,
        new PaymentRequest(requestId, "o-1", kind, "card-1", "GBP", minor));
    for (PaymentOutcome outcome : List.of(PaymentOutcome.UNKNOWN, PaymentOutcome.APPROVED)) {
      add(
          log,
          Topics.AUTHORIZATIONS,
          Authorization.newBuilder()
              .setRequestId(requestId)
              .setOrderId("o-1")
              .setKind(kind)
              .setCardToken("card-1")
              .setCurrency("GBP")
              .setAmountMinor(minor)
              .setOutcome(outcome)
              .setAttempt(1)
              .build());
    }
  }

  private void payment(
      List<Entry> log, int version, PaymentState state, long captured, long refunded) {
    add(
        log,
        Topics.PAYMENTS,
        Payment.newBuilder()
            .setOrderId("o-1")
            .setVersion(version)
            .setState(state)
            .setCurrency("GBP")
            .setAuthorizedMinor(667)
            .setCapturedMinor(captured)
            .setRefundedMinor(refunded)
            .build());
  }

  private void add(List<Entry> log, Topic<?> topic, SpecificRecord value) {
    long offset = offsets.merge(topic.name(), 1L, Long::sum) - 1;
    log.add(Entry.of(new Coordinates(topic.name(), 0, offset), "o-1", value, null));
  }
}
