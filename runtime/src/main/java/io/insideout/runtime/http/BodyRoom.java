package io.insideout.runtime.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The memory for bodies of requests: however many come at once, those that are held fit into it.
final class BodyRoom {
  private static final int UNIT_BYTES = 1 << 10;

  /// Smaller ones are bounded by the number of connections.
  private static final long SMALL_BYTES = 1 << 14;

  private final Duration wait;
  private final Semaphore units;

  /// @param bytes at least as many as one body may have
  /// @param wait for room that others have, at most
  BodyRoom(long bytes, Duration wait) {
    this.wait = wait;
    this.units = new Semaphore(units(bytes), true);
  }

  private static int units(long bytes) {
    return bytes <= SMALL_BYTES
        ? 0
        : (int) Math.min(Integer.MAX_VALUE, (bytes + UNIT_BYTES - 1) / UNIT_BYTES);
  }

  /// Room for a body, which waits a moment for it.
  ///
  /// @param bytes that it may take while it is read
  /// @throws Problem 503 if there is none
  Held hold(long bytes) {
    int wanted = units(bytes);
    try {
      if (wanted > 0 && !units.tryAcquire(wanted, wait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Problem.unavailable("too many large bodies come at once");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("the system is closing");
    }
    return new Held(wanted);
  }

  /// Room that a body has.
  final class Held implements AutoCloseable {
    private int held;

    private Held(int held) {
      this.held = held;
    }

    /// It is read, and takes no more than that.
    void shrinkTo(long bytes) {
      int kept = Math.min(held, units(bytes));
      units.release(held - kept);
      held = kept;
    }

    @Override
    public void close() {
      shrinkTo(0);
    }
  }
}
