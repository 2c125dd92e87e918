package io.insideout.app.replay;

/// What the cancellations of a file amount to as returns of its orders. All figures are above zero;
/// micros are millionths of the currency unit.
///
/// @param all what earlier orders explain
/// @param ofRejected what of that cannot come back: the log says that these orders were rejected
/// @param matchedMicros all of it at the cancellations' prices
/// @param unmatchedLines lines that no earlier order explains, or not whole
/// @param unmatchedUnits what is left of them
/// @param unmatchedMicros that at the cancellations' prices
public record ReturnTotals(
    Part all,
    Part ofRejected,
    long matchedMicros,
    long unmatchedLines,
    long unmatchedUnits,
    long unmatchedMicros) {

  /// Returns of some orders.
  ///
  /// @param returns an order and a cancellation each
  /// @param refundMicros their units at the prices that the orders had, exactly
  /// @param refundMinor what is due back for them, rounded once an order
  public record Part(long returns, long units, long refundMicros, long refundMinor) {
    static final Part NONE = new Part(0, 0, 0, 0);

    Part plus(Part more) {
      return new Part(
          returns + more.returns,
          units + more.units,
          refundMicros + more.refundMicros,
          refundMinor + more.refundMinor);
    }
  }

  /// How many returns the log has to accept.
  long returnsDue() {
    return all.returns() - ofRejected.returns();
  }

  /// What the log has to have given back.
  long refundDueMinor() {
    return all.refundMinor() - ofRejected.refundMinor();
  }
}
