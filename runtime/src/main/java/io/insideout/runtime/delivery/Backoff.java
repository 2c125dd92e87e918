package io.insideout.runtime.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long to wait before something is tried again: twice as long each time, and never longer than
/// a bound.
public record Backoff(Duration first, Duration longest) {
  /// What somebody who is overloaded can bear, where a caller waits for it.
  public static final Backoff PATIENT = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

  private static final int MOST_DOUBLINGS = 20;

  /// @param attempt that has failed, counted from 1
  public Duration after(int attempt) {
    Duration wait = first.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }

  /// The same, less up to half of it by chance, so that those who failed together do not come again
  /// together.
  public Duration spreadAfter(int attempt) {
    long nanos = after(attempt).toNanos();
    return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
  }
}
