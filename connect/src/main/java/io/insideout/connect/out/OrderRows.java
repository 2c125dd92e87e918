package io.insideout.connect.out;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.Topics;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/// Orders as rows of `orders_view`: all but the card and what only services need.
public final class OrderRows extends RowConverter<Order> {
  /// The table has no moments before it.
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  public OrderRows() {
    super(
        Topics.ORDERS,
        SchemaBuilder.struct()
            .name("orders_view")
            .field("order_id", TEXT)
            .field("version", NUMBER)
            .field("state", TEXT)
            .field("customer_id", TEXT_OR_NULL)
            .field("country", TEXT_OR_NULL)
            .field("currency", TEXT)
            .field("total", AMOUNT)
            .field("charged", AMOUNT)
            .field("refunded", AMOUNT)
            .field("placed_at", MOMENT)
            .field("reasons", JSON)
            .field("lines", JSON)
            .build());
  }

  @Override
  Optional<Struct> row(Order order) {
    ArrayNode reasons = MAPPER.createArrayNode();
    order.getReasons().forEach(reason -> reasons.add(text(reason)));
    return Optional.of(
        newRow()
            .put("order_id", text(order.getOrderId()))
            .put("version", order.getVersion())
            .put("state", order.getState().name())
            .put("customer_id", text(order.getCustomerId()))
            .put("country", text(order.getCountry()))
            .put("currency", text(order.getCurrency()))
            .put("total", amount(order.getTotalMinor()))
            .put("charged", amount(order.getChargeMinor()))
            .put("refunded", amount(order.getRefundMinor()))
            .put("placed_at", moment(order.getPlacedAtMicros()))
            .put("reasons", reasons.toString())
            .put("lines", lines(order).toString()));
  }

  private static String moment(long micros) {
    Instant moment = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    return (moment.isBefore(EARLIEST) ? EARLIEST : moment).toString();
  }

  private static ArrayNode lines(Order order) {
    ArrayNode lines = MAPPER.createArrayNode();
    for (int i = 0; i < order.getLines().size(); i++) {
      OrderLine line = order.getLines().get(i);
      ObjectNode one =
          lines
              .addObject()
              .put("line", i)
              .put("sku", text(line.getSku()))
              .put("quantity", line.getQuantity());
      if (line.getUnitPriceMicros() != null) {
        one.put("unit_price", BigDecimal.valueOf(line.getUnitPriceMicros(), 6));
      }
      one.put("shipped", units(order.getShippedQuantities(), i))
          .put("returned", units(order.getReturnedQuantities(), i));
    }
    return lines;
  }

  /// Empty while there are none.
  static int units(List<Integer> quantities, int line) {
    return quantities.isEmpty() ? 0 : quantities.get(line);
  }
}
