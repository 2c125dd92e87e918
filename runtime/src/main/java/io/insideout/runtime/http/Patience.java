package io.insideout.runtime.http;

import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// How long callers are waited for. A thread that waits for one says by when the caller has to be
/// done; one that is still there then is woken, and what it waits at is closed by that. Each byte
/// that comes or goes is in time by itself: without this, a byte now and then would hold a
/// connection for ever.
final class Patience implements AutoCloseable {
  private static final long LOOK_EVERY_MILLIS = 250;

  private final Map<Thread, Long> duesNanos = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("http-patience").factory());

  void start() {
    var _ =
        clock.scheduleWithFixedDelay(
            this::wake, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// From here on this thread waits for a caller, whatever it waited for before.
  void begin(Duration atMost) {
    duesNanos.put(Thread.currentThread(), System.nanoTime() + atMost.toNanos());
  }

  /// The caller has done its part.
  ///
  /// @throws CloseConnectionException if it was too late, whether or not the thread knows
  void end() {
    if (duesNanos.remove(Thread.currentThread()) == null) {
      throw new CloseConnectionException("the caller was too slow");
    }
  }

  private void wake() {
    long nowNanos = System.nanoTime();
    duesNanos.forEach(
        (thread, dueNanos) -> {
          // Whoever takes it off has the say, so nobody is woken who is done.
          if (dueNanos - nowNanos < 0 && duesNanos.remove(thread, dueNanos)) {
            thread.interrupt();
          }
        });
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
