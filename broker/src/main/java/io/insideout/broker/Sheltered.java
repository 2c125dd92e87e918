package io.insideout.broker;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Runs what must not be interrupted on a thread of its own: an interrupt closes the file channels
/// that the thread works on, so Kafka would take it for a broken disk, or leave half a stop behind.
final class Sheltered {
  private Sheltered() {}

  /// Waits for the end of the task, and gives what it failed with. An interrupt that comes
  /// meanwhile is on the caller's thread after.
  static Optional<Throwable> run(String threadName, Callable<?> task) {
    var future = new FutureTask<>(task);
    new Thread(future, threadName).start();
    var interrupted = false;
    try {
      while (true) {
        try {
          future.get();
          return Optional.empty();
        } catch (ExecutionException e) {
          return Optional.ofNullable(e.getCause()).or(() -> Optional.of(e));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
