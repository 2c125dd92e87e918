package io.insideout.services.shipping;

import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentState;
import io.insideout.catalog.Topics;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Cursor;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.view.Index;
import io.insideout.runtime.view.Page;
import io.insideout.runtime.view.View;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Lists of shipments, by order and state, a page at a time. A shipment has no time of its own, so
/// they come in an order that is always the same and means nothing.
record ShipmentList(View<Shipment> shipments) {

  /// The entries by which a shipment is found in lists.
  static List<Index> indexes(Shipment shipment) {
    long place = -Integer.toUnsignedLong(shipment.getShipmentId().hashCode());
    return List.of(
        new Index("all", "", place),
        new Index("state", shipment.getState().name(), place),
        new Index("order", shipment.getOrderId(), place));
  }

  Answer list(Request request) {
    request.allowQuery("order", "state", "limit", "cursor");
    Optional<String> order = request.query("order");
    Optional<ShipmentState> state = request.query("state").map(ShipmentList::state);
    String index = order.isPresent() ? "order" : state.isPresent() ? "state" : "all";
    String value = order.or(() -> state.map(Enum::name)).orElse("");
    Cursor cursor = new Cursor(Topics.SHIPMENTS.name(), index, value);
    int limit = (int) request.queryNumber("limit", 50, 1, 500);
    Page<Shipment> page =
        shipments.list(
            index,
            value,
            cursor.read(request),
            Long.MIN_VALUE / 2,
            Long.MAX_VALUE / 2,
            shipment -> state.isEmpty() || shipment.getState() == state.get(),
            limit);
    return Answer.json(page.body("shipments", ShipmentJson::of, cursor, limit));
  }

  private static ShipmentState state(String name) {
    return Arrays.stream(ShipmentState.values())
        .filter(state -> state.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> Problem.invalid("state", "is one of " + List.of(ShipmentState.values())));
  }
}
