package io.insideout.services.orders;

import io.insideout.catalog.Order;
import io.insideout.runtime.Environment;
import io.insideout.runtime.view.View;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// Orders that another instance has taken and that are not in the view yet: whoever took them may
/// be gone, and their callers ask here. They are in the log, so that is asked, once for all who
/// wonder at the same moment.
final class TakenElsewhere {
  private final Environment environment;
  private final View<Order> orders;
  private final PendingOrders pending;
  private final ReentrantLock one = new ReentrantLock();
  private final AtomicLong begun = new AtomicLong();
  private long answered;

  TakenElsewhere(Environment environment, View<Order> orders, PendingOrders pending) {
    this.environment = environment;
    this.orders = orders;
    this.pending = pending;
  }

  /// Enters all that was taken before the call as pending, unless it is shown. Where no other
  /// instance can be, there is nothing to look for.
  void enter() throws InterruptedException {
    if (!environment.peers().possible()) {
      return;
    }
    long before = begun.get();
    one.lockInterruptibly();
    try {
      // One that began after this call has seen all that this one would.
      if (answered > before) {
        return;
      }
      long now = begun.incrementAndGet();
      pending.recover(
          environment.log(),
          environment.schemas(),
          PendingOrders.folded(environment.log(), environment.streams().generations()),
          orders);
      answered = now;
    } finally {
      one.unlock();
    }
  }
}
