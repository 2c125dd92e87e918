package io.insideout.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class TransactionLengthTest {
  private final AtomicLong nanos = new AtomicLong(7);
  private final TransactionLength length = new TransactionLength(5, nanos::get);
  private final TransactionLength.Transaction transaction = length.own();
  private final MockProcessorContext<Void, Void> task = new MockProcessorContext<>();

  @Test
  void a_record_that_nothing_came_before_is_committed_at_once() {
    pass(6);

    transaction.take(task);

    assertThat(task.committed()).isTrue();
    assertThat(task.scheduledPunctuators()).isEmpty();
  }

  @Test
  void a_record_that_comes_soon_after_a_transaction_waits_until_that_was_as_long_ago() {
    transaction.ended();
    pass(2);

    transaction.take(task);
    transaction.take(task);

    assertThat(task.scheduledPunctuators()).hasSize(1);
    assertThat(clock().getInterval().toMillis()).isEqualTo(3);
    assertThat(task.committed()).isFalse();
    pass(3);
    tick();
    assertThat(task.committed()).isTrue();
    assertThat(clock().cancelled()).isTrue();
  }

  @Test
  void while_many_are_in_hand_a_transaction_lasts_longer() {
    transaction.ended();
    transaction.came(1_000);
    transaction.take(task);

    for (int i = 0; i < 19; i++) {
      pass(5);
      tick();
    }

    assertThat(task.committed()).isFalse();
    pass(5);
    tick();
    assertThat(task.committed()).isTrue();
  }

  @Test
  void when_the_many_are_done_it_ends_soon() {
    transaction.ended();
    transaction.came(1_000);
    transaction.take(task);
    pass(40);

    transaction.came(3);
    transaction.take(task);
    tick();

    assertThat(task.committed()).isTrue();
  }

  @Test
  void what_has_ended_by_itself_has_no_clock_any_more() {
    transaction.ended();
    transaction.take(task);

    transaction.ended();

    assertThat(clock().cancelled()).isTrue();
    assertThat(task.committed()).isFalse();
  }

  @Test
  void a_transaction_that_is_meant_to_last_long_is_not_made_shorter() {
    TransactionLength.Transaction slow = new TransactionLength(300, nanos::get).own();
    slow.came(1_000);
    pass(299);

    slow.take(task);

    assertThat(task.committed()).isFalse();
  }

  private void pass(int millis) {
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  private CapturedPunctuator clock() {
    return task.scheduledPunctuators().getLast();
  }

  private void tick() {
    clock().getPunctuator().punctuate(0);
  }
}
