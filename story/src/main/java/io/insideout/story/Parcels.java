package io.insideout.story;

import io.insideout.catalog.Order;
import io.insideout.catalog.Parcel;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentState;
import io.insideout.story.Facts.Fact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whom a paid order waits for until all of it has arrived, or it is cancelled.
///
/// | the shipment is | and the order knows it as | it waits for |
/// |---|---|---|
/// | not there | | shipping, to make one |
/// | ALLOCATED | to be cancelled | shipping, to say whether that came in time |
/// | ALLOCATED | | the warehouse, to dispatch it |
/// | DISPATCHED, DELIVERED | nothing | orders, to note that it has left |
/// | DISPATCHED | a parcel | the warehouse, to deliver it |
/// | DELIVERED | a parcel on its way | orders, to note that it has arrived |
/// | CANCELLED | | orders, to note that |
final class Parcels {
  private Parcels() {}

  static List<Awaited> of(Fact<Order> order, Facts facts) {
    return facts.shipments().isEmpty()
        ? List.of(new Awaited("shipping", "to make a shipment", order.millis()))
        : facts.newestShipments().stream()
            .flatMap(shipment -> of(order, shipment).stream())
            .distinct()
            .toList();
  }

  private static Optional<Awaited> of(Fact<Order> order, Fact<Shipment> shipment) {
    String id = shipment.value().getShipmentId();
    Optional<Parcel> parcel = parcels(order.value(), id).findFirst();
    ShipmentState state = shipment.value().getState();
    return switch (state) {
      case ALLOCATED -> Optional.of(allocated(order, shipment));
      case DISPATCHED, DELIVERED -> {
        if (parcel.isEmpty()) {
          yield Optional.of(
              new Awaited("orders", "to note that " + id + " has left", shipment.millis()));
        }
        if (parcel.get().getDelivered()) {
          yield Optional.empty();
        }
        yield Optional.of(
            state == ShipmentState.DISPATCHED
                ? new Awaited(Awaited.WAREHOUSE, "to deliver " + id, shipment.millis())
                : new Awaited("orders", "to note that " + id + " has arrived", shipment.millis()));
      }
      case CANCELLED ->
          Optional.of(new Awaited("orders", "to note that it is cancelled", shipment.millis()));
    };
  }

  private static Awaited allocated(Fact<Order> order, Fact<Shipment> shipment) {
    return order.value().getCancelAsked() && order.value().getParcels().isEmpty()
        ? new Awaited("shipping", "to say whether the cancellation came in time", order.millis())
        : new Awaited(
            Awaited.WAREHOUSE,
            "to dispatch " + shipment.value().getShipmentId(),
            shipment.millis());
  }

  private static Stream<Parcel> parcels(Order order, String shipmentId) {
    return order.getParcels().stream().filter(parcel -> parcel.getShipmentId().equals(shipmentId));
  }
}
