package io.insideout.services.shipping;

import io.insideout.catalog.DeliverShipment;
import io.insideout.catalog.DispatchShipment;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.ShipmentCommand;
import io.insideout.catalog.ShipmentLine;
import io.insideout.testkit.OrderFixture;
import java.util.List;

/// Orders and commands that shipping is tested with.
final class ShipmentFixture {
  private ShipmentFixture() {}

  static Order paid(OrderFixture order) {
    return order.version(3, OrderState.PAID);
  }

  static Order cancelAsked(OrderFixture order) {
    Order paid = order.version(4, OrderState.PAID);
    return new Order(
        paid.getOrderId(),
        paid.getVersion(),
        paid.getState(),
        paid.getCustomerId(),
        paid.getCardToken(),
        paid.getCurrency(),
        paid.getLines(),
        paid.getTotalMinor(),
        paid.getPlacedAtMicros(),
        paid.getFingerprint(),
        paid.getReasons(),
        true,
        paid.getParcels(),
        paid.getShippedQuantities(),
        paid.getReturnedQuantities(),
        paid.getChargeMinor(),
        paid.getRefundMinor(),
        paid.getReturns(),
        paid.getCountry());
  }

  static ShipmentCommand dispatch(String orderId, int number, ShipmentLine... lines) {
    return new ShipmentCommand(
        Consignment.shipmentId(orderId, number), orderId, new DispatchShipment(List.of(lines)));
  }

  static ShipmentCommand deliver(String orderId, int number) {
    return new ShipmentCommand(
        Consignment.shipmentId(orderId, number), orderId, new DeliverShipment());
  }

  static ShipmentLine line(int line, String sku, int quantity) {
    return new ShipmentLine(line, sku, quantity);
  }
}
