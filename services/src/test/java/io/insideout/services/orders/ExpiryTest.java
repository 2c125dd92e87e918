package io.insideout.services.orders;

import static io.insideout.catalog.OrderState.EXPIRED;
import static io.insideout.catalog.OrderState.PAID;
import static io.insideout.catalog.OrderState.REQUESTED;
import static io.insideout.catalog.OrderState.VALIDATED;
import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Check;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentState;
import io.insideout.catalog.Topics;
import io.insideout.runtime.stream.WaitingRoom.Clock;
import io.insideout.testkit.OrderFixture;
import io.insideout.testkit.SentRecord;
import io.insideout.testkit.TopologyHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// When an order that nobody pays expires, by either clock.
class ExpiryTest {
  private static final Duration WITHIN = Duration.ofMinutes(30);
  private static final Instant YEARS_AGO = Instant.parse("2010-12-01T08:26:00Z");

  private TopologyHarness world = harness(WITHIN, Clock.WALL);

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void byTheWallClockAnOrderOfYearsAgoHasAsLongAsAnyOther() {
    validate("o-1", YEARS_AGO);
    validate("o-2", YEARS_AGO.plus(Duration.ofDays(200)));
    world.advance(WITHIN.minusSeconds(2));
    assertThat(states("o-1")).containsExactly(REQUESTED, VALIDATED);

    world.advance(Duration.ofSeconds(4));
    assertThat(states("o-1")).containsExactly(REQUESTED, VALIDATED, EXPIRED);
    assertThat(states("o-2")).containsExactly(REQUESTED, VALIDATED, EXPIRED);
  }

  @Test
  void byEventTimeAnOrderExpiresWhenTheLogIsSoMuchLaterAndNotBefore() {
    world = harness(WITHIN, Clock.EVENT);
    validate("o-1", YEARS_AGO);
    world.advance(Duration.ofDays(2));
    validate("o-2", YEARS_AGO.plus(WITHIN).minusSeconds(1));
    assertThat(states("o-1")).containsExactly(REQUESTED, VALIDATED);

    validate("o-3", YEARS_AGO.plus(WITHIN).plusSeconds(1));
    assertThat(states("o-1")).containsExactly(REQUESTED, VALIDATED, EXPIRED);
    assertThat(states("o-2")).containsExactly(REQUESTED, VALIDATED);
  }

  @Test
  void byEventTimeWhatIsPaidInTimeDoesNotExpire() {
    world = harness(WITHIN, Clock.EVENT);
    validate("o-1", YEARS_AGO);
    pay("o-1", YEARS_AGO.plusSeconds(60));
    validate("o-2", YEARS_AGO.plus(Duration.ofDays(1)));

    assertThat(states("o-1")).containsExactly(REQUESTED, VALIDATED, PAID);
  }

  @Test
  void byEventTimeOrdersThatComeLateExpireEachInItsTime() {
    world = harness(WITHIN, Clock.EVENT);
    validate("late", YEARS_AGO.plus(Duration.ofMinutes(20)));
    validate("early", YEARS_AGO);
    validate("o-3", YEARS_AGO.plus(Duration.ofMinutes(31)));

    assertThat(states("early")).containsExactly(REQUESTED, VALIDATED, EXPIRED);
    assertThat(states("late")).containsExactly(REQUESTED, VALIDATED);
  }

  @Test
  void whereNobodyWaitsForPaymentsNothingExpires() {
    world = harness(Duration.ZERO, Clock.EVENT);
    validate("o-1", YEARS_AGO);
    validate("o-2", YEARS_AGO.plus(Duration.ofDays(200)));
    world.advance(Duration.ofDays(2));

    assertThat(states("o-1")).containsExactly(REQUESTED, VALIDATED);
  }

  private TopologyHarness harness(Duration within, Clock clock) {
    return new TopologyHarness(new OrdersService(within, clock));
  }

  private void validate(String orderId, Instant at) {
    world.send(Topics.ORDER_COMMANDS, orderId, fixture(orderId).command(), at);
    pass(orderId, Check.DETAILS, "order", at);
    pass(orderId, Check.FRAUD, "card", at);
    pass(orderId, Check.INVENTORY, "TEA", at);
  }

  @SuppressWarnings("NullAway") // the schema lets the reason be null, Avro's class does not say so
  private void pass(String orderId, Check check, String part, Instant at) {
    world.send(
        Topics.ORDER_VALIDATIONS,
        orderId,
        new OrderValidation(
            orderId, check, List.of(part), Outcome.PASS, null, List.of(), List.of()),
        at);
  }

  @SuppressWarnings("NullAway") // as above
  private void pay(String orderId, Instant at) {
    long total = fixture(orderId).requested().getTotalMinor();
    world.send(
        Topics.PAYMENTS,
        orderId,
        new Payment(orderId, 1, PaymentState.AUTHORIZED, "GBP", total, 0L, 0L, null),
        at);
  }

  private static OrderFixture fixture(String orderId) {
    return order(orderId).guest().line("TEA", 2, 4_250_000L);
  }

  private List<OrderState> states(String orderId) {
    return world.sent(Topics.ORDERS).stream()
        .map(SentRecord::value)
        .filter(version -> version.getOrderId().equals(orderId))
        .map(Order::getState)
        .toList();
  }
}
