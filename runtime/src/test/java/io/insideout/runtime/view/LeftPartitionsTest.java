package io.insideout.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Partitions of a view that are left to others: their rows go while the rest is read.
class LeftPartitionsTest {
  private static final int ROWS = 40;
  private static final int SWEPT_AT_ONCE = 7;
  private static final TopicPartition ZERO = new TopicPartition("orders", 0);
  private static final TopicPartition ONE = new TopicPartition("orders", 1);
  private static final TopicPartition TWO = new TopicPartition("orders", 2);
  private static final List<TopicPartition> ALL = List.of(ZERO, ONE, TWO);

  @TempDir Path directory;
  private SteppedReading view;

  @BeforeEach
  void readAll() {
    view = new SteppedReading(directory, ALL, SWEPT_AT_ONCE);
    for (int i = 0; i < ROWS; i++) {
      ALL.forEach(view::append);
    }
    view.begin();
    view.stepUntil(view::isAllShown);
    assertThatThereIsAllOf(ZERO, ONE, TWO);
  }

  @AfterEach
  void close() {
    view.close();
  }

  /// Stops when some rows of the first partition are gone, and others are not.
  private void sweepHalf() {
    view.stepUntil(() -> view.rows(ZERO).size() < ROWS / 2);
    assertThat(view.rows(ZERO)).isNotEmpty();
    assertThat(view.isSweeping()).isTrue();
  }

  /// What is written of these is there, row by row and in the index, and nothing else.
  private void assertThatThereIsAllOf(TopicPartition... partitions) {
    List<String> written = view.written(partitions);
    assertThat(view.rows(ZERO, ONE, TWO)).containsExactlyInAnyOrderElementsOf(written);
    assertThat(view.listed()).containsExactlyInAnyOrderElementsOf(written);
    assertThat(ALL.stream().filter(one -> view.position(one) > 0))
        .containsExactlyInAnyOrder(partitions);
  }

  @Test
  void what_is_kept_is_read_while_rows_of_others_go_a_few_at_a_time() {
    view.want(ONE);
    view.step();
    assertThat(ALL.stream().filter(view::isShown)).containsExactly(ONE);
    int before = view.rows(ZERO, TWO).size();
    assertThat(before).isEqualTo(2 * ROWS);

    int steps = 0;
    while (view.isSweeping()) {
      view.append(ONE);
      view.step();
      assertThat(view.rows(ONE)).isEqualTo(view.written(ONE));
      int after = view.rows(ZERO, TWO).size();
      assertThat(before - after).isBetween(0, SWEPT_AT_ONCE);
      before = after;
      steps++;
    }

    // It is one pass, however many partitions go.
    int most = 3 * ROWS + steps;
    assertThat(steps).isBetween(3 * ROWS / SWEPT_AT_ONCE, most / SWEPT_AT_ONCE + 1);
    assertThatThereIsAllOf(ONE);
  }

  @Test
  void what_is_there_still_when_it_closes_goes_when_it_is_opened_again() {
    view.want(ONE, TWO);
    sweepHalf();
    view.append(ONE);

    view.beginAgain();
    assertThat(view.isSweeping()).isTrue();
    assertThat(view.rows(ZERO)).isNotEmpty();
    view.stepUntil(() -> !view.isSweeping());
    view.stepUntil(view::isAllShown);
    assertThatThereIsAllOf(ONE, TWO);

    view.beginAgain();
    assertThat(view.isSweeping()).as("it is done once").isFalse();
  }

  @Test
  void what_comes_back_is_begun_with_when_nothing_of_it_is_there() {
    view.want(ONE, TWO);
    sweepHalf();
    view.want(ZERO, ONE, TWO);
    view.append(ZERO);
    // It was deleted, and nothing is left of that in the log either.
    view.compactAway(ZERO, ROWS - 1);

    view.stepUntil(
        () -> {
          assertThat(view.isRead(ZERO) && view.isSweeping()).isFalse();
          assertThat(view.isAllShown()).isEqualTo(view.isShown(ZERO));
          return view.isShown(ZERO);
        });

    assertThatThereIsAllOf(ZERO, ONE, TWO);
  }

  @Test
  void who_keeps_all_from_now_on_is_not_ready_before_all_is_there() {
    view.want(TWO);
    sweepHalf();
    view.compactAway(ZERO, ROWS - 2);
    view.keepAll();

    view.beginAgain();
    assertThat(view.isAllShown()).isFalse();
    view.stepUntil(view::isAllShown);

    assertThatThereIsAllOf(ZERO, ONE, TWO);
  }

  @Test
  void what_is_left_while_others_go_goes_after_them() {
    view.want(ONE, TWO);
    sweepHalf();
    view.want(TWO);
    view.step();
    assertThat(ALL.stream().filter(view::isShown)).containsExactly(TWO);

    view.stepUntil(() -> !view.isSweeping());

    assertThatThereIsAllOf(TWO);
  }

  @Test
  void what_was_kept_and_is_not_wanted_at_the_next_start_goes() {
    view.want(ONE);
    view.beginAgain();
    assertThat(ALL.stream().filter(view::isShown)).containsExactly(ONE);

    view.stepUntil(() -> !view.isSweeping());

    assertThatThereIsAllOf(ONE);
  }
}
