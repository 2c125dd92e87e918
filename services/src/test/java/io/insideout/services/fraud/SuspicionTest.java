package io.insideout.services.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.FraudMeasure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.FraudSubject;
import io.insideout.catalog.SuspiciousCard;
import io.insideout.services.fraud.Assessment.Assessed;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuspicionTest {
  private static final long START_MICROS = 600_000_000;
  private static final long END_MICROS = 900_000_000;
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final FraudRule FOR_A_DAY = rule(86_400_000, 3);

  @Test
  void aCardIsSuspiciousFromItsWindowsFirstMomentOn() {
    assertThat(figure(START_MICROS - 1, 5, FOR_A_DAY)).isZero();
    assertThat(figure(START_MICROS, 5, FOR_A_DAY)).isEqualTo(5);
  }

  @Test
  void aCardIsSuspiciousAsLongBehindItsWindowAsTheRuleSays() {
    assertThat(figure(END_MICROS, 5, FOR_A_DAY)).isEqualTo(5);
    assertThat(figure(END_MICROS + DAY_MICROS - 1, 5, FOR_A_DAY)).isEqualTo(5);
    assertThat(figure(END_MICROS + DAY_MICROS, 5, FOR_A_DAY)).isZero();
    assertThat(figure(END_MICROS + 999, 5, rule(1, 3))).isEqualTo(5);
    assertThat(figure(END_MICROS + 1_000, 5, rule(1, 3))).isZero();
  }

  @Test
  void timesAtTheEndOfTheScaleAreTimesAsWell() {
    assertThat(figure(Long.MAX_VALUE, 5, FOR_A_DAY)).isZero();
    assertThat(figure(Long.MIN_VALUE, 5, FOR_A_DAY)).isZero();
    assertThat(figure(Long.MAX_VALUE, 5, rule(Long.MAX_VALUE, 3))).isEqualTo(5);
  }

  @Test
  void theLimitItselfMayBeReached() {
    assertThat(assessed(START_MICROS, 3, FOR_A_DAY).breaches()).isEmpty();
    assertThat(assessed(START_MICROS, 4, FOR_A_DAY).breaches())
        .singleElement()
        .extracting(Figure::text)
        .isEqualTo(
            "rule s: 4 suspicious authorizations in the 5 min from 1970-01-01T00:10:00Z, limit 3");
  }

  @Test
  void whereNothingIsKnownNothingIsAddedUp() {
    Assessed unknown =
        (Assessed)
            Assessment.of(null, order(START_MICROS), List.of(FOR_A_DAY), new Suspicion(null, 7));

    assertThat(unknown.figures()).extracting(Figure::figure).containsExactly(0L);
    assertThat(unknown.after().getWindows()).isEmpty();
    assertThat(unknown.suspicion().offset()).isEqualTo(7);
  }

  private static long figure(long placedAtMicros, long authorizations, FraudRule rule) {
    return assessed(placedAtMicros, authorizations, rule).figures().getFirst().figure();
  }

  private static Assessed assessed(long placedAtMicros, long authorizations, FraudRule rule) {
    SuspiciousCard row =
        new SuspiciousCard(
            "card",
            authorizations,
            Instant.ofEpochMilli(START_MICROS / 1_000),
            Instant.ofEpochMilli(END_MICROS / 1_000));
    return (Assessed)
        Assessment.of(null, order(placedAtMicros), List.of(rule), new Suspicion(row, 0));
  }

  private static SubjectOrder order(long placedAtMicros) {
    return new SubjectOrder("o-1", 1L, placedAtMicros, List.of());
  }

  private static FraudRule rule(long windowMillis, long limit) {
    return new FraudRule(
        "s", FraudSubject.CARD, FraudMeasure.SUSPICIOUS_AUTHORIZATIONS, windowMillis, limit);
  }
}
