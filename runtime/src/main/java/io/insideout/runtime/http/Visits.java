package io.insideout.runtime.http;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// The requests that are being answered. When the door closes, whoever is at work may finish; who
/// waits for something is woken, and gets an answer as long as there is a connection to send it by.
final class Visits implements AutoCloseable {
  private static final Duration FINISH_WITHIN = Duration.ofMillis(250);
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);

  private final Set<Thread> atWork = new HashSet<>();
  private int inside;
  private boolean closing;

  /// Begins a visit in this thread.
  ///
  /// @return whether the door is open
  synchronized boolean enter() {
    if (closing) {
      return false;
    }
    inside++;
    atWork.add(Thread.currentThread());
    return true;
  }

  /// The work is done and the answer can be sent: from here on nobody interrupts.
  synchronized void worked() {
    atWork.remove(Thread.currentThread());
    var _ = Thread.interrupted();
  }

  /// The answer is sent.
  synchronized void leave() {
    inside--;
    notifyAll();
  }

  synchronized boolean closing() {
    return closing;
  }

  /// Lets nobody in any more, and returns when everybody has left or the time is over.
  @Override
  public synchronized void close() {
    closing = true;
    try {
      awaitEmpty(FINISH_WITHIN);
      atWork.forEach(Thread::interrupt);
      awaitEmpty(ANSWERED_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEmpty(Duration atMost) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toMillis();
        inside > 0 && left > 0;
        left = (deadlineNanos - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
  }
}
