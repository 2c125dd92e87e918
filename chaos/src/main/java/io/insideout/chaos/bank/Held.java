package io.insideout.chaos.bank;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Answers that are held back: what is asked is done, and nobody is told. Closing it lets them go.
public final class Held implements AutoCloseable {
  private final CountDownLatch done = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /// Waits until something was done that nobody is told.
  ///
  /// @return whether there is such a thing
  public boolean awaitDone(Duration atMost) throws InterruptedException {
    return done.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Something was done: its answer waits here.
  void hold() throws InterruptedException {
    done.countDown();
    released.await();
  }

  @Override
  public void close() {
    released.countDown();
  }
}
