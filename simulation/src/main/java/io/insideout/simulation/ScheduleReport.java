package io.insideout.simulation;

import io.insideout.verify.Report;
import io.insideout.verify.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of one schedule.
///
/// @param seed makes the same schedule again
/// @param partitions how many partitions the topic of orders had
/// @param steps how many steps it took, to the end or to what is wrong
/// @param orders how many orders were placed
/// @param digest of all that was committed, in its order: the same seed makes the same
/// @param violations what is wrong, by law and log coordinates
/// @param failure a service stopped, or never came to rest; null if neither
/// @param report what verify says of the end, and what it counted; null if it did not come so far
public record ScheduleReport(
    long seed,
    int partitions,
    int steps,
    int orders,
    String digest,
    List<Violation> violations,
    @Nullable Throwable failure,
    @Nullable Report report) {
  public ScheduleReport {
    violations = List.copyOf(violations);
  }

  /// Whether every law held and every service went on.
  public boolean holds() {
    return violations.isEmpty() && failure == null;
  }
}
