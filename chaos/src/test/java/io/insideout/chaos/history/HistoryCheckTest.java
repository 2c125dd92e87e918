package io.insideout.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.verify.Coordinates;
import io.insideout.verify.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A history in which all is well, and one lie after the other planted into it.
class HistoryCheckTest {
  private static final Coordinates REQUESTED = at("orders", 10);
  private static final Coordinates VALIDATED = at("orders", 14);
  private static final Coordinates OLD_ROW = at("stock", 3);
  private static final Coordinates NEW_ROW = at("stock", 5);
  private static final Coordinates POISON = at("order-commands", 7);

  private final LogFacts log =
      new LogFacts(
          new HashSet<>(),
          new HashSet<>(),
          new HashMap<>(),
          new HashMap<>(),
          new HashMap<>(),
          new HashMap<>());
  private final List<Call> calls = new ArrayList<>();
  private final List<Stop> stops = new ArrayList<>();

  HistoryCheckTest() {
    log.commands().add("o1");
    log.orders().put(REQUESTED, requested());
    log.orders().put(VALIDATED, validated());
    log.rows().put(OLD_ROW, "TEA: 5 0");
    log.rows().put(NEW_ROW, "TEA: 9 0");
    call(0, 1, new Ask.Place("k1", "body"), new Told.Accepted("o1"));
    call(2, 3, new Ask.Read("o1"), requested());
    call(4, 900, new Ask.Wait("o1", 5_000), validated());
    call(1_000, 1_001, new Ask.Place("k1", "body"), new Told.Accepted("o1"));
    call(1_000, 1_001, new Ask.Place("k1", "other"), new Told.Refused(409));
    call(1_000, 1_001, new Ask.Put("stock", "TEA", "5"), new Told.Row("TEA: 5 0", OLD_ROW));
    call(1_002, 1_003, new Ask.Put("stock", "TEA", "9"), new Told.Row("TEA: 9 0", NEW_ROW));
    call(1_004, 1_005, new Ask.Look("stock", "TEA"), new Told.Row("TEA: 9 0", NEW_ROW));
    call(1_006, 1_007, new Ask.Look("stock", "COFFEE"), new Told.Missing());
    call(1_008, 1_009, new Ask.Read("o1"), new Told.Unknown("503"));
  }

  @Test
  void whereAllIsWellNothingIsFound() {
    log.letters().put(POISON, List.of("orders", "inventory"));

    assertThat(check()).isEmpty();
  }

  @Test
  void anAcknowledgedOrderThatIsNotInTheLog() {
    call(2_000, 2_001, new Ask.Place("k2", "body"), new Told.Accepted("o2"));

    found('A', "o2 was acknowledged and is not in the log");
  }

  @Test
  void anAcknowledgedCancellationThatIsNotInTheLog() {
    call(2_000, 2_001, new Ask.Change("o1", "/api/orders/o1/cancel", ""), new Told.Accepted("o1"));

    found('A', "the cancellation of order o1 was acknowledged and is not in the log");
  }

  @Test
  void anAcknowledgedOrderThatNeverCameToBe() {
    log.commands().add("o2");
    call(2_000, 2_001, new Ask.Place("k2", "body"), new Told.Accepted("o2"));

    found('A', "o2 was acknowledged and never came to be");
  }

  @Test
  void aKeyThatMakesTwoOrders() {
    log.commands().add("o2");
    log.orders().put(at("orders", 20), shown("o2", 1, "REQUESTED", at("orders", 20)));
    call(2_000, 2_001, new Ask.Place("k1", "body"), new Told.Accepted("o2"));

    found('A', "key k1 made two orders");
  }

  @Test
  void aKeyThatIsAcknowledgedForTwoBodies() {
    call(2_000, 2_001, new Ask.Place("k1", "other"), new Told.Accepted("o1"));

    found('A', "key k1 was acknowledged for two bodies");
  }

  @Test
  void aVersionThatWasShownAndNeverCommitted() {
    Told.Shown undone = shown("o1", 3, "CANCELLED", at("orders", 17));
    call(2_000, 2_001, new Ask.Read("o1"), undone);

    found('J', "order o1 was shown as version 3, CANCELLED", at("orders", 17));
  }

  @Test
  void aStateThatIsNotThatOfItsVersion() {
    call(2_000, 2_001, new Ask.Read("o1"), shown("o1", 2, "REJECTED", VALIDATED));

    found('J', "order o1 was shown as version 2, REJECTED", VALIDATED);
  }

  @Test
  void aRowThatIsNotThatOfTheLog() {
    call(2_000, 2_001, new Ask.Look("stock", "TEA"), new Told.Row("TEA: 8 0", NEW_ROW));

    found('J', "'TEA: 8 0' was shown, and the log has 'TEA: 9 0' there", NEW_ROW);
  }

  @Test
  void anOrderThatGoesBackInTime() {
    call(2_000, 2_001, new Ask.Read("o1"), requested());

    found('J', "orders o1 went back in time", VALIDATED, REQUESTED);
  }

  @Test
  void aRowThatGoesBackInTime() {
    call(2_000, 2_001, new Ask.Look("stock", "TEA"), new Told.Row("TEA: 5 0", OLD_ROW));

    found('J', "stock TEA went back in time", NEW_ROW, OLD_ROW);
  }

  @Test
  void anOrderThatWasAcknowledgedAndIsNotKnown() {
    log.commands().add("o2");
    log.orders().put(at("orders", 20), shown("o2", 1, "REQUESTED", at("orders", 20)));
    call(2_000, 2_001, new Ask.Place("k2", "body"), new Told.Accepted("o2"));
    call(2_002, 2_003, new Ask.Read("o2"), new Told.Missing());

    found('J', "orders o2 was known, and then it was not");
  }

  @Test
  void aRowThatWasWrittenAndIsNotKnown() {
    call(2_000, 2_001, new Ask.Look("stock", "TEA"), new Told.Missing());

    found('J', "stock TEA was known, and then it was not", NEW_ROW);
  }

  @Test
  void whatWasSeenInARoundCountsInTheNext() {
    HistoryCheck check = new HistoryCheck();
    assertThat(check.check(calls, stops, log)).isEmpty();
    calls.clear();
    call(9_000, 9_001, new Ask.Read("o1"), requested());

    assertThat(check.check(calls, stops, log))
        .extracting(Violation::sentence)
        .containsExactly("orders o1 went back in time");
    assertThat(check.acknowledged()).containsExactly("o1");
  }

  @Test
  void callsAtTheSameTimeMaySeeEitherState() {
    call(899, 901, new Ask.Read("o1"), requested());

    assertThat(check()).isEmpty();
  }

  @Test
  void aWaitThatDoesNotEnd() {
    call(2_000, 2_000 + 5_000 + 10_100, new Ask.Wait("o1", 5_000), new Told.Unknown("timed out"));

    found('J', "a wait of 5000 ms for order o1 took 15100 ms");
  }

  @Test
  void aWaitMayTakeLongerWhileAProcessOnItsWayIsStopped() {
    call(2_000, 2_000 + 5_000 + 10_100, new Ask.Wait("o1", 5_000), new Told.Unknown("timed out"));
    stops.add(new Stop("orders", millis(3_000), millis(4_000)));

    assertThat(check()).isEmpty();
  }

  @Test
  void anotherProcessIsNoExcuse() {
    call(2_000, 2_000 + 5_000 + 10_100, new Ask.Wait("o1", 5_000), new Told.Unknown("timed out"));
    stops.add(new Stop("fraud", millis(3_000), millis(4_000)));

    found('J', "a wait of 5000 ms for order o1 took 15100 ms");
  }

  @Test
  void aWaitThatEndsUndecidedBeforeItsTime() {
    call(4, 100, new Ask.Wait("o1", 5_000), requested());

    found('J', "a wait of 5000 ms for order o1 ended undecided after 96 ms", REQUESTED);
  }

  @Test
  void whoWaitsIsWoken() {
    call(4, 5_004, new Ask.Wait("o1", 5_000), requested());

    found('J', "who waited for order o1 was not woken", REQUESTED);
  }

  @Test
  void whoIsToldTheDecisionLongAfterAnotherWasNotWoken() {
    call(4, 15_004, new Ask.Wait("o1", 15_000), validated());

    found('J', "who waited for order o1 was told the decision 14104 ms after another", VALIDATED);
  }

  @Test
  void whoAsksLaterIsToldLater() {
    call(14_000, 15_004, new Ask.Wait("o1", 15_000), validated());

    assertThat(check()).isEmpty();
  }

  @Test
  void whoWaitsAtAStoppedProcessIsToldOnceItGoesOn() {
    call(4, 15_004, new Ask.Wait("o1", 15_000), validated());
    stops.add(new Stop("orders", millis(1_000), millis(12_000)));

    assertThat(check()).isEmpty();
  }

  @Test
  void aRowThatIsTakenNeedNotBeShownYet() {
    Coordinates newest = at("stock", 9);
    log.rows().put(newest, "TEA: 4 0");
    call(2_000, 2_001, new Ask.Put("stock", "TEA", "4"), new Told.Taken("TEA: 4 0", newest));
    call(2_002, 2_003, new Ask.Look("stock", "TEA"), new Told.Row("TEA: 9 0", NEW_ROW));

    assertThat(check()).isEmpty();
  }

  @Test
  void aRowThatIsTakenIsInTheLog() {
    Coordinates nowhere = at("stock", 9);
    call(2_000, 2_001, new Ask.Put("stock", "TEA", "4"), new Told.Taken("TEA: 4 0", nowhere));

    found('A', "'TEA: 4 0' was taken, and the log has 'no row' there", nowhere);
  }

  @Test
  void aRecordThatIsSetAsideTwice() {
    log.letters().put(POISON, List.of("orders", "orders"));

    found('M', "order-commands/0/7 was set aside more than once", POISON);
  }

  @Test
  void theCashierMaySetARequestAsideAgain() {
    log.letters().put(at("payment-requests", 3), List.of("payments", "payments"));

    assertThat(check()).isEmpty();
  }

  private List<Violation> check() {
    return new HistoryCheck().check(calls, stops, log);
  }

  private void found(char law, String beginning, Coordinates... at) {
    assertThat(check())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.law()).isEqualTo(law);
              assertThat(violation.sentence()).contains(beginning);
              assertThat(violation.at()).containsExactlyElementsOf(Stream.of(at).toList());
            });
  }

  private void call(long sentMillis, long endedMillis, Ask ask, Told told) {
    calls.add(new Call(ask, told, millis(sentMillis), millis(endedMillis)));
  }

  private static long millis(long millis) {
    return millis * 1_000_000;
  }

  private static Told.Shown requested() {
    return shown("o1", 1, "REQUESTED", REQUESTED);
  }

  private static Told.Shown validated() {
    return shown("o1", 2, "VALIDATED", VALIDATED);
  }

  private static Told.Shown shown(String orderId, int version, String state, Coordinates at) {
    return new Told.Shown(orderId, version, state, at);
  }

  private static Coordinates at(String topic, long offset) {
    return new Coordinates(topic, 0, offset);
  }
}
