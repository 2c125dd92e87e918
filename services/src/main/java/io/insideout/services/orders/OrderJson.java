package io.insideout.services.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.insideout.catalog.CardTokens;
import io.insideout.catalog.Money;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderReturn;
import io.insideout.runtime.view.Seen;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An order as callers see it.
///
/// @param lines with what has left and what came back of each
/// @param cancelAsked present where it is true
/// @param chargeMinor due for what has left, in minor units; absent while nothing has
/// @param refundMinor due back for what came back, in minor units; absent while nothing did
/// @param card the last four characters of the card's token
/// @param log where this version stands in the log, as `topic/partition/offset`
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderJson(
    String orderId,
    int version,
    String state,
    @Nullable String customerId,
    @Nullable String country,
    String card,
    String currency,
    long totalMinor,
    String placedAt,
    List<LineJson> lines,
    List<String> reasons,
    @Nullable Boolean cancelAsked,
    @Nullable Long chargeMinor,
    @Nullable Long refundMinor,
    @Nullable List<ParcelJson> parcels,
    @Nullable List<ReturnJson> returns,
    String log) {

  /// @param unitPrice a decimal in a string; absent where nobody knew a price
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LineJson(
      String sku,
      int quantity,
      @Nullable String unitPrice,
      @Nullable Integer shipped,
      @Nullable Integer returned) {
    static LineJson of(Order order, int number) {
      OrderLine line = order.getLines().get(number);
      Long micros = line.getUnitPriceMicros();
      return new LineJson(
          line.getSku(),
          line.getQuantity(),
          micros == null ? null : Money.microsDecimal(micros),
          some(Quantities.of(order.getShippedQuantities(), number)),
          some(Quantities.of(order.getReturnedQuantities(), number)));
    }

    private static @Nullable Integer some(int units) {
      return units == 0 ? null : units;
    }
  }

  record ParcelJson(String shipmentId, boolean delivered) {}

  record ReturnedLineJson(int line, int quantity) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ReturnJson(
      String returnId, String state, List<ReturnedLineJson> lines, @Nullable String reason) {
    static ReturnJson of(OrderReturn one) {
      return new ReturnJson(
          one.getReturnId(),
          one.getState().name(),
          one.getLines().stream()
              .map(line -> new ReturnedLineJson(line.getLine(), line.getQuantity()))
              .toList(),
          one.getReason());
    }
  }

  private static <T> @Nullable List<T> some(Stream<T> all) {
    List<T> list = all.toList();
    return list.isEmpty() ? null : list;
  }

  static OrderJson of(Seen<Order> row) {
    Order order = row.value();
    return new OrderJson(
        order.getOrderId(),
        order.getVersion(),
        order.getState().name(),
        order.getCustomerId(),
        order.getCountry(),
        CardTokens.masked(order.getCardToken()),
        order.getCurrency(),
        order.getTotalMinor(),
        Instant.EPOCH.plus(order.getPlacedAtMicros(), ChronoUnit.MICROS).toString(),
        IntStream.range(0, order.getLines().size())
            .mapToObj(number -> LineJson.of(order, number))
            .toList(),
        order.getReasons(),
        order.getCancelAsked() ? true : null,
        order.getChargeMinor() == 0 ? null : order.getChargeMinor(),
        order.getRefundMinor() == 0 ? null : order.getRefundMinor(),
        some(
            order.getParcels().stream()
                .map(parcel -> new ParcelJson(parcel.getShipmentId(), parcel.getDelivered()))),
        some(order.getReturns().stream().map(ReturnJson::of)),
        "orders/" + row.partition() + "/" + row.offset());
  }
}
