package io.insideout.services.orders;

import static io.insideout.catalog.OrderState.CANCELLED;
import static io.insideout.catalog.OrderState.DELIVERED;
import static io.insideout.catalog.OrderState.PAID;
import static io.insideout.catalog.OrderState.RETURNED;
import static io.insideout.catalog.OrderState.SHIPPED;
import static io.insideout.services.orders.LifeEvents.back;
import static io.insideout.services.orders.LifeEvents.cancel;
import static io.insideout.services.orders.LifeEvents.payment;
import static io.insideout.services.orders.LifeEvents.shipment;
import static io.insideout.services.orders.LifeEvents.validated;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderReturn;
import io.insideout.catalog.PaymentState;
import io.insideout.catalog.ReturnState;
import io.insideout.catalog.ShipmentState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReturnsTest {
  private final Life life = new Life();

  private void shipped() {
    life.takes(validated());
    life.takes(payment(PaymentState.AUTHORIZED));
    life.takes(shipment("o-1-1", ShipmentState.DISPATCHED, 2, 1));
  }

  @Test
  void whatComesBackIsRefunded() {
    shipped();
    life.takes(back("r-1", 0, 1));

    assertThat(life.newest().getState()).isEqualTo(RETURNED);
    assertThat(life.newest().getReturnedQuantities()).containsExactly(1, 0);
    // 6.77 less 1 x 3.335 + 1 x 0.10, rounded once
    assertThat(life.newest().getRefundMinor()).isEqualTo(677 - 344);
  }

  @Test
  void allReturnsTogetherGiveBackExactlyWhatWasPaid() {
    shipped();
    life.takes(back("r-1", 0, 1));
    life.takes(back("r-2", 1, 1));
    life.takes(back("r-3", 0, 1));

    assertThat(life.newest().getRefundMinor()).isEqualTo(life.newest().getTotalMinor());
    assertThat(states()).containsOnly(ReturnState.ACCEPTED);
  }

  @Test
  void theSameReturnTwiceIsOne() {
    shipped();
    life.takes(back("r-1", 0, 1));
    life.takes(back("r-1", 0, 1));

    assertThat(life.newest().getReturnedQuantities()).containsExactly(1, 0);
  }

  @Test
  void moreThanLeftDoesNotComeBack() {
    shipped();
    life.takes(back("r-1", 0, 2));
    life.takes(back("r-2", 0, 1));
    life.takes(back("r-3", 7, 1));
    life.takes(back("r-4", 1, Integer.MAX_VALUE));

    assertThat(states())
        .containsExactly(
            ReturnState.ACCEPTED, ReturnState.REFUSED, ReturnState.REFUSED, ReturnState.REFUSED);
    assertThat(life.newest().getReturns().get(1).getReason())
        .isEqualTo("line 0: 0 of TEA can come back, not 1");
  }

  @Test
  void aReturnBeforeTheOrderHasLeftWaitsForIt() {
    life.takes(validated());
    life.takes(payment(PaymentState.AUTHORIZED));
    life.takes(back("r-1", 1, 1));
    assertThat(life.newest().getState()).isEqualTo(PAID);
    assertThat(states()).containsExactly(ReturnState.REGISTERED);

    life.takes(shipment("o-1-1", ShipmentState.DISPATCHED, 2, 1));
    assertThat(life.states()).endsWith(PAID, SHIPPED, RETURNED);
    assertThat(life.newest().getRefundMinor()).isEqualTo(677 - 667);
  }

  @Test
  void aReturnOfAnOrderThatNeverLeftIsRefused() {
    life.takes(validated());
    life.takes(back("r-1", 1, 1));
    life.takes(cancel());

    assertThat(life.newest().getState()).isEqualTo(CANCELLED);
    assertThat(states()).containsExactly(ReturnState.REFUSED);
    assertThat(life.newest().getRefundMinor()).isZero();
  }

  @Test
  void aDeliveryAfterAReturnIsNotedAndChangesNoState() {
    shipped();
    life.takes(back("r-1", 1, 1));
    life.takes(shipment("o-1-1", ShipmentState.DELIVERED, 2, 1));

    assertThat(life.newest().getState()).isEqualTo(RETURNED);
    assertThat(life.newest().getParcels().getFirst().getDelivered()).isTrue();
    assertThat(life.states()).doesNotContain(DELIVERED);
  }

  private List<ReturnState> states() {
    return life.newest().getReturns().stream().map(OrderReturn::getState).toList();
  }

  static List<Long> seeds() {
    return LongStream.range(0, 300).boxed().toList();
  }

  /// Whatever comes in whatever order, often twice: the books of the order are right after each
  /// step.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theBooksAreRightAtEveryStep(long seed) {
    Random random = new Random(seed);
    List<Object> later = new ArrayList<>();
    later.add(payment(PaymentState.AUTHORIZED));
    later.add(shipment("o-1-1", ShipmentState.DISPATCHED, 1, 0));
    later.add(shipment("o-1-2", ShipmentState.DISPATCHED, 1, 1));
    later.add(shipment("o-1-1", ShipmentState.DELIVERED, 1, 0));
    later.add(shipment("o-1-2", ShipmentState.DELIVERED, 1, 1));
    for (int i = 0; i < 5; i++) {
      later.add(back("r-" + i, random.nextInt(3), 1 + random.nextInt(3)));
    }
    if (random.nextInt(4) == 0) {
      later.add(cancel());
    }
    later.addAll(later.subList(0, random.nextInt(later.size())));
    if (random.nextInt(3) > 0) {
      Collections.shuffle(later.subList(random.nextInt(3), later.size()), random);
    }
    life.takes(validated());
    for (Object event : later) {
      life.takes(event);
      checkBooks(life.newest());
    }
    for (int i = 1; i < life.versions().size(); i++) {
      assertThat(life.versions().get(i).getVersion()).isEqualTo(i + 1);
    }
  }

  private static void checkBooks(Order order) {
    for (int line = 0; line < order.getLines().size(); line++) {
      int shipped = Quantities.of(order.getShippedQuantities(), line);
      int back = Quantities.of(order.getReturnedQuantities(), line);
      assertThat(back).isBetween(0, shipped);
      assertThat(shipped).isLessThanOrEqualTo(LifeEvents.ordered().get(line));
    }
    assertThat(order.getRefundMinor()).isBetween(0L, order.getChargeMinor());
    assertThat(order.getChargeMinor()).isBetween(0L, order.getTotalMinor());
    boolean left = order.getState() == SHIPPED || order.getState() == DELIVERED;
    assertThat(order.getChargeMinor() == order.getTotalMinor())
        .isEqualTo(left || order.getState() == RETURNED);
  }
}
