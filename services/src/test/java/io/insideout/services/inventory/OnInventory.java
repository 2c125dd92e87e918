package io.insideout.services.inventory;

import static io.insideout.testkit.OrderFixture.order;

import io.insideout.catalog.Check;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.Stock;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.StockShortage;
import io.insideout.catalog.Topics;
import io.insideout.testkit.OrderFixture;
import io.insideout.testkit.SentRecord;
import io.insideout.testkit.TopologyHarness;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/// The inventory service on a topology in virtual time: what it is told, and what it says.
abstract class OnInventory {
  final TopologyHarness harness = new TopologyHarness(new InventoryService());

  @AfterEach
  void close() {
    harness.close();
  }

  void stock(String sku, long onHand) {
    stock(sku, onHand, 0);
  }

  void stock(String sku, long onHand, long shipped) {
    harness.send(Topics.STOCK, sku, new Stock(sku, onHand, shipped));
  }

  /// The newest version of an order of one line of which so many units have come back.
  static Order returned(OrderFixture order, int units) {
    return Order.newBuilder(order.version(3 + units, OrderState.RETURNED))
        .setReturnedQuantities(List.of(units))
        .build();
  }

  void send(Order order) {
    harness.send(Topics.ORDERS, order.getOrderId(), order);
  }

  /// What they rest on is held by [#shortages].
  List<OrderValidation> answers() {
    return harness.sent(Topics.ORDER_VALIDATIONS).stream()
        .map(SentRecord::value)
        .map(answer -> OrderValidation.newBuilder(answer).clearShortages().build())
        .toList();
  }

  List<List<StockShortage>> shortages() {
    return harness.sent(Topics.ORDER_VALIDATIONS).stream()
        .map(answer -> answer.value().getShortages())
        .toList();
  }

  List<StockReservation> entries() {
    return harness.sent(Topics.STOCK_RESERVATIONS).stream().map(SentRecord::value).toList();
  }

  List<String> ledger() {
    return entries().stream()
        .map(
            entry ->
                "%s %s %d of %s, %d of %d%s"
                    .formatted(
                        entry.getOrderId(),
                        entry.getChange(),
                        entry.getQuantity(),
                        entry.getSku(),
                        entry.getReservedAfter(),
                        entry.getOnHand(),
                        entry.getShipped() == 0 ? "" : " + " + entry.getShipped()))
        .toList();
  }

  static OrderValidation pass(String orderId, String... skus) {
    return OrderValidation.newBuilder(fail(orderId, "", skus))
        .setOutcome(Outcome.PASS)
        .clearReason()
        .build();
  }

  static OrderValidation fail(String orderId, String reason, String... skus) {
    return new OrderValidation(
        orderId, Check.INVENTORY, List.of(skus), Outcome.FAIL, reason, List.of(), List.of());
  }
}
