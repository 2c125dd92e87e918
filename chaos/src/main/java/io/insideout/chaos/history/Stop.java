package io.insideout.chaos.history;

import java.util.Collection;

/// A time in which a process was stopped, by the clock of the calls.
public record Stop(String part, long fromNanos, long toNanos) {
  /// For how much of a time any of the processes on the way of a call was stopped, at most.
  static long within(Collection<Stop> stops, long fromNanos, long toNanos) {
    return stops.stream()
        .mapToLong(
            stop ->
                Math.max(0, Math.min(stop.toNanos, toNanos) - Math.max(stop.fromNanos, fromNanos)))
        .sum();
  }
}
