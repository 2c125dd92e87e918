package io.insideout.services.shipping;

import static io.insideout.catalog.ShipmentState.ALLOCATED;
import static io.insideout.catalog.ShipmentState.DISPATCHED;
import static io.insideout.catalog.Topics.SHIPMENT_COMMANDS;

import io.insideout.catalog.DeliverShipment;
import io.insideout.catalog.DispatchShipment;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentCommand;
import io.insideout.catalog.ShipmentState;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.view.Seen;
import io.insideout.runtime.view.View;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Shipments over HTTP, where the warehouse says what leaves and what has arrived. What the view
/// shows to be impossible is refused at once. What is taken is durable, and the decision is the
/// topology's: a command that has become impossible meanwhile changes nothing.
record ShipmentDesk(Publisher publisher, View<Shipment> shipments) {

  List<Route> routes() {
    return List.of(
        Route.get("/api/shipments", new ShipmentList(shipments)::list),
        Route.get("/api/shipments/{id}", this::get),
        Route.post("/api/shipments/{id}/dispatch", this::dispatch),
        Route.post("/api/shipments/{id}/deliver", this::deliver));
  }

  private Answer get(Request request) {
    request.allowQuery();
    return Answer.json(ShipmentJson.of(known(request)));
  }

  private Answer dispatch(Request request) throws InterruptedException {
    request.allowQuery();
    @Nullable DispatchRequest asked =
        request.bytes().length == 0 ? null : request.body(DispatchRequest.class);
    Shipment shipment = in(ALLOCATED, known(request).value());
    return take(
        request,
        shipment,
        new DispatchShipment(asked == null ? List.of() : asked.check(shipment.getLines())));
  }

  private Answer deliver(Request request) throws InterruptedException {
    request.allowQuery();
    return take(request, in(DISPATCHED, known(request).value()), new DeliverShipment());
  }

  private Seen<Shipment> known(Request request) {
    String shipmentId = request.path("id");
    Seen<Shipment> shipment = shipments.get(shipmentId);
    if (shipment == null) {
      throw Problem.notFound("no shipment '" + shipmentId + "' is known");
    }
    return shipment;
  }

  private static Shipment in(ShipmentState wanted, Shipment shipment) {
    if (shipment.getState() != wanted) {
      throw Problem.conflict("the shipment is %s, not %s".formatted(shipment.getState(), wanted));
    }
    return shipment;
  }

  private Answer take(Request request, Shipment shipment, Object action)
      throws InterruptedException {
    String shipmentId = shipment.getShipmentId();
    try {
      var _ =
          publisher
              .publish(
                  SHIPMENT_COMMANDS,
                  shipment.getOrderId(),
                  new ShipmentCommand(shipmentId, shipment.getOrderId(), action),
                  System.currentTimeMillis(),
                  request.trace())
              .get();
    } catch (ExecutionException e) {
      throw Problem.unavailable("the log does not take the command at this moment; try again");
    }
    return Answer.json(
        202, Map.of("Location", "/api/shipments/" + shipmentId), Map.of("shipmentId", shipmentId));
  }
}
