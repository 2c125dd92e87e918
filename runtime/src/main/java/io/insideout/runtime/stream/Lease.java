package io.insideout.runtime.stream;

import io.insideout.runtime.generation.Generation;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.generation.Turn;
import java.time.Duration;
import java.util.Map;

/// That a service works here because its generation has its turn. Whoever was held up for longer
/// than the group waits for its members has to ask the log again before it takes a record up: in
/// the meantime it may have been taken for gone, and another generation been given its turn.
final class Lease {
  /// Shorter than any member is waited for.
  private static final Duration LASTS = Duration.ofMillis(1_500);

  /// After what is said in the log was seen by anybody, everybody who works without having seen it
  /// has lost the lease.
  static final Duration KNOWN_AFTER = Duration.ofSeconds(2);

  private final Generations generations;
  private final Generation own;
  private volatile boolean ended;

  Lease(Generations generations, Generation own) {
    this.generations = generations;
    this.own = own;
  }

  /// No record is taken up from now on.
  void end() {
    ended = true;
  }

  /// Whether the lease holds that stands in a task's configuration. Where there is none, nobody
  /// else has a turn.
  static boolean holds(Map<String, Object> configs) {
    return !(configs.get(LeasedRecords.LEASE) instanceof Lease lease) || lease.holds();
  }

  /// Whether a record may be taken up. Waits for the log, where it was not asked lately.
  boolean holds() {
    try {
      return generations.confirm(LASTS, () -> ended)
          && !ended
          && own.turn(generations.standing(own.service())) == Turn.NOW;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
