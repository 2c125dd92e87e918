package io.insideout.app.replay;

import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What became of a file's orders, read from the log.
///
/// @param inLog orders of the file that are in the log
/// @param units units on all of their lines
/// @param amountMicros what their lines cost, exactly, in millionths of the currency unit
/// @param byState orders by their newest state
/// @param reasons rejected orders by the check that failed
/// @param books what the orders say of money and returns
/// @param fileReturns what the file says of returns; null where they were not replayed
public record Outcome(
    long inLog,
    long units,
    long amountMicros,
    SortedMap<String, Long> byState,
    SortedMap<String, Long> reasons,
    Books books,
    @Nullable ReturnTotals fileReturns) {

  /// What the orders say of money and returns. Amounts are in minor units.
  ///
  /// @param dueMinor what those that were not refused cost
  /// @param chargeMinor what is due for what has left
  /// @param refundMinor what is due back for what came back
  /// @param returns by what became of them: REGISTERED, ACCEPTED, REFUSED
  public record Books(
      long dueMinor, long chargeMinor, long refundMinor, SortedMap<String, Long> returns) {}

  /// Orders that are not REQUESTED any more.
  public long settled() {
    return byState.entrySet().stream()
        .filter(one -> !one.getKey().equals("REQUESTED"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
