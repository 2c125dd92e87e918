package io.insideout.services.fraud;

import static io.insideout.services.fraud.Suspicion.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.FraudMeasure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.FraudSubject;
import io.insideout.services.fraud.Assessment.Assessed;
import io.insideout.services.fraud.Assessment.Repeated;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssessmentTest {
  private static final FraudRule BY_MINUTE = rule("minute", FraudMeasure.ORDERS, 60_000, 1);
  private static final SubjectActivity NOTHING = new SubjectActivity(List.of(), List.of(), 0L);
  private static final FraudRule BY_TOTAL = rule("total", FraudMeasure.TOTAL_MINOR, 60_000, 100);

  @Test
  void windowsAreAlignedToTheEpochOnEitherSideOfIt() {
    assertThat(Assessment.startMillis(0, 60_000)).isZero();
    assertThat(Assessment.startMillis(59_999_999, 60_000)).isZero();
    assertThat(Assessment.startMillis(60_000_000, 60_000)).isEqualTo(60_000);
    assertThat(Assessment.startMillis(-1, 60_000)).isEqualTo(-60_000);
    assertThat(Assessment.startMillis(-60_000_000, 60_000)).isEqualTo(-60_000);
    assertThat(Assessment.startMillis(Long.MAX_VALUE, Long.MAX_VALUE)).isZero();
  }

  @Test
  void theWindowUsedLongestAgoIsForgottenFirst() {
    SubjectActivity activity = NOTHING;
    for (int minute = 0; minute < 64; minute++) {
      activity = after(activity, order("o-" + minute, minute, 1), BY_MINUTE);
    }
    activity = after(activity, order("again-0", 0, 1), BY_MINUTE);
    activity = after(activity, order("o-64", 64, 1), BY_MINUTE);

    assertThat(activity.getWindows()).hasSize(64);
    assertThat(activity.getWindows())
        .extracting(WindowActivity::getStartMillis)
        .contains(0L, 64 * 60_000L)
        .doesNotContain(60_000L);
  }

  @Test
  void aRuleWithManyWindowsDoesNotPushOutThoseOfAnother() {
    FraudRule byDay = rule("day", FraudMeasure.ORDERS, 86_400_000, 200);
    SubjectActivity activity = NOTHING;
    for (int minute = 0; minute < 200; minute++) {
      activity = after(activity, order("o-" + minute, minute, 1), BY_MINUTE, byDay);
    }

    assertThat(activity.getWindows())
        .filteredOn(window -> window.getRuleId().equals("day"))
        .containsExactly(new WindowActivity("day", 86_400_000L, 0L, 200L, 200L));
    assertThat(activity.getWindows()).hasSize(65);
  }

  @Test
  void theLatest64OrdersAreRememberedAndAnOlderOneIsTakenForNew() {
    SubjectActivity activity = NOTHING;
    for (int i = 0; i < 65; i++) {
      activity = after(activity, order("o-" + i, 0, 1), BY_MINUTE);
    }

    assertThat(activity.getOrderIds()).hasSize(64);
    assertThat(Assessment.of(activity, order("o-1", 0, 1), List.of(BY_MINUTE), NONE))
        .isEqualTo(new Repeated());
    assertThat(Assessment.of(activity, order("o-0", 0, 1), List.of(BY_MINUTE), NONE))
        .isInstanceOf(Assessed.class);
  }

  @Test
  void aFigureThatIsTooLargeStaysAtTheEndOfTheScale() {
    SubjectActivity activity = after(NOTHING, order("o-1", 0, Long.MAX_VALUE), BY_TOTAL);
    activity = after(activity, order("o-2", 0, 1), BY_TOTAL);

    assertThat(activity.getWindows().getFirst().getTotalMinor()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anOrderBelowZeroMakesNoRoomForTheNextOne() {
    SubjectActivity activity = after(NOTHING, order("o-1", 0, 100), BY_TOTAL);
    activity = after(activity, order("o-2", 0, -1_000), BY_TOTAL);

    Assessed next = (Assessed) Assessment.of(activity, order("o-3", 0, 1), List.of(BY_TOTAL), NONE);

    assertThat(next.breaches()).extracting(Figure::figure).containsExactly(101L);
  }

  @Test
  void theLimitItselfMayBeReached() {
    Assessed reached =
        (Assessed) Assessment.of(null, order("o-1", 0, 100), List.of(BY_TOTAL), NONE);
    Assessed passed =
        (Assessed) Assessment.of(reached.after(), order("o-2", 0, 1), List.of(BY_TOTAL), NONE);

    assertThat(reached.breaches()).isEmpty();
    assertThat(passed.breaches()).isEqualTo(passed.figures());
  }

  @Test
  void theOrdersOfASubjectAreNumberedAsTheyAreAssessed() {
    SubjectActivity activity = NOTHING;
    for (int i = 1; i <= 70; i++) {
      activity = after(activity, order("o-" + i, i, 1));
      assertThat(activity.getAssessed()).isEqualTo(i);
    }
  }

  @Test
  void theWindowsOfARuleThatIsGoneOrOfAnotherLengthAreForgotten() {
    SubjectActivity activity = after(NOTHING, order("o-1", 0, 1), BY_MINUTE, BY_TOTAL);
    FraudRule longer = rule("total", FraudMeasure.TOTAL_MINOR, 120_000, 100);

    activity = after(activity, order("o-2", 0, 1), longer);

    assertThat(activity.getWindows())
        .containsExactly(new WindowActivity("total", 120_000L, 0L, 1L, 1L));
  }

  @Test
  void aRuleThatBeginsToAskForSuspicionsForgetsWhatItHadAddedUp() {
    SubjectActivity activity = after(NOTHING, order("o-1", 0, 1), BY_MINUTE);

    activity =
        after(
            activity,
            order("o-2", 0, 1),
            rule("minute", FraudMeasure.SUSPICIOUS_AUTHORIZATIONS, 60_000, 1));

    assertThat(activity.getWindows()).isEmpty();
    assertThat(activity.getOrderIds()).containsExactly("o-1", "o-2");
  }

  private static SubjectActivity after(
      SubjectActivity before, SubjectOrder order, FraudRule... rules) {
    return ((Assessed) Assessment.of(before, order, List.of(rules), NONE)).after();
  }

  private static SubjectOrder order(String orderId, long minute, long totalMinor) {
    return new SubjectOrder(orderId, totalMinor, minute * 60_000_000, List.of());
  }

  private static FraudRule rule(String id, FraudMeasure measure, long windowMillis, long limit) {
    return new FraudRule(id, FraudSubject.CARD, measure, windowMillis, limit);
  }
}
