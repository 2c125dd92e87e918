package io.insideout.runtime.view;

import io.insideout.runtime.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Callers who wait for a key to change. Whoever waits registers first and looks second, so a
/// change between the two is never missed; every wait ends, by what was waited for, by its time, or
/// because the view closes.
final class Waiters {
  private final Map<String, Set<Waiter>> byKey = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean closed;

  /// Looks, and looks again after every change of the key, until what is seen is enough.
  ///
  /// @return what was seen last
  <T> T await(String key, Supplier<T> look, Predicate<T> enough, Duration atMost)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    waiting.incrementAndGet();
    Metrics.WAITING.inc();
    try {
      while (true) {
        Waiter waiter = register(key);
        try {
          T seen = look.get();
          long leftNanos = deadlineNanos - System.nanoTime();
          if (closed || leftNanos <= 0 || enough.test(seen) || !waiter.changed(leftNanos)) {
            return enough.test(seen) ? seen : look.get();
          }
        } finally {
          unregister(key, waiter);
        }
      }
    } finally {
      waiting.decrementAndGet();
      Metrics.WAITING.dec();
    }
  }

  private Waiter register(String key) {
    Waiter waiter = new Waiter();
    byKey.compute(
        key,
        (_, waiters) -> {
          Set<Waiter> all = waiters == null ? ConcurrentHashMap.newKeySet() : waiters;
          all.add(waiter);
          return all;
        });
    return waiter;
  }

  private void unregister(String key, Waiter waiter) {
    byKey.computeIfPresent(key, (_, waiters) -> without(waiters, waiter));
  }

  private static @Nullable Set<Waiter> without(Set<Waiter> waiters, Waiter waiter) {
    waiters.remove(waiter);
    return waiters.isEmpty() ? null : waiters;
  }

  /// Wakes everyone who waits for the key.
  void wake(String key) {
    if (byKey.isEmpty()) {
      return;
    }
    Set<Waiter> waiters = byKey.remove(key);
    if (waiters != null) {
      waiters.forEach(waiter -> waiter.end(true));
    }
  }

  /// Wakes everyone, to look again.
  void wakeAll() {
    byKey.keySet().forEach(this::wake);
  }

  /// Whether nobody is woken any more.
  boolean isClosed() {
    return closed;
  }

  /// How many wait at this moment.
  int waiting() {
    return waiting.get();
  }

  /// Wakes everyone for good.
  void close() {
    closed = true;
    byKey.keySet().forEach(this::endAll);
  }

  private void endAll(String key) {
    Set<Waiter> waiters = byKey.remove(key);
    if (waiters != null) {
      waiters.forEach(waiter -> waiter.end(false));
    }
  }

  /// One caller who waits for one change.
  private static final class Waiter {
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean changed;

    void end(boolean byChange) {
      changed = byChange;
      ended.countDown();
    }

    boolean changed(long nanos) throws InterruptedException {
      return ended.await(nanos, TimeUnit.NANOSECONDS) && changed;
    }
  }
}
