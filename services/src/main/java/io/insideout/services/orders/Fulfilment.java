package io.insideout.services.orders;

import static io.insideout.catalog.OrderState.CANCELLED;
import static io.insideout.catalog.OrderState.DELIVERED;
import static io.insideout.catalog.OrderState.EXPIRED;
import static io.insideout.catalog.OrderState.PAID;
import static io.insideout.catalog.OrderState.PAYMENT_FAILED;
import static io.insideout.catalog.OrderState.SHIPPED;
import static io.insideout.catalog.OrderState.VALIDATED;

import io.insideout.catalog.CancelOrder;
import io.insideout.catalog.Money;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Parcel;
import io.insideout.catalog.Payment;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentLine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What becomes of an order once it is decided, as pure functions: each gives the new versions,
/// oldest first, and none where nothing changes.
///
/// | from | by | to |
/// |---|---|---|
/// | VALIDATED | the card's issuer holds the amount | PAID |
/// | VALIDATED | the card is declined | PAYMENT_FAILED |
/// | VALIDATED | no answer for too long | EXPIRED |
/// | REQUESTED, PAID | it is to be cancelled | the same: noted; the decision, or shipping, answers |
/// | VALIDATED | it is to be cancelled | CANCELLED |
/// | PAID | shipping cancelled what had not left | CANCELLED |
/// | PAID | a shipment leaves, others are left | PAID |
/// | PAID | the last shipment leaves | SHIPPED |
/// | SHIPPED | the last shipment arrives | DELIVERED |
///
/// Shipping alone says whether a paid order leaves or is cancelled, so that never both win.
final class Fulfilment {
  private Fulfilment() {}

  static List<Order> pay(Order order, Payment payment) {
    if (order.getState() != VALIDATED) {
      return List.of();
    }
    return switch (payment.getState()) {
      case AUTHORIZED -> List.of(Versions.to(order, PAID, List.of()));
      case DECLINED ->
          ended(Versions.to(order, PAYMENT_FAILED, List.of("PAYMENT: " + payment.getReason())));
      // What follows from a payment that there was no time for, or that came before.
      case CAPTURED, VOIDED, REFUNDED -> List.of();
    };
  }

  static List<Order> expire(Order order, String reason) {
    return order.getState() == VALIDATED
        ? ended(Versions.to(order, EXPIRED, List.of(reason)))
        : List.of();
  }

  static List<Order> cancel(Order order, CancelOrder cancel) {
    return switch (order.getState()) {
      case VALIDATED -> ended(noted(order, CANCELLED, cancel));
      case REQUESTED, PAID ->
          order.getCancelAsked() || !order.getParcels().isEmpty()
              ? List.of()
              : List.of(noted(order, order.getState(), cancel));
      case REJECTED, PAYMENT_FAILED, EXPIRED, CANCELLED, SHIPPED, DELIVERED, RETURNED -> List.of();
    };
  }

  static Order cancelled(Order order) {
    return Versions.to(order, CANCELLED, order.getReasons());
  }

  static List<Order> ship(Order order, Shipment shipment) {
    return switch (shipment.getState()) {
      case ALLOCATED -> List.of();
      case DISPATCHED -> dispatched(order, shipment);
      case DELIVERED -> delivered(order, shipment.getShipmentId());
      case CANCELLED ->
          order.getState() == PAID && order.getCancelAsked() && order.getParcels().isEmpty()
              ? ended(cancelled(order))
              : List.of();
    };
  }

  private static List<Order> dispatched(Order order, Shipment shipment) {
    if (order.getState() != PAID || parcel(order, shipment.getShipmentId()) >= 0) {
      return List.of();
    }
    List<Integer> left =
        Quantities.plus(order.getShippedQuantities(), order.getLines(), lines(shipment));
    boolean all = Quantities.isAll(left, order.getLines());
    List<Parcel> parcels = new ArrayList<>(order.getParcels());
    parcels.add(new Parcel(shipment.getShipmentId(), false));
    Order shipped =
        Versions.next(
            order,
            version -> {
              version.setState(all ? SHIPPED : PAID);
              version.setParcels(List.copyOf(parcels));
              version.setShippedQuantities(left);
              version.setChargeMinor(
                  all ? order.getTotalMinor() : Money.totalMinor(order.getLines(), left));
            });
    return all ? ended(shipped) : List.of(shipped);
  }

  private static List<Quantities.Of> lines(Shipment shipment) {
    return shipment.getLines().stream()
        .map((ShipmentLine line) -> new Quantities.Of(line.getLine(), line.getQuantity()))
        .toList();
  }

  private static List<Order> delivered(Order order, String shipmentId) {
    int at = parcel(order, shipmentId);
    if (at < 0 || order.getParcels().get(at).getDelivered()) {
      return List.of();
    }
    List<Parcel> parcels = new ArrayList<>(order.getParcels());
    parcels.set(at, new Parcel(shipmentId, true));
    boolean last = order.getState() == SHIPPED && parcels.stream().allMatch(Parcel::getDelivered);
    return List.of(
        Versions.next(
            order,
            version -> {
              version.setState(last ? DELIVERED : order.getState());
              version.setParcels(List.copyOf(parcels));
            }));
  }

  private static int parcel(Order order, String shipmentId) {
    return IntStream.range(0, order.getParcels().size())
        .filter(i -> order.getParcels().get(i).getShipmentId().equals(shipmentId))
        .findFirst()
        .orElse(-1);
  }

  private static Order noted(Order order, OrderState state, CancelOrder cancel) {
    return Versions.next(
        order,
        version -> {
          version.setState(state);
          version.setCancelAsked(true);
          version.setReasons(cancel.getReason() == null ? List.of() : List.of(cancel.getReason()));
        });
  }

  /// Returns that were asked for before are decided now.
  private static List<Order> ended(Order order) {
    return Returns.settled(List.of(order));
  }
}
