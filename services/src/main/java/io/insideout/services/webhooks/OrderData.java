package io.insideout.services.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.insideout.catalog.Money;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderReturn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// An order as subscribers see it: all of it but the card.
///
/// @param totalMinor due for all of it, in minor units
/// @param chargeMinor due for what has left, in minor units
/// @param refundMinor due back for what came back, in minor units
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderData(
    String orderId,
    int version,
    String state,
    @Nullable String customerId,
    @Nullable String country,
    String currency,
    long totalMinor,
    long chargeMinor,
    long refundMinor,
    String placedAt,
    List<LineData> lines,
    List<String> reasons,
    boolean cancelAsked,
    List<ParcelData> parcels,
    List<ReturnData> returns) {

  /// @param unitPrice a decimal in a string; absent where nobody knew a price
  /// @param shipped units that have left
  /// @param returned units that came back
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LineData(String sku, int quantity, @Nullable String unitPrice, int shipped, int returned) {
    static LineData of(Order order, int number) {
      OrderLine line = order.getLines().get(number);
      Long micros = line.getUnitPriceMicros();
      return new LineData(
          line.getSku(),
          line.getQuantity(),
          micros == null ? null : Money.microsDecimal(micros),
          units(order.getShippedQuantities(), number),
          units(order.getReturnedQuantities(), number));
    }

    private static int units(List<Integer> quantities, int number) {
      return number < quantities.size() ? quantities.get(number) : 0;
    }
  }

  record ParcelData(String shipmentId, boolean delivered) {}

  /// @param line of the order, counted from 0
  record ReturnedLine(int line, int quantity) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ReturnData(
      String returnId, String state, List<ReturnedLine> lines, @Nullable String reason) {
    static ReturnData of(OrderReturn one) {
      return new ReturnData(
          one.getReturnId(),
          one.getState().name(),
          one.getLines().stream()
              .map(line -> new ReturnedLine(line.getLine(), line.getQuantity()))
              .toList(),
          one.getReason());
    }
  }

  static OrderData of(Order order) {
    return new OrderData(
        order.getOrderId(),
        order.getVersion(),
        order.getState().name(),
        order.getCustomerId(),
        order.getCountry(),
        order.getCurrency(),
        order.getTotalMinor(),
        order.getChargeMinor(),
        order.getRefundMinor(),
        Instant.EPOCH.plus(order.getPlacedAtMicros(), ChronoUnit.MICROS).toString(),
        IntStream.range(0, order.getLines().size())
            .mapToObj(number -> LineData.of(order, number))
            .toList(),
        order.getReasons(),
        order.getCancelAsked(),
        order.getParcels().stream()
            .map(parcel -> new ParcelData(parcel.getShipmentId(), parcel.getDelivered()))
            .toList(),
        order.getReturns().stream().map(ReturnData::of).toList());
  }
}
