package io.insideout.services.webhooks;

import io.insideout.services.webhooks.http.Outcome;
import io.insideout.services.webhooks.http.Outcome.Away;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Whether a subscriber is there. While it is away one call at a time asks, ever more seldom, and
/// all others wait for what comes of it: who is dead is not called by everybody, and who comes back
/// gets everything at once.
final class Presence {
  private final Pace pace;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long round;
  private int failures;
  private boolean asking;
  private long againNanos;

  /// A call of the subscriber.
  interface Call {
    /// @return null where it was not made
    @Nullable Outcome make() throws InterruptedException;
  }

  Presence(Pace pace) {
    this.pace = pace;
  }

  /// Makes a call once it may be made.
  ///
  /// @return null where it was not made
  @Nullable Outcome call(Call call) throws InterruptedException {
    long mine = await();
    Outcome outcome = null;
    try {
      outcome = call.make();
      return outcome;
    } finally {
      told(mine, outcome);
    }
  }

  private long await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (failures > 0) {
        long leftNanos = againNanos - System.nanoTime();
        if (asking) {
          changed.await();
        } else if (leftNanos > 0) {
          var _ = changed.await(leftNanos, TimeUnit.NANOSECONDS);
        } else {
          asking = true;
          return round;
        }
      }
      return round;
    } finally {
      lock.unlock();
    }
  }

  /// @param mine the round in which the call was made: of many that fail together one counts
  private void told(long mine, @Nullable Outcome outcome) {
    lock.lock();
    try {
      switch (outcome) {
        case Away(var _, var asked) when mine == round -> isAway(asked);
        case null -> asking &= mine != round;
        case Away _ -> {}
        default -> isThere();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void isAway(Duration asked) {
    round++;
    failures++;
    asking = false;
    againNanos = System.nanoTime() + pace.pause(failures, asked).toNanos();
  }

  private void isThere() {
    round += failures > 0 ? 1 : 0;
    failures = 0;
    asking = false;
  }
}
