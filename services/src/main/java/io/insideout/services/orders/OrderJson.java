package io.insideout.services.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.runtime.view.Seen;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An order as callers see it.
///
/// @param card the last four characters of the card's token
/// @param log where this version stands in the log, as `topic/partition/offset`
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderJson(
    String orderId,
    int version,
    String state,
    @Nullable String customerId,
    String card,
    String currency,
    long totalMinor,
    String placedAt,
    List<LineJson> lines,
    List<String> reasons,
    String log) {

  /// @param unitPrice a decimal in a string; absent where nobody knew a price
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LineJson(String sku, int quantity, @Nullable String unitPrice) {
    static LineJson of(OrderLine line) {
      Long micros = line.getUnitPriceMicros();
      return new LineJson(line.getSku(), line.getQuantity(), micros == null ? null : text(micros));
    }

    private static String text(long micros) {
      BigDecimal price = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
      return price.setScale(Math.max(2, price.scale())).toPlainString();
    }
  }

  static OrderJson of(Seen<Order> row) {
    Order order = row.value();
    String token = order.getCardToken();
    return new OrderJson(
        order.getOrderId(),
        order.getVersion(),
        order.getState().name(),
        order.getCustomerId(),
        "…" + token.substring(Math.max(0, token.length() - 4)),
        order.getCurrency(),
        order.getTotalMinor(),
        Instant.EPOCH.plus(order.getPlacedAtMicros(), ChronoUnit.MICROS).toString(),
        order.getLines().stream().map(LineJson::of).toList(),
        order.getReasons(),
        "orders/" + row.partition() + "/" + row.offset());
  }
}
