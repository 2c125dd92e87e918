package io.insideout.runtime.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// That a view shows more than before, rows that were deleted included: who is told of it, and who
/// waits for it.
public final class Moves {
  private static final String NEXT = "next";

  private final List<Runnable> listeners = new ArrayList<>();
  private final AtomicLong count = new AtomicLong();
  private final Waiters waiters = new Waiters();

  Moves() {}

  /// Calls back with each, in the reader's thread. Before the view starts only.
  public void onEach(Runnable listener) {
    listeners.add(listener);
  }

  /// Waits until there were more.
  ///
  /// @param known what was returned before; -1 to begin, which waits for nothing
  /// @return how many there were so far; as many as before where none came in time
  /// @throws ViewClosed if the view closes
  public long await(long known, Duration atMost) throws InterruptedException {
    long seen = waiters.await(NEXT, count::get, now -> now != known, atMost);
    if (waiters.isClosed()) {
      throw new ViewClosed();
    }
    return seen;
  }

  void happened() {
    count.incrementAndGet();
    waiters.wake(NEXT);
    listeners.forEach(Runnable::run);
  }

  void close() {
    waiters.close();
  }
}
