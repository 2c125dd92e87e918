package io.insideout.catalog;

import static io.insideout.catalog.ReturnState.ACCEPTED;
import static io.insideout.catalog.ReturnState.REFUSED;
import static io.insideout.catalog.ReturnState.REGISTERED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecisionsTest {
  @ParameterizedTest
  @EnumSource
  void validatedAndRejectedAreDecisions(OrderState state) {
    assertThat(Decisions.isDecision(order(state)))
        .isEqualTo(EnumSet.of(OrderState.VALIDATED, OrderState.REJECTED).contains(state));
  }

  @Test
  void whatComesBackOfARejectedOrderDecidesNothing() {
    assertThat(Decisions.isDecision(order(OrderState.REJECTED, REGISTERED)))
        .as("asked for before it was rejected, and refused by the next version")
        .isTrue();
    assertThat(Decisions.isDecision(order(OrderState.REJECTED, REFUSED))).isFalse();
    assertThat(Decisions.isDecision(order(OrderState.RETURNED, ACCEPTED))).isFalse();
  }

  @SuppressWarnings("NullAway") // Avro's classes are not annotated: a guest has no id
  private static Order order(OrderState state, ReturnState... returns) {
    return new Order(
        "o-1",
        2,
        state,
        null,
        "card-1",
        "GBP",
        List.of(),
        0L,
        0L,
        "fingerprint",
        List.of(),
        false,
        List.of(),
        List.of(),
        List.of(),
        0L,
        0L,
        Stream.of(returns).map(one -> new OrderReturn("r-1", List.of(), one, "too much")).toList(),
        null);
  }
}
