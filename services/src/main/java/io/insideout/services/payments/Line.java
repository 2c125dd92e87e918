package io.insideout.services.payments;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The errands of one order, in the order in which they were written. Anybody adds, one takes. Its
/// length is bounded by what the cashier has open.
final class Line {
  private final BlockingQueue<Errand> arrived = new LinkedBlockingQueue<>();
  private final Deque<Errand> waiting = new ArrayDeque<>();

  void add(Errand errand) {
    arrived.add(errand);
  }

  /// The next errand, or null where there is none.
  @Nullable Errand next() {
    Errand first = waiting.poll();
    return first == null ? arrived.poll() : first;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && arrived.isEmpty();
  }

  /// Waits for as long as told, or until one is in the line that is wanted; that one is taken out.
  ///
  /// @return null where the time was over
  @Nullable Errand await(Predicate<Errand> wanted, Duration atMost) throws InterruptedException {
    long endNanos = System.nanoTime() + atMost.toNanos();
    for (Errand errand : waiting) {
      if (wanted.test(errand)) {
        waiting.remove(errand);
        return errand;
      }
    }
    while (true) {
      Errand next = arrived.poll(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null || wanted.test(next)) {
        return next;
      }
      waiting.add(next);
    }
  }
}
