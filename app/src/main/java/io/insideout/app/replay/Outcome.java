package io.insideout.app.replay;

import java.util.Map;
import java.util.SortedMap;

/// What became of a file's orders, read from the log.
///
/// @param inLog orders of the file that are in the log
/// @param units units on all of their lines
/// @param amountMicros what their lines cost, exactly, in millionths of the currency unit
/// @param byState orders by their newest state
/// @param reasons rejected orders by the check that failed
public record Outcome(
    long inLog,
    long units,
    long amountMicros,
    SortedMap<String, Long> byState,
    SortedMap<String, Long> reasons) {

  /// Orders that are not REQUESTED any more.
  public long settled() {
    return byState.entrySet().stream()
        .filter(one -> !one.getKey().equals("REQUESTED"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
