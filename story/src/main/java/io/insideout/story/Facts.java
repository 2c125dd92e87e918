package io.insideout.story;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Email;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.StockReservation;
import io.insideout.runtime.log.Redriven;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// What the log says of an order, by kind, each in the order in which it was written.
///
/// @param orders the versions of the order
/// @param letters what services have set aside of it, and was not sent again
record Facts(
    List<Fact<OrderCommand>> commands,
    List<Fact<Order>> orders,
    List<Fact<OrderValidation>> validations,
    List<Fact<StockReservation>> reservations,
    List<Fact<PaymentRequest>> requests,
    List<Fact<Authorization>> attempts,
    List<Fact<Payment>> payments,
    List<Fact<Shipment>> shipments,
    List<Fact<Email>> emails,
    List<Fact<DeadLetter>> letters) {

  /// Something that is in the log.
  ///
  /// @param millis when it was written, milliseconds since the epoch
  record Fact<V extends SpecificRecord>(V value, long millis) {}

  static Facts of(List<Told> story) {
    Set<@Nullable String> redriven = new HashSet<>();
    story.stream()
        .filter(told -> told.header(Redriven.TO) != null)
        .forEach(told -> redriven.add(told.key()));
    return new Facts(
        all(story, OrderCommand.class).toList(),
        all(story, Order.class)
            .sorted(Comparator.comparingInt(order -> order.value().getVersion()))
            .toList(),
        all(story, OrderValidation.class).toList(),
        all(story, StockReservation.class).toList(),
        all(story, PaymentRequest.class).toList(),
        all(story, Authorization.class).toList(),
        all(story, Payment.class)
            .sorted(Comparator.comparingInt(payment -> payment.value().getVersion()))
            .toList(),
        all(story, Shipment.class).toList(),
        all(story, Email.class).toList(),
        all(
                story.stream().filter(told -> !redriven.contains(told.key())).toList(),
                DeadLetter.class)
            .toList());
  }

  /// What is addressed to one service stands for what is there already.
  private static <V extends SpecificRecord> Stream<Fact<V>> all(List<Told> story, Class<V> type) {
    return story.stream()
        .filter(told -> !Redriven.isAddressed(told.record().headers()))
        .filter(told -> type.isInstance(told.value()))
        .map(told -> new Fact<>(type.cast(told.value()), told.writtenMillis()));
  }

  /// The newest version of the order; null while there is none.
  @Nullable Fact<Order> order() {
    return orders.isEmpty() ? null : orders.getLast();
  }

  /// How the payment stands; null while nobody has said anything.
  @Nullable Fact<Payment> payment() {
    return payments.isEmpty() ? null : payments.getLast();
  }

  /// The newest version of each shipment.
  Collection<Fact<Shipment>> newestShipments() {
    Map<String, Fact<Shipment>> newest = new LinkedHashMap<>();
    for (Fact<Shipment> shipment : shipments) {
      newest.merge(
          shipment.value().getShipmentId(),
          shipment,
          (one, other) -> other.value().getVersion() >= one.value().getVersion() ? other : one);
    }
    return newest.values();
  }

  /// The provider's answer to a request, which is the first one; null while there is none.
  @Nullable Fact<Authorization> answer(PaymentRequest request) {
    return attempts.stream()
        .filter(attempt -> attempt.value().getRequestId().equals(request.getRequestId()))
        .filter(attempt -> attempt.value().getOutcome() != PaymentOutcome.UNKNOWN)
        .findFirst()
        .orElse(null);
  }

  /// How often a request was made without an answer.
  long unanswered(PaymentRequest request) {
    return attempts.stream()
        .filter(attempt -> attempt.value().getRequestId().equals(request.getRequestId()))
        .filter(attempt -> attempt.value().getOutcome() == PaymentOutcome.UNKNOWN)
        .count();
  }
}
