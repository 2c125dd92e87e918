package io.insideout.services.shipping;

import static io.insideout.catalog.ShipmentState.ALLOCATED;
import static io.insideout.catalog.ShipmentState.CANCELLED;
import static io.insideout.catalog.ShipmentState.DELIVERED;
import static io.insideout.catalog.ShipmentState.DISPATCHED;
import static io.insideout.catalog.Topics.CUSTOMERS;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.SHIPMENTS;
import static io.insideout.catalog.Topics.SHIPMENT_COMMANDS;
import static io.insideout.services.shipping.ShipmentFixture.cancelAsked;
import static io.insideout.services.shipping.ShipmentFixture.deliver;
import static io.insideout.services.shipping.ShipmentFixture.dispatch;
import static io.insideout.services.shipping.ShipmentFixture.line;
import static io.insideout.services.shipping.ShipmentFixture.paid;
import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.insideout.catalog.Customer;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentCommand;
import io.insideout.catalog.ShippingAddress;
import io.insideout.testkit.OrderFixture;
import io.insideout.testkit.SentRecord;
import io.insideout.testkit.TopologyHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShippingServiceTest {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Instant PAID = Instant.parse("2010-12-01T08:26:00Z");
  private static final Instant LEFT = Instant.parse("2010-12-02T08:26:00Z");
  private static final Customer ADA =
      new Customer(
          "c-1", "Ada", "ada@example.org", "United Kingdom", "1 Main Street", "N1", "London");
  private static final Customer BOB =
      new Customer(
          "c-2", "Bob", "bob@example.org", "United Kingdom", "2 High Street", "LS1", "Leeds");
  private static final OrderFixture OF_BOB = order("o-2").customer("c-2").line("A", 1, 1L);
  private static final OrderFixture ORDER =
      order("o-1").customer("c-1").line("A", 6, 2_550_000L).line("B", 2, 100_000L);

  private TopologyHarness harness = new TopologyHarness(new ShippingService(false, GRACE));

  @BeforeEach
  void adaIsKnown() {
    harness.send(CUSTOMERS, "c-1", ADA);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void aPaidOrderIsAllocatedWholeToTheAddressOfItsCustomer() {
    String order = harness.send(ORDERS, "o-1", paid(ORDER), PAID);

    SentRecord<Shipment> sent = only();
    assertThat(sent.key()).isEqualTo("o-1");
    assertThat(sent.value())
        .isEqualTo(
            new Shipment(
                "o-1-1",
                "o-1",
                1,
                ALLOCATED,
                new ShippingAddress("Ada", "1 Main Street", "N1", "London", "United Kingdom"),
                List.of(line(0, "A", 6), line(1, "B", 2))));
    assertThat(sent.timestamp()).isEqualTo(PAID);
    assertThat(sent.headers()).containsEntry("cause", order);
  }

  @Test
  void aGuestCollects() {
    harness.send(ORDERS, "o-2", paid(order("o-2").guest().line("A", 1, 1L)));

    assertThat(only().value().getAddress()).isNull();
  }

  @Test
  void aCustomerWhomTheTableDoesNotKnowYetIsWaitedFor() {
    String order = harness.send(ORDERS, "o-2", paid(OF_BOB), PAID);
    harness.send(ORDERS, "o-2", paid(OF_BOB), LEFT);
    command(dispatch("o-2", 1));
    harness.advance(Duration.ofMillis(1_900));
    assertThat(shipments()).isEmpty();

    harness.send(CUSTOMERS, "c-2", BOB);
    harness.advance(Duration.ofMillis(100));

    SentRecord<Shipment> sent = only();
    assertThat(sent.key()).isEqualTo("o-2");
    assertThat(sent.value().getState()).isEqualTo(ALLOCATED);
    assertThat(sent.value().getAddress().getCity()).isEqualTo("Leeds");
    assertThat(sent.timestamp()).isEqualTo(PAID);
    assertThat(sent.headers())
        .containsEntry("cause", order)
        .containsOnlyKeys("cause", "correlation-id", "traceparent");
    harness.advance(Duration.ofMinutes(1));
    harness.send(ORDERS, "o-2", paid(OF_BOB));
    assertThat(shipments()).hasSize(1);
    assertThat(waiting()).isZero();
  }

  @Test
  void whoIsNotKnownAfterTheGraceCollects() {
    harness.send(ORDERS, "o-2", paid(OF_BOB));
    harness.advance(GRACE);

    assertThat(only().value().getAddress()).isNull();
    harness.advance(Duration.ofMinutes(1));
    assertThat(shipments()).hasSize(1);
    assertThat(waiting()).isZero();
  }

  @Test
  void whatIsToBeCancelledWhileItWaitsIsCancelledAtOnce() {
    harness.send(ORDERS, "o-2", paid(OF_BOB));
    harness.send(ORDERS, "o-2", cancelAsked(OF_BOB));

    assertThat(shipments()).extracting(Shipment::getState).containsExactly(ALLOCATED, CANCELLED);
    harness.send(CUSTOMERS, "c-2", BOB);
    harness.advance(Duration.ofMinutes(1));
    assertThat(shipments()).hasSize(2);
    assertThat(waiting()).isZero();
  }

  @Test
  void onlyPaidOrdersAreAllocatedAndEachOnce() {
    harness.send(ORDERS, "o-1", ORDER.requested());
    harness.send(ORDERS, "o-1", ORDER.version(2, OrderState.VALIDATED));
    harness.send(ORDERS, "o-1", ORDER.version(2, OrderState.REJECTED));
    assertThat(shipments()).isEmpty();

    harness.send(ORDERS, "o-1", paid(ORDER));
    harness.send(ORDERS, "o-1", paid(ORDER));
    harness.send(ORDERS, "o-1", ORDER.version(4, OrderState.PAID));
    harness.send(ORDERS, "o-1", ORDER.version(5, OrderState.SHIPPED));
    assertThat(shipments()).hasSize(1);
  }

  @Test
  void whatIsDispatchedAndDeliveredSaysSoOnce() {
    harness.send(ORDERS, "o-1", paid(ORDER));
    String command = harness.send(SHIPMENT_COMMANDS, "o-1", dispatch("o-1", 1), LEFT);
    command(dispatch("o-1", 1));
    command(deliver("o-1", 1));
    command(deliver("o-1", 1));
    command(dispatch("o-1", 1));

    assertThat(shipments())
        .extracting(Shipment::getVersion, Shipment::getState)
        .containsExactly(tuple(1, ALLOCATED), tuple(2, DISPATCHED), tuple(3, DELIVERED));
    SentRecord<Shipment> left = harness.sent(SHIPMENTS).get(1);
    assertThat(left.timestamp()).isEqualTo(LEFT);
    assertThat(left.headers()).containsEntry("cause", command);
  }

  @Test
  void whatDoesNotLeaveWithTheOthersStaysInAShipmentOfItsOwn() {
    harness.send(ORDERS, "o-1", paid(ORDER));
    command(dispatch("o-1", 1, line(0, "A", 4)));
    command(dispatch("o-1", 1, line(0, "A", 2)));
    command(dispatch("o-1", 2, line(1, "B", 2), line(0, "A", 1)));
    command(dispatch("o-1", 3));

    assertThat(shipments())
        .extracting(
            Shipment::getShipmentId, Shipment::getVersion, Shipment::getState, Shipment::getLines)
        .containsExactly(
            tuple("o-1-1", 1, ALLOCATED, List.of(line(0, "A", 6), line(1, "B", 2))),
            tuple("o-1-1", 2, DISPATCHED, List.of(line(0, "A", 4))),
            tuple("o-1-2", 1, ALLOCATED, List.of(line(0, "A", 2), line(1, "B", 2))),
            tuple("o-1-2", 2, DISPATCHED, List.of(line(0, "A", 1), line(1, "B", 2))),
            tuple("o-1-3", 1, ALLOCATED, List.of(line(0, "A", 1))),
            tuple("o-1-3", 2, DISPATCHED, List.of(line(0, "A", 1))));
    assertThat(shipments()).allSatisfy(shipment -> assertThat(shipment.getAddress()).isNotNull());
  }

  @Test
  void whatCannotBeChangesNothing() {
    command(dispatch("o-1", 1));
    harness.send(ORDERS, "o-1", paid(ORDER));
    command(deliver("o-1", 1));
    command(dispatch("o-1", 2));
    command(dispatch("o-1", 1, line(2, "C", 1)));
    command(dispatch("o-1", 1, line(0, "A", 7)));
    command(dispatch("o-1", 1, line(0, "A", 4), line(0, "A", 3)));
    command(dispatch("o-1", 1, line(0, "A", 0)));
    command(dispatch("o-1", 1, line(0, "A", Integer.MAX_VALUE), line(0, "A", Integer.MAX_VALUE)));

    assertThat(shipments()).extracting(Shipment::getState).containsExactly(ALLOCATED);
  }

  @Test
  void anOrderIsCancelledWhereNothingHasLeft() {
    harness.send(ORDERS, "o-1", paid(ORDER));
    String asked = harness.send(ORDERS, "o-1", cancelAsked(ORDER));
    harness.send(ORDERS, "o-1", cancelAsked(ORDER));
    command(dispatch("o-1", 1));

    assertThat(shipments()).extracting(Shipment::getState).containsExactly(ALLOCATED, CANCELLED);
    assertThat(harness.sent(SHIPMENTS).getLast().headers()).containsEntry("cause", asked);
  }

  @Test
  void anOrderThatIsToBeCancelledBeforeItIsAllocatedIsBoth() {
    harness.send(ORDERS, "o-1", cancelAsked(ORDER));

    assertThat(shipments()).extracting(Shipment::getState).containsExactly(ALLOCATED, CANCELLED);
  }

  @Test
  void whatHasLeftInPartIsNoLongerCancelled() {
    harness.send(ORDERS, "o-1", paid(ORDER));
    command(dispatch("o-1", 1, line(0, "A", 1)));
    harness.send(ORDERS, "o-1", cancelAsked(ORDER));

    assertThat(shipments())
        .extracting(Shipment::getState)
        .containsExactly(ALLOCATED, DISPATCHED, ALLOCATED);
  }

  @Test
  void withoutAWarehouseEverythingFollowsAtOnceOfTheSameCause() {
    harness.close();
    harness = new TopologyHarness(new ShippingService(true, GRACE));
    adaIsKnown();
    String order = harness.send(ORDERS, "o-1", paid(ORDER), PAID);
    harness.send(ORDERS, "o-1", paid(ORDER), PAID);
    harness.send(ORDERS, "o-1", cancelAsked(ORDER), PAID);

    assertThat(shipments())
        .extracting(Shipment::getVersion, Shipment::getState)
        .containsExactly(tuple(1, ALLOCATED), tuple(2, DISPATCHED), tuple(3, DELIVERED));
    assertThat(harness.sent(SHIPMENTS))
        .allSatisfy(
            sent -> {
              assertThat(sent.headers()).containsEntry("cause", order);
              assertThat(sent.timestamp()).isEqualTo(PAID);
            });
  }

  private void command(ShipmentCommand command) {
    harness.send(SHIPMENT_COMMANDS, command.getOrderId(), command);
  }

  private long waiting() {
    long count = 0;
    try (var all = harness.store("unaddressed").all()) {
      for (; all.hasNext(); all.next()) {
        count++;
      }
    }
    return count;
  }

  private List<Shipment> shipments() {
    return harness.sent(SHIPMENTS).stream().map(SentRecord::value).toList();
  }

  private SentRecord<Shipment> only() {
    assertThat(harness.sent(SHIPMENTS)).hasSize(1);
    return harness.sent(SHIPMENTS).getFirst();
  }
}
