package io.insideout.services.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.runtime.view.Seen;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whoever asks for an order asks two: what is on its way, and the view.
class StandingTest {
  private static final Seen<Order> ORDER =
      new Seen<>(
          "o",
          new Order(
              "o",
              1,
              OrderState.REQUESTED,
              "ada",
              "card",
              "GBP",
              List.of(),
              0L,
              0L,
              "f",
              List.of(),
              false,
              List.of(),
              List.of(),
              List.of(),
              0L,
              0L,
              List.of(),
              "Norway"),
          0,
          7);

  /// It leaves the one for the other as soon as either has been looked at.
  private boolean moved;

  @Test
  void anOrderThatMovesIntoTheViewBetweenTheLooksIsKnown() {
    Standing standing = Standing.look(this::isOnItsWay, this::inTheView);

    assertThat(standing.onItsWay() || standing.shown() != null).isTrue();
  }

  private boolean isOnItsWay() {
    boolean answer = !moved;
    moved = true;
    return answer;
  }

  private @Nullable Seen<Order> inTheView() {
    Seen<Order> answer = moved ? ORDER : null;
    moved = true;
    return answer;
  }
}
