package io.insideout.connect.out;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.insideout.catalog.Order;
import io.insideout.catalog.Topics;
import java.util.Optional;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/// What has left of an order and what came back, as a row of `shipped_orders`. An order of which
/// nothing has left is none.
///
/// It is made from orders, not from shipments: an order's versions say both, one after the other,
/// so no return can come before what it returns.
public final class ShippedRows extends RowConverter<Order> {
  public ShippedRows() {
    super(
        Topics.ORDERS,
        SchemaBuilder.struct()
            .name("shipped_orders")
            .field("order_id", TEXT)
            .field("version", NUMBER)
            .field("lines", JSON)
            .build());
  }

  @Override
  Optional<Struct> row(Order order) {
    ArrayNode lines = MAPPER.createArrayNode();
    for (int i = 0; i < order.getShippedQuantities().size(); i++) {
      int shipped = order.getShippedQuantities().get(i);
      if (shipped > 0) {
        lines
            .addObject()
            .put("line", i)
            .put("sku", text(order.getLines().get(i).getSku()))
            .put("shipped", shipped)
            .put("returned", OrderRows.units(order.getReturnedQuantities(), i));
      }
    }
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        newRow()
            .put("order_id", text(order.getOrderId()))
            .put("version", order.getVersion())
            .put("lines", lines.toString()));
  }
}
