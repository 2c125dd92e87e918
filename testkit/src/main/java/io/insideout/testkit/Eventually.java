package io.insideout.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what happens on threads and machines of others. It returns as soon as the condition
/// holds, so the deadline can be generous and costs nothing where all is well.
public final class Eventually {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

  private Eventually() {}

  /// Waits up to a minute until the condition holds.
  ///
  /// @param expected completes the sentence "expected that ..."
  /// @throws AssertionError if it does not hold in time
  public static void eventually(String expected, BooleanSupplier condition) {
    var _ =
        eventually(
            expected,
            DEADLINE,
            () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /// Waits until there is an answer.
  ///
  /// @param expected completes the sentence "expected that ..."
  /// @throws AssertionError if there is none before the deadline
  public static <T> T eventually(
      String expected, Duration deadline, Supplier<Optional<T>> condition) {
    long endNanos = System.nanoTime() + deadline.toNanos();
    do {
      Optional<T> answer = condition.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      LockSupport.parkNanos(POLL_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("interrupted while it was expected that " + expected);
      }
    } while (System.nanoTime() - endNanos < 0);
    throw new AssertionError(
        "expected that " + expected + ", but it did not happen within " + deadline);
  }
}
