package io.insideout.services.webhooks;

import io.insideout.runtime.delivery.Backoff;
import java.time.Duration;

/// How patient we are with a subscriber.
///
/// @param backoff between attempts
/// @param answerWithin how long one may take
/// @param parkAfter how long an event is tried that is refused while others get through
record Pace(Backoff backoff, Duration answerWithin, Duration parkAfter) {
  static final Pace USUAL =
      new Pace(
          new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(15)),
          Duration.ofSeconds(15),
          Duration.ofHours(24));

  /// How long to wait before the next attempt: what the subscriber asks for, within our bound.
  ///
  /// @param attempt that has failed, counted from 1
  Duration pause(int attempt, Duration asked) {
    Duration own = backoff.spreadAfter(attempt);
    Duration bounded = asked.compareTo(backoff.longest()) < 0 ? asked : backoff.longest();
    return own.compareTo(bounded) > 0 ? own : bounded;
  }
}
