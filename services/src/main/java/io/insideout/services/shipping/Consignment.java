package io.insideout.services.shipping;

import static io.insideout.catalog.ShipmentState.ALLOCATED;
import static io.insideout.catalog.ShipmentState.CANCELLED;
import static io.insideout.catalog.ShipmentState.DELIVERED;
import static io.insideout.catalog.ShipmentState.DISPATCHED;

import io.insideout.catalog.DeliverShipment;
import io.insideout.catalog.DispatchShipment;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentCommand;
import io.insideout.catalog.ShipmentLine;
import io.insideout.catalog.ShipmentState;
import io.insideout.catalog.ShippingAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// All shipments of one order, and what becomes of them, as pure functions: each gives the new
/// versions of shipments, oldest first, and none where nothing changes.
///
/// | from | by | to |
/// |---|---|---|
/// | nothing | the order is paid | ALLOCATED, with all of its lines |
/// | ALLOCATED | everything leaves | DISPATCHED |
/// | ALLOCATED | a part of it leaves | DISPATCHED with that part, and the rest ALLOCATED in one of its own |
/// | ALLOCATED | the order is to be cancelled and nothing has left | CANCELLED |
/// | DISPATCHED | it arrives | DELIVERED |
///
/// Everything else changes nothing: what is repeated, what comes too late, what names more than is
/// there. So no unit leaves twice, and an order is never both cancelled and on its way.
///
/// @param shipments the newest version of each, in the order of their numbers
record Consignment(List<Shipment> shipments) {
  Consignment {
    shipments = List.copyOf(shipments);
  }

  /// Whether that version of the order is the one whose shipment is to be sent somewhere.
  boolean needsAddress(Order order) {
    return shipments.isEmpty() && !order.getCancelAsked();
  }

  /// Which number of an order's shipments that is.
  static String shipmentId(String orderId, int number) {
    return orderId + "-" + number;
  }

  /// What follows from a version of the order.
  ///
  /// @param address where it goes to, or null where nobody says
  /// @param autoShip whether what is paid leaves and arrives at once
  List<Shipment> order(Order order, @Nullable ShippingAddress address, boolean autoShip) {
    if (order.getState() != OrderState.PAID) {
      return List.of();
    }
    if (!shipments.isEmpty()) {
      return order.getCancelAsked() ? cancel() : List.of();
    }
    Shipment allocated = allocated(order.getOrderId(), 1, address, lines(order));
    if (order.getCancelAsked()) {
      return List.of(allocated, next(allocated, CANCELLED));
    }
    if (autoShip) {
      Shipment dispatched = next(allocated, DISPATCHED);
      return List.of(allocated, dispatched, next(dispatched, DELIVERED));
    }
    return List.of(allocated);
  }

  /// What follows from a command of the warehouse.
  List<Shipment> command(ShipmentCommand command) {
    Optional<Shipment> meant =
        shipments.stream()
            .filter(shipment -> shipment.getShipmentId().equals(command.getShipmentId()))
            .findFirst();
    return switch (command.getAction()) {
      case DispatchShipment dispatch ->
          meant
              .filter(shipment -> shipment.getState() == ALLOCATED)
              .flatMap(shipment -> Parting.of(shipment.getLines(), dispatch.getLines()))
              .map(parting -> dispatch(meant.get(), parting))
              .orElse(List.of());
      case DeliverShipment _ ->
          meant
              .filter(shipment -> shipment.getState() == DISPATCHED)
              .map(shipment -> List.of(next(shipment, DELIVERED)))
              .orElse(List.of());
      case Object other ->
          throw new IllegalStateException("nobody knows how to " + other.getClass());
    };
  }

  private List<Shipment> dispatch(Shipment shipment, Parting parting) {
    Shipment leaves = next(shipment, DISPATCHED, parting.leaving());
    return parting.staying().isEmpty()
        ? List.of(leaves)
        : List.of(
            leaves,
            allocated(
                shipment.getOrderId(),
                shipments.size() + 1,
                shipment.getAddress(),
                parting.staying()));
  }

  private List<Shipment> cancel() {
    return shipments.stream().allMatch(shipment -> shipment.getState() == ALLOCATED)
        ? shipments.stream().map(shipment -> next(shipment, CANCELLED)).toList()
        : List.of();
  }

  private static List<ShipmentLine> lines(Order order) {
    List<OrderLine> lines = order.getLines();
    return IntStream.range(0, lines.size())
        .mapToObj(
            line -> new ShipmentLine(line, lines.get(line).getSku(), lines.get(line).getQuantity()))
        .toList();
  }

  // Avro's classes are not annotated: an address may be null in the schema.
  @SuppressWarnings("NullAway")
  private static Shipment allocated(
      String orderId, int number, @Nullable ShippingAddress address, List<ShipmentLine> lines) {
    return new Shipment(shipmentId(orderId, number), orderId, 1, ALLOCATED, address, lines);
  }

  private static Shipment next(Shipment shipment, ShipmentState state) {
    return next(shipment, state, shipment.getLines());
  }

  private static Shipment next(Shipment shipment, ShipmentState state, List<ShipmentLine> lines) {
    return new Shipment(
        shipment.getShipmentId(),
        shipment.getOrderId(),
        shipment.getVersion() + 1,
        state,
        shipment.getAddress(),
        lines);
  }
}
