package io.insideout.story;

import static io.insideout.catalog.OrderState.CANCELLED;
import static io.insideout.catalog.OrderState.DELIVERED;
import static io.insideout.catalog.OrderState.EXPIRED;
import static io.insideout.catalog.OrderState.PAID;
import static io.insideout.catalog.OrderState.PAYMENT_FAILED;
import static io.insideout.catalog.OrderState.REJECTED;
import static io.insideout.catalog.OrderState.REQUESTED;
import static io.insideout.catalog.OrderState.RETURNED;
import static io.insideout.catalog.OrderState.SHIPPED;
import static io.insideout.catalog.OrderState.VALIDATED;
import static io.insideout.catalog.PaymentKind.AUTHORIZE;
import static io.insideout.catalog.PaymentKind.CAPTURE;
import static io.insideout.catalog.PaymentKind.REFUND;
import static io.insideout.catalog.PaymentKind.VOID;
import static io.insideout.catalog.PaymentOutcome.APPROVED;
import static io.insideout.catalog.PaymentOutcome.DECLINED;
import static io.insideout.catalog.PaymentOutcome.UNKNOWN;
import static io.insideout.catalog.ReservationChange.RELEASED;
import static io.insideout.catalog.ReservationChange.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Check;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.PaymentState;
import io.insideout.catalog.ReservationChange;
import io.insideout.catalog.ShipmentState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whom an order waits for, in every state.
class PendingTest {
  @Test
  void an_order_that_was_placed_waits_to_be_taken() {
    assertThat(new Life().command(Life.ORDER.command()).pending())
        .containsExactly("orders to take it");
    assertThat(new Life().pending()).isEmpty();
  }

  @Test
  void a_requested_order_waits_for_each_check_that_has_not_answered_for_all_of_it() {
    Life life = new Life().is(REQUESTED);
    assertThat(life.pending())
        .containsExactly(
            "details to check order",
            "inventory to check TEA, CUP",
            "fraud to check card, customer");

    life.passed(Check.DETAILS, "order").passed(Check.INVENTORY, "CUP").passed(Check.FRAUD, "card");
    assertThat(life.pending()).containsExactly("inventory to check TEA", "fraud to check customer");
    assertThat(Pending.of(life.facts())).allMatch(one -> one.sinceMillis() == 1_000);

    life.passed(Check.INVENTORY, "TEA").passed(Check.FRAUD, "customer");
    assertThat(life.pending()).containsExactly("orders to decide");
  }

  @Test
  void the_same_answer_twice_passes_nothing_more() {
    assertThat(
            new Life()
                .is(REQUESTED)
                .passed(Check.DETAILS, "order")
                .passed(Check.DETAILS, "order")
                .passed(Check.FRAUD, "card", "customer")
                .pending())
        .containsExactly("inventory to check TEA, CUP");
  }

  @Test
  void one_failure_is_enough() {
    assertThat(new Life().is(REQUESTED).answered(Check.FRAUD, Outcome.FAIL, "card").pending())
        .containsExactly("orders to reject it");
  }

  @Test
  void a_validated_order_waits_for_its_payment() {
    Life life = new Life().is(REQUESTED).is(VALIDATED);
    assertThat(life.pending())
        .containsExactly("payments to ask the provider to authorize 9.00 GBP");
    life.asked(AUTHORIZE, 900);
    assertThat(life.pending()).containsExactly("payment provider to answer AUTHORIZE 9.00 GBP");
    life.answered(AUTHORIZE, UNKNOWN, 900).answered(AUTHORIZE, UNKNOWN, 900);
    assertThat(life.pending())
        .containsExactly("payment provider to answer AUTHORIZE 9.00 GBP (asked 2 times in vain)");
    life.answered(AUTHORIZE, APPROVED, 900);
    assertThat(life.pending()).containsExactly("payments to note the provider's answer");
    life.payment(PaymentState.AUTHORIZED, 900, 0, 0);
    assertThat(life.pending()).containsExactly("orders to note the payment", "email to confirm it");
    life.confirmed();
    assertThat(life.pending()).containsExactly("orders to note the payment");
  }

  @Test
  void of_an_order_that_costs_nothing_nothing_is_asked() {
    assertThat(new Life().is(VALIDATED, order -> order.setTotalMinor(0L)).pending())
        .containsExactly("payments to note that nothing is due");
  }

  @Test
  void a_paid_order_waits_until_all_of_it_has_left() {
    Life life = Life.paid();
    assertThat(life.pending()).containsExactly("shipping to make a shipment");
    life.shipment("o-1", ShipmentState.ALLOCATED);
    assertThat(life.pending()).containsExactly("warehouse to dispatch o-1");
    life.shipment("o-1", ShipmentState.DISPATCHED).shipment("o-2", ShipmentState.ALLOCATED);
    assertThat(life.pending())
        .containsExactly("orders to note that o-1 has left", "warehouse to dispatch o-2");
    life.is(PAID, Life.left(false, 250, 0));
    assertThat(life.pending())
        .containsExactly(
            "warehouse to deliver o-1",
            "warehouse to dispatch o-2",
            "payments to ask the provider to capture 2.50 GBP");
    life.asked(CAPTURE, 250);
    assertThat(life.pending()).contains("payment provider to answer CAPTURE 2.50 GBP");
    life.answered(CAPTURE, APPROVED, 250);
    assertThat(life.pending()).contains("payments to note the provider's answer");
    life.payment(PaymentState.CAPTURED, 900, 250, 0);
    assertThat(life.pending())
        .containsExactly("warehouse to deliver o-1", "warehouse to dispatch o-2");
  }

  @Test
  void shipping_says_whether_a_paid_order_was_cancelled_in_time() {
    Life life =
        Life.paid()
            .shipment("o-1", ShipmentState.ALLOCATED)
            .is(PAID, order -> order.setCancelAsked(true));
    assertThat(life.pending())
        .containsExactly("shipping to say whether the cancellation came in time");
    life.shipment("o-1", ShipmentState.CANCELLED);
    assertThat(life.pending()).containsExactly("orders to note that it is cancelled");
  }

  @Test
  void what_was_shipped_waits_to_arrive() {
    Life life =
        Life.paid().shipment("o-1", ShipmentState.DISPATCHED).is(SHIPPED, Life.left(false, 0, 0));
    assertThat(life.pending()).containsExactly("warehouse to deliver o-1");
    life.shipment("o-1", ShipmentState.DELIVERED);
    assertThat(life.pending()).containsExactly("orders to note that o-1 has arrived");
    life.is(DELIVERED, Life.left(true, 0, 0));
    assertThat(life.pending()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"REJECTED", "PAYMENT_FAILED", "EXPIRED", "CANCELLED"})
  void what_an_order_held_that_is_over_is_released(OrderState over) {
    Life life = new Life().stock(RESERVED, "TEA", 2).stock(RESERVED, "CUP", 1).is(over);
    assertThat(life.pending()).containsExactly("inventory to release TEA, CUP");
    life.stock(RELEASED, "CUP", 1).stock(RELEASED, "TEA", 2);
    assertThat(life.pending()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CANCELLED", "EXPIRED"})
  void the_provider_gives_up_what_it_holds_of_an_order_that_is_over(OrderState over) {
    Life life = Life.paid().is(over);
    assertThat(life.pending())
        .containsExactly("payments to ask the provider to give up what it holds");
    life.asked(VOID, 0);
    assertThat(life.pending()).containsExactly("payment provider to answer VOID");
    life.answered(VOID, APPROVED, 0);
    assertThat(life.pending()).containsExactly("payments to note the provider's answer");
    life.payment(PaymentState.VOIDED, 0, 0, 0);
    assertThat(life.pending()).isEmpty();
  }

  @Test
  void a_card_that_was_declined_is_not_asked_again() {
    assertThat(
            new Life()
                .is(VALIDATED)
                .asked(AUTHORIZE, 900)
                .answered(AUTHORIZE, DECLINED, 900)
                .payment(PaymentState.DECLINED, 0, 0, 0)
                .is(PAYMENT_FAILED)
                .pending())
        .isEmpty();
    assertThat(new Life().is(REJECTED).pending()).isEmpty();
    assertThat(new Life().is(EXPIRED).pending()).isEmpty();
    assertThat(new Life().is(CANCELLED).pending()).isEmpty();
  }

  @Test
  void what_came_back_is_refunded_and_sold_again() {
    Life life =
        Life.paid()
            .asked(CAPTURE, 900)
            .answered(CAPTURE, APPROVED, 900)
            .payment(PaymentState.CAPTURED, 900, 900, 0)
            .is(
                RETURNED,
                Life.left(true, 900, 500)
                    .andThen(order -> order.setReturnedQuantities(List.of(2, 0))));
    assertThat(life.pending())
        .containsExactly(
            "inventory to take back TEA", "payments to ask the provider to refund 5.00 GBP");
    life.stock(ReservationChange.RETURNED, "TEA", 2).asked(REFUND, 500);
    assertThat(life.pending()).containsExactly("payment provider to answer REFUND 5.00 GBP");
    life.answered(REFUND, APPROVED, 500);
    assertThat(life.pending()).containsExactly("payments to note the provider's answer");
    life.payment(PaymentState.REFUNDED, 900, 900, 500);
    assertThat(life.pending()).isEmpty();
  }

  @Test
  void who_has_set_aside_what_is_needed_is_waited_for_in_vain() {
    Life life =
        new Life()
            .is(REQUESTED)
            .passed(Check.DETAILS, "order")
            .passed(Check.INVENTORY, "TEA", "CUP")
            .setAside("fraud", "orders", 7);
    assertThat(Pending.of(life.facts()))
        .containsExactly(
            new Awaited("fraud", "to check card, customer", 1_000, "fraud/orders/0/7"));
  }

  @ParameterizedTest
  @EnumSource(OrderState.class)
  void every_state_says_whom_it_waits_for(OrderState state) {
    assertThat(Pending.of(new Life().is(state).facts()))
        .allMatch(one -> !one.who().isEmpty() && one.what().startsWith("to "));
  }
}
