package io.insideout.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseAwayTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Stop AWAY = new Stop(DatabaseAway.DATABASE, 10 * SECOND, 40 * SECOND);

  @Test
  void ordersAreTakenWhileTheDatabaseIsAway() {
    assertThat(DatabaseAway.check(List.of(accepted(12, 13)), List.of(AWAY))).isEmpty();
    assertThat(DatabaseAway.told(List.of(accepted(12, 13)), List.of(AWAY)))
        .isEqualTo("1 orders were taken in the 30 s in which the database was away");
  }

  @Test
  void noOrderInAllThatTimeIsAViolation() {
    assertThat(DatabaseAway.check(List.of(accepted(8, 9), accepted(39, 41)), List.of(AWAY)))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.law()).isEqualTo('U');
              assertThat(found.sentence()).contains("no order was taken in the 30 s");
            });
  }

  @Test
  void whereWhoTakesOrdersWasStoppedTooNobodyIsToBlame() {
    Stop orders = new Stop("orders", 15 * SECOND, 30 * SECOND);

    assertThat(DatabaseAway.check(List.of(), List.of(AWAY, orders))).isEmpty();
  }

  @Test
  void aShortTimeProvesNothing() {
    Stop blink = new Stop(DatabaseAway.DATABASE, 10 * SECOND, 13 * SECOND);

    assertThat(DatabaseAway.check(List.of(), List.of(blink))).isEmpty();
  }

  private static Call accepted(long sentSecond, long endedSecond) {
    return new Call(
        new Ask.Place("key", "{}"),
        new Told.Accepted("order"),
        sentSecond * SECOND,
        endedSecond * SECOND);
  }
}
