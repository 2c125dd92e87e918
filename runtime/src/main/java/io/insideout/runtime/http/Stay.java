package io.insideout.runtime.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A visit whose time is limited by what is known of the visitor: whoever waits then is woken, and
/// whoever is being told something is told no more.
final class Stay implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final Thread visitor = Thread.currentThread();
  private @Nullable Future<?> ending;
  private boolean over;
  private boolean left;

  private Stay() {}

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("http-stays").factory());
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  /// Begins in this thread.
  static Stay until(Instant end) {
    Stay stay = new Stay();
    if (end.isBefore(Instant.MAX)) {
      stay.endAfter(Duration.between(Instant.now(), end).toMillis());
    }
    return stay;
  }

  private synchronized void endAfter(long millis) {
    ending = CLOCK.schedule(this::end, Math.max(0, millis), TimeUnit.MILLISECONDS);
  }

  private synchronized void end() {
    if (!left) {
      over = true;
      visitor.interrupt();
    }
  }

  synchronized boolean isOver() {
    return over;
  }

  /// What comes after in the same thread is somebody else's, and is not woken.
  @Override
  public synchronized void close() {
    left = true;
    if (ending != null) {
      ending.cancel(false);
    }
    if (over) {
      var _ = Thread.interrupted();
    }
  }
}
