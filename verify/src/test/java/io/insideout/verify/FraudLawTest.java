package io.insideout.verify;

import static io.insideout.verify.FraudLog.figure;
import static io.insideout.verify.FraudLog.finds;
import static io.insideout.verify.FraudLog.holds;
import static io.insideout.verify.FraudLog.ordersEach;
import static io.insideout.verify.FraudLog.totalEach;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.FraudRule;
import io.insideout.catalog.Topics;
import org.junit.jupiter.api.Test;

/// Windows, their boundaries, and what becomes of them when rules change: what is right is let
/// pass, and the same with one thing wrong is found.
class FraudLawTest {
  private static final long MINUTE = 60_000;
  private static final FraudRule TWO = ordersEach(MINUTE, 2);

  private final FraudLog log = new FraudLog();

  @Test
  void a_window_has_its_first_millisecond_and_not_its_last_boundary() {
    holds(
        log.rule(TWO)
            .order(0, 1, figure(TWO, 1))
            .order(MINUTE - 1, 1, figure(TWO, 2))
            .order(MINUTE, 1, figure(TWO, 1))
            .order(-1, 1, figure(TWO, 1))
            .order(MINUTE - 1, 1, figure(TWO, 3)));
  }

  @Test
  void an_order_on_the_boundary_that_is_counted_in_the_window_before_is_found() {
    finds(
        log.rule(TWO).order(0, 1, figure(TWO, 1)).order(MINUTE, 1, figure(TWO, 2)),
        "card c: order o-2 rule r: 1 in its window, and fraud says 2");
  }

  @Test
  void an_order_just_before_the_boundary_that_is_not_counted_is_found() {
    finds(
        log.rule(TWO).order(0, 1, figure(TWO, 1)).order(MINUTE - 1, 1, figure(TWO, 1)),
        "card c: order o-2 rule r: 2 in its window, and fraud says 1");
  }

  @Test
  void windows_that_are_not_aligned_to_the_epoch_are_found() {
    finds(
        log.rule(TWO)
            .order(30_000, 1, figure(TWO, 1))
            // As if the window had begun with the first order.
            .order(80_000, 1, figure(TWO, 2)),
        "1 in its window, and fraud says 2");
  }

  @Test
  void orders_go_by_their_time_however_late_they_come() {
    holds(
        log.rule(TWO)
            .order(10 * MINUTE, 1, figure(TWO, 1))
            .order(0, 1, figure(TWO, 1))
            .order(10 * MINUTE + 1, 1, figure(TWO, 2))
            .order(1, 1, figure(TWO, 2)));
  }

  @Test
  void a_sum_takes_nothing_below_zero_and_stays_at_the_end_of_the_scale() {
    FraudRule total = totalEach(MINUTE, 100);
    holds(
        log.rule(total)
            .order(0, 100, figure(total, 100))
            .order(0, -50, figure(total, 100))
            .order(0, Long.MAX_VALUE, figure(total, Long.MAX_VALUE))
            .order(0, 1, figure(total, Long.MAX_VALUE)));
  }

  @Test
  void a_refused_order_that_is_not_counted_is_found() {
    FraudRule total = totalEach(MINUTE, 100);
    finds(
        log.rule(total).order(0, 101, figure(total, 101)).order(0, 1, figure(total, 1)),
        "102 in its window, and fraud says 1");
  }

  @Test
  void a_rule_that_changes_its_limit_goes_on_counting() {
    FraudRule one = ordersEach(MINUTE, 1);
    holds(log.rule(TWO).order(0, 1, figure(TWO, 1)).rule(one).order(0, 1, figure(one, 2)));
  }

  @Test
  void a_rule_of_another_length_and_one_that_was_gone_for_an_order_begin_anew() {
    FraudRule longer = ordersEach(2 * MINUTE, 2);
    holds(
        log.rule(TWO)
            .order(0, 1, figure(TWO, 1))
            .rule(longer)
            .order(0, 1, figure(longer, 1))
            .noRule("r")
            .rule(longer)
            .order(0, 1, figure(longer, 2))
            .noRule("r")
            .order(0, 1)
            .rule(longer)
            .order(0, 1, figure(longer, 1)));
  }

  @Test
  void the_window_that_was_used_longest_ago_is_forgotten_and_no_other() {
    log.rule(TWO);
    for (int minute = 0; minute < 64; minute++) {
      log.order(minute * MINUTE, 1, figure(TWO, 1));
    }
    holds(
        log.order(0, 1, figure(TWO, 2))
            .order(64 * MINUTE, 1, figure(TWO, 1))
            .order(MINUTE, 1, figure(TWO, 1))
            .order(0, 1, figure(TWO, 3)));
  }

  @Test
  void a_table_that_is_behind_may_be_held_against_it_only_up_to_where_it_was() {
    holds(log.rule(TWO).isBehind().rule(ordersEach(MINUTE, 1)).order(0, 1, figure(TWO, 1)));
  }

  @Test
  void a_rule_that_the_table_had_already_changed_since_is_let_pass() {
    FraudRule newer = ordersEach(MINUTE, 1);
    holds(log.rule(TWO).isBehind().noRule("r").rule(newer).order(0, 1, figure(newer, 1)));
  }

  @Test
  void a_rule_that_was_known_and_not_applied_is_found() {
    finds(log.rule(TWO).order(0, 1), "was held against [], and rule r was");
  }

  @Test
  void a_deleted_rule_that_is_applied_all_the_same_is_found() {
    finds(log.rule(TWO).noRule("r").order(0, 1, figure(TWO, 1)), "and rule r was deleted");
  }

  @Test
  void of_a_rule_that_the_log_has_forgotten_what_is_told_is_taken() {
    FraudRule one = ordersEach(MINUTE, 1);
    holds(
        log.rule(TWO)
            .order(0, 1, figure(TWO, 1))
            .rule(one)
            .order(0, 1, figure(one, 2))
            .compacted(Topics.FRAUD_RULES, "r"));
  }

  @Test
  void what_was_answered_before_answers_told_what_they_rest_on_is_not_judged() {
    LawReport law =
        log.rule(TWO).orderOfBefore(0).orderOfBefore(0).order(0, 1, figure(TWO, 3)).judged();

    assertThat(law.holds()).as("%s", law).isTrue();
    assertThat(law.counted())
        .containsEntry("that do not say what they rest on", 2L)
        .containsEntry("of before answers told what they rest on", 1L);
  }
}
