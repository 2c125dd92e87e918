package io.insideout.verify;

import static io.insideout.verify.FraudLog.figure;
import static io.insideout.verify.FraudLog.finds;
import static io.insideout.verify.FraudLog.holds;
import static io.insideout.verify.FraudLog.ordersEach;
import static io.insideout.verify.FraudLog.suspicious;
import static io.insideout.verify.FraudLog.suspiciousFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.FraudRule;
import io.insideout.catalog.SuspiciousCard;
import io.insideout.catalog.Topics;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What SQL found of a card, what fraud says that it knew of it, and what it made of that.
class SuspicionLawTest {
  private static final long MINUTE = 60_000;
  private static final FraudRule TWO = ordersEach(MINUTE, 2);
  private static final FraudRule FOUR = suspiciousFor(MINUTE, 3);
  private static final SuspiciousCard FIVE_TIMES = suspicious(5, MINUTE, 2 * MINUTE);
  private static final String FORGOTTEN = "suspicions that the log may have forgotten";

  private final FraudLog log = new FraudLog();

  @Test
  void a_card_is_suspicious_in_its_window_and_as_long_after_it_as_the_rule_says() {
    LawReport law =
        log.rule(FOUR)
            .order(MINUTE, 1, figure(FOUR, 0))
            .suspicion(FIVE_TIMES)
            .order(MINUTE - 1, 1, figure(FOUR, 0))
            .order(MINUTE, 1, figure(FOUR, 5))
            .order(2 * MINUTE, 1, figure(FOUR, 5))
            .order(3 * MINUTE - 1, 1, figure(FOUR, 5))
            .order(3 * MINUTE, 1, figure(FOUR, 0))
            .judged();

    assertThat(law.holds()).as("%s", law).isTrue();
    assertThat(law.counted())
        .containsEntry("orders of suspicious cards", 3L)
        .containsEntry("alerts", 3L)
        .doesNotContainKey(FORGOTTEN);
  }

  @Test
  void an_order_before_the_suspicious_window_that_is_held_against_it_is_found() {
    finds(
        log.rule(FOUR).suspicion(FIVE_TIMES).order(MINUTE - 1, 1, figure(FOUR, 5)),
        "rule s: 0 in its window, and fraud says 5");
  }

  @Test
  void an_order_of_a_suspicious_card_that_is_let_pass_is_found() {
    finds(
        log.rule(FOUR).suspicion(FIVE_TIMES).order(3 * MINUTE - 1, 1, figure(FOUR, 0)),
        "rule s: 5 in its window, and fraud says 0");
  }

  @Test
  void an_alert_that_names_another_window_than_the_suspicious_one_is_found() {
    finds(
        log.rule(FOUR)
            .suspicion(FIVE_TIMES)
            .order(2 * MINUTE, 1, figure(FOUR, 5))
            .reason("rule s: 5 from " + Instant.ofEpochMilli(2 * MINUTE)),
        "its reason does not tell that rule s came to 5");
  }

  @Test
  void a_suspicion_that_was_known_and_not_told_is_found() {
    finds(
        log.rule(FOUR).suspicion(FIVE_TIMES).told(null).order(2 * MINUTE, 1, figure(FOUR, 0)),
        "was held against nothing in suspicious-cards, where it was {");
  }

  @Test
  void another_suspicion_than_the_one_that_stood_there_is_found() {
    finds(
        log.rule(FOUR)
            .suspicion(FIVE_TIMES)
            .told(suspicious(6, MINUTE, 2 * MINUTE))
            .order(MINUTE, 1, figure(FOUR, 6)),
        "\"authorizations\": 6");
  }

  @Test
  void a_suspicion_that_the_log_never_had_is_found() {
    finds(
        log.rule(FOUR).told(FIVE_TIMES).order(MINUTE, 1, figure(FOUR, 5)),
        "in suspicious-cards, where it was nothing");
  }

  @Test
  void a_suspicion_that_was_taken_back_and_is_told_all_the_same_is_found() {
    finds(
        log.rule(FOUR)
            .suspicion(FIVE_TIMES)
            .noSuspicion()
            .told(FIVE_TIMES)
            .order(MINUTE, 1, figure(FOUR, 5)),
        "in suspicious-cards, where it was nothing");
  }

  @Test
  void suspicions_that_the_service_had_not_read_are_not_held_against_it() {
    holds(
        log.rule(FOUR)
            .isBehind()
            .suspicion(FIVE_TIMES)
            .order(MINUTE, 1, figure(FOUR, 0))
            // Of what the topic has it may know more than it says, and not less.
            .told(FIVE_TIMES)
            .order(MINUTE, 1, figure(FOUR, 5)));
  }

  @Test
  void of_a_suspicion_that_the_log_has_forgotten_what_is_told_is_taken_and_counted() {
    LawReport law =
        log.rule(FOUR)
            .suspicion(FIVE_TIMES)
            .order(MINUTE, 1, figure(FOUR, 5))
            .suspicion(suspicious(4, 2 * MINUTE, 3 * MINUTE))
            .order(2 * MINUTE, 1, figure(FOUR, 4))
            .compacted(Topics.SUSPICIOUS_CARDS, "c")
            .judged();

    assertThat(law.holds()).as("%s", law).isTrue();
    assertThat(law.counted()).containsEntry(FORGOTTEN, 1L);
  }

  @Test
  void what_the_log_still_has_is_judged_whatever_else_it_has_forgotten() {
    finds(
        log.rule(FOUR)
            .suspicion(FIVE_TIMES)
            .suspicion(suspicious(4, 2 * MINUTE, 3 * MINUTE))
            .compacted(Topics.SUSPICIOUS_CARDS, "c")
            .told(FIVE_TIMES)
            .order(MINUTE, 1, figure(FOUR, 5)),
        "was held against {");
  }

  @Test
  void a_rule_that_begins_to_ask_for_suspicions_forgets_what_it_had_added_up() {
    FraudRule asking = FraudRule.newBuilder(FOUR).setRuleId("r").build();
    holds(
        log.rule(TWO)
            .order(0, 1, figure(TWO, 1))
            .rule(asking)
            .order(0, 1, figure(asking, 0))
            .rule(TWO)
            .order(0, 1, figure(TWO, 1)));
  }
}
