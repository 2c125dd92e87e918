package io.insideout.runtime.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What has to be done one after the other, in the order in which it came. Anybody adds, one takes.
/// Its length is bounded by what its reader has open.
public final class Line<T> {
  private final BlockingQueue<T> arrived = new LinkedBlockingQueue<>();
  private final Deque<T> waiting = new ArrayDeque<>();

  void add(T one) {
    arrived.add(one);
  }

  /// The next in the line, or null where there is none.
  @Nullable T next() {
    T first = waiting.poll();
    return first == null ? arrived.poll() : first;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && arrived.isEmpty();
  }

  /// Waits for as long as told, or until one is in the line that is wanted; that one is taken out.
  ///
  /// @return null where the time was over
  public @Nullable T await(Predicate<T> wanted, Duration atMost) throws InterruptedException {
    long endNanos = System.nanoTime() + atMost.toNanos();
    for (T one : waiting) {
      if (wanted.test(one)) {
        waiting.remove(one);
        return one;
      }
    }
    while (true) {
      T next = arrived.poll(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null || wanted.test(next)) {
        return next;
      }
      waiting.add(next);
    }
  }
}
