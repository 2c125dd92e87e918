package io.insideout.verify;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Email;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentCommand;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// The kinds of record that an order's dossier holds, in the order in which it holds them.
enum Kind {
  COMMAND(0),
  VERSION(1),
  ANSWER(2),
  LEDGER(3),
  PAYMENT_REQUEST(4),
  ATTEMPT(5),
  PAYMENT(6),
  SHIPMENT_COMMAND(7),
  SHIPMENT(8),
  EMAIL(9);

  private static final Kind[] ALL = values();

  /// Stands for the kind in keys, and sorts by it.
  final int code;

  Kind(int code) {
    this.code = code;
  }

  Topic<? extends SpecificRecord> topic() {
    return switch (this) {
      case COMMAND -> Topics.ORDER_COMMANDS;
      case VERSION -> Topics.ORDERS;
      case ANSWER -> Topics.ORDER_VALIDATIONS;
      case LEDGER -> Topics.STOCK_RESERVATIONS;
      case PAYMENT_REQUEST -> Topics.PAYMENT_REQUESTS;
      case ATTEMPT -> Topics.AUTHORIZATIONS;
      case PAYMENT -> Topics.PAYMENTS;
      case SHIPMENT_COMMAND -> Topics.SHIPMENT_COMMANDS;
      case SHIPMENT -> Topics.SHIPMENTS;
      case EMAIL -> Topics.EMAILS;
    };
  }

  static Kind of(int code) {
    return ALL[code];
  }

  /// The kind of a value in a topic; null if no dossier holds it.
  static @Nullable Kind of(String topic, SpecificRecord value) {
    for (Kind kind : ALL) {
      if (kind.topic().name().equals(topic) && kind.topic().valueType().isInstance(value)) {
        return kind;
      }
    }
    return null;
  }

  /// The order that a value of any of these kinds is about.
  static String orderId(SpecificRecord value) {
    return switch (value) {
      case OrderCommand command -> command.getOrderId();
      case Order order -> order.getOrderId();
      case OrderValidation answer -> answer.getOrderId();
      case StockReservation entry -> entry.getOrderId();
      case PaymentRequest request -> request.getOrderId();
      case Authorization attempt -> attempt.getOrderId();
      case Payment payment -> payment.getOrderId();
      case ShipmentCommand command -> command.getOrderId();
      case Shipment shipment -> shipment.getOrderId();
      case Email email -> email.getOrderId();
      default -> throw new IllegalArgumentException("of no order: " + value.getClass());
    };
  }
}
