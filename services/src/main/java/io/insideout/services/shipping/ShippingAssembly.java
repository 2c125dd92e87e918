package io.insideout.services.shipping;

import static io.insideout.catalog.Topics.SHIPMENTS;

import io.insideout.catalog.Shipment;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Service.Assembled;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.view.RowKeys;
import io.insideout.runtime.view.View;
import java.util.List;

/// What the shipping service is made of: its topology, its view of shipments, and its desk.
final class ShippingAssembly {
  private ShippingAssembly() {}

  static Assembled of(StreamsService service, Environment environment) {
    View<Shipment> shipments =
        new View<>(
            SHIPMENTS,
            environment.viewDirectory().resolve("shipments"),
            environment.log(),
            environment.schemas(),
            ShipmentList::indexes,
            RowKeys.named(Shipment::getShipmentId, '-'),
            environment.peers().share(SHIPMENTS));
    return new Assembled(
        List.of(service.running(environment), shipments),
        new ShipmentDesk(environment.publisher(), shipments).routes());
  }
}
