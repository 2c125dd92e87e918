package io.insideout.connect.out;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentLine;
import io.insideout.catalog.Topics;
import java.util.Optional;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/// Shipments as rows of `shipments_view`: all but whose door they go to.
public final class ShipmentRows extends RowConverter<Shipment> {
  public ShipmentRows() {
    super(
        Topics.SHIPMENTS,
        SchemaBuilder.struct()
            .name("shipments_view")
            .field("shipment_id", TEXT)
            .field("order_id", TEXT)
            .field("version", NUMBER)
            .field("state", TEXT)
            .field("country", TEXT_OR_NULL)
            .field("lines", JSON)
            .build());
  }

  @Override
  Optional<Struct> row(Shipment shipment) {
    ArrayNode lines = MAPPER.createArrayNode();
    for (ShipmentLine line : shipment.getLines()) {
      lines
          .addObject()
          .put("line", line.getLine())
          .put("sku", text(line.getSku()))
          .put("quantity", line.getQuantity());
    }
    return Optional.of(
        newRow()
            .put("shipment_id", text(shipment.getShipmentId()))
            .put("order_id", text(shipment.getOrderId()))
            .put("version", shipment.getVersion())
            .put("state", shipment.getState().name())
            .put(
                "country",
                shipment.getAddress() == null ? null : text(shipment.getAddress().getCountry()))
            .put("lines", lines.toString()));
  }
}
