package io.insideout.chaos.history;

/// One call of a caller.
///
/// @param sentNanos when it was sent, by the clock that all calls of a run share
/// @param endedNanos when its answer was there, or was given up
public record Call(Ask ask, Told told, long sentNanos, long endedNanos) {}
