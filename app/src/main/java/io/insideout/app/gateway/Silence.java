package io.insideout.app.gateway;

import io.insideout.runtime.http.EventStream;
import java.time.Duration;

/// How much silence of a door is borne in the middle of an answer that comes bit by bit.
///
/// @param lookAfter after so much it is asked whether it lives, and again as often
/// @param livesWithin within which it has to say so
/// @param atMost after so much it is left, even if it lives: whoever is at its address now may be
///   another than the one who began to answer
record Silence(Duration lookAfter, Duration livesWithin, Duration atMost) {
  /// Longer than any stream is silent of itself, and than a query works for its first row.
  static final Silence USUAL =
      new Silence(
          EventStream.SILENCE.multipliedBy(2), Duration.ofSeconds(1), Duration.ofMinutes(1));
}
