package io.insideout.runtime;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The wait of a thread that looks again at what nobody tells it of. It may be shorter than asked
/// for, so it stands in a loop that has its own condition and its own end.
public final class Pause {
  private Pause() {}

  /// @throws InterruptedException if the thread is interrupted before or meanwhile
  public static void atMost(Duration time) throws InterruptedException {
    LockSupport.parkNanos(time.toNanos());
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
