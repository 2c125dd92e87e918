package io.insideout.services.orders;

import static io.insideout.catalog.OrderState.CANCELLED;
import static io.insideout.catalog.OrderState.DELIVERED;
import static io.insideout.catalog.OrderState.EXPIRED;
import static io.insideout.catalog.OrderState.PAID;
import static io.insideout.catalog.OrderState.PAYMENT_FAILED;
import static io.insideout.catalog.OrderState.REJECTED;
import static io.insideout.catalog.OrderState.REQUESTED;
import static io.insideout.catalog.OrderState.SHIPPED;
import static io.insideout.catalog.OrderState.VALIDATED;
import static io.insideout.services.orders.LifeEvents.cancel;
import static io.insideout.services.orders.LifeEvents.fail;
import static io.insideout.services.orders.LifeEvents.payment;
import static io.insideout.services.orders.LifeEvents.shipment;
import static io.insideout.services.orders.LifeEvents.validated;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Order;
import io.insideout.catalog.PaymentState;
import io.insideout.catalog.ShipmentState;
import org.junit.jupiter.api.Test;

class FulfilmentTest {
  private final Life life = new Life();

  @Test
  void anOrderIsPaidShippedAndDelivered() {
    life.takes(validated());
    life.takes(payment(PaymentState.AUTHORIZED));
    life.takes(shipment("o-1-1", ShipmentState.ALLOCATED, 2, 1));
    life.takes(shipment("o-1-1", ShipmentState.DISPATCHED, 2, 1));
    life.takes(shipment("o-1-1", ShipmentState.DELIVERED, 2, 1));

    assertThat(life.states()).containsExactly(REQUESTED, VALIDATED, PAID, SHIPPED, DELIVERED);
    assertThat(life.newest().getChargeMinor()).isEqualTo(life.newest().getTotalMinor());
    assertThat(life.versions()).extracting(Order::getVersion).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void aDeclinedCardEndsIt() {
    life.takes(validated());
    life.takes(payment(PaymentState.DECLINED));
    life.takes(payment(PaymentState.AUTHORIZED));

    assertThat(life.newest().getState()).isEqualTo(PAYMENT_FAILED);
    assertThat(life.newest().getReasons()).containsExactly("PAYMENT: no money");
  }

  @Test
  void whatLeavesInPartsIsChargedInPartsAndTheLastPartIsTheRest() {
    life.takes(validated());
    life.takes(payment(PaymentState.AUTHORIZED));
    life.takes(shipment("o-1-1", ShipmentState.DISPATCHED, 1, 0));

    assertThat(life.newest().getState()).isEqualTo(PAID);
    // 1 x 3.335, rounded once
    assertThat(life.newest().getChargeMinor()).isEqualTo(334);

    life.takes(shipment("o-1-1", ShipmentState.DELIVERED, 1, 0));
    assertThat(life.newest().getState()).isEqualTo(PAID);

    life.takes(shipment("o-1-2", ShipmentState.DISPATCHED, 1, 1));
    assertThat(life.newest().getState()).isEqualTo(SHIPPED);
    // 2 x 3.335 + 1 x 0.10
    assertThat(life.newest().getChargeMinor()).isEqualTo(677);

    life.takes(shipment("o-1-2", ShipmentState.DELIVERED, 1, 1));
    assertThat(life.newest().getState()).isEqualTo(DELIVERED);
  }

  @Test
  void aShipmentThatIsToldTwiceLeavesOnce() {
    life.takes(validated());
    life.takes(payment(PaymentState.AUTHORIZED));
    life.takes(shipment("o-1-1", ShipmentState.DISPATCHED, 1, 0));
    life.takes(shipment("o-1-1", ShipmentState.DISPATCHED, 1, 0));

    assertThat(life.newest().getShippedQuantities()).containsExactly(1, 0);
  }

  @Test
  void itIsCancelledAtOnceWhileNobodyHasPaid() {
    life.takes(validated());
    life.takes(cancel());
    life.takes(payment(PaymentState.AUTHORIZED));

    assertThat(life.newest().getState()).isEqualTo(CANCELLED);
    assertThat(life.newest().getReasons()).containsExactly("changed my mind");
    assertThat(life.newest().getVersion()).isEqualTo(3);
  }

  @Test
  void aCancellationBeforeTheDecisionIsKeptForIt() {
    life.takes(validated().subList(0, 1));
    life.takes(cancel());
    assertThat(life.states()).containsExactly(REQUESTED, REQUESTED);

    life.takes(validated().subList(1, validated().size()));
    assertThat(life.states()).containsExactly(REQUESTED, REQUESTED, VALIDATED, CANCELLED);
  }

  @Test
  void anOrderThatIsRejectedIsNotCancelledAsWell() {
    life.takes(validated().subList(0, 1));
    life.takes(cancel());
    life.takes(fail());

    assertThat(life.newest().getState()).isEqualTo(REJECTED);
  }

  @Test
  void ofAPaidOrderShippingSaysWhetherTheCancellationCameInTime() {
    life.takes(validated());
    life.takes(payment(PaymentState.AUTHORIZED));
    life.takes(cancel());
    assertThat(life.newest().getState()).isEqualTo(PAID);
    assertThat(life.newest().getCancelAsked()).isTrue();

    life.takes(shipment("o-1-1", ShipmentState.CANCELLED, 2, 1));
    assertThat(life.newest().getState()).isEqualTo(CANCELLED);
  }

  @Test
  void whatLeftBeforeTheCancellationCameStaysShipped() {
    life.takes(validated());
    life.takes(payment(PaymentState.AUTHORIZED));
    life.takes(cancel());
    life.takes(shipment("o-1-1", ShipmentState.DISPATCHED, 2, 1));
    life.takes(cancel());

    assertThat(life.newest().getState()).isEqualTo(SHIPPED);
  }

  @Test
  void anUnpaidOrderExpiresAndAPaidOneDoesNot() {
    life.takes(validated());
    assertThat(Fulfilment.expire(life.newest(), "PAYMENT: none within 1 s"))
        .singleElement()
        .satisfies(
            expired -> {
              assertThat(expired.getState()).isEqualTo(EXPIRED);
              assertThat(expired.getReasons()).containsExactly("PAYMENT: none within 1 s");
            });

    life.takes(payment(PaymentState.AUTHORIZED));
    assertThat(Fulfilment.expire(life.newest(), "too late")).isEmpty();
  }
}
