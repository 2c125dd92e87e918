package io.insideout.services.payments;

import java.time.Duration;

/// How long to wait before something is tried again: twice as long each time, and never longer than
/// a bound.
record Backoff(Duration first, Duration longest) {
  /// What a provider that is overloaded can bear.
  static final Backoff PATIENT = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

  private static final int MOST_DOUBLINGS = 20;

  /// @param attempt that has failed, counted from 1
  Duration after(int attempt) {
    Duration wait = first.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
