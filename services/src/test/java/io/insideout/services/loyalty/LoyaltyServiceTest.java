package io.insideout.services.loyalty;

import static io.insideout.catalog.OrderState.REJECTED;
import static io.insideout.catalog.OrderState.REQUESTED;
import static io.insideout.catalog.OrderState.VALIDATED;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.services.loyalty.LoyaltyService.POINTS;
import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.testkit.OrderFixture;
import io.insideout.testkit.TopologyHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoyaltyServiceTest {
  private final TopologyHarness harness = new TopologyHarness(new LoyaltyService());

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void aValidatedOrderEarnsAPointForEachWholePound() {
    OrderFixture order = order("o-1").customer("c-1").line("TEA", 3, 4_250_000L);

    harness.send(ORDERS, "o-1", order.version(1, REQUESTED));
    String validated = harness.send(ORDERS, "o-1", order.version(2, VALIDATED));

    assertThat(harness.sent(POINTS))
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.key()).isEqualTo("c-1");
              assertThat(sent.value()).isEqualTo(new LoyaltyPoints("c-1", 12L));
              assertThat(sent.headers()).containsEntry("cause", validated);
            });
  }

  @Test
  void pointsAddUpForEachCustomer() {
    OrderFixture cup = order("o-1").line("CUP", 1, 5_000_000L);

    harness.send(ORDERS, "o-1", cup.customer("c-1").version(2, VALIDATED));
    harness.send(ORDERS, "o-2", cup.customer("c-2").version(2, VALIDATED));
    harness.send(ORDERS, "o-3", cup.customer("c-1").version(2, VALIDATED));

    assertThat(harness.sent(POINTS))
        .extracting(sent -> sent.value())
        .containsExactly(
            new LoyaltyPoints("c-1", 5L),
            new LoyaltyPoints("c-2", 5L),
            new LoyaltyPoints("c-1", 10L));
  }

  @Test
  void guestsAndRejectedOrdersEarnNothing() {
    OrderFixture cup = order("o-1").line("CUP", 1, 5_000_000L);

    harness.send(ORDERS, "o-1", cup.guest().version(2, VALIDATED));
    harness.send(ORDERS, "o-2", cup.version(2, REJECTED, "DETAILS: no"));

    assertThat(harness.sent(POINTS)).isEmpty();
  }
}
