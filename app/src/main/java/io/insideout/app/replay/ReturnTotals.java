package io.insideout.app.replay;

/// What the cancellations of a file amount to as returns of its orders. Amounts are in millionths
/// of the currency unit, and above zero.
///
/// @param returns an order and a cancellation each
/// @param matchedUnits units that an earlier order explains
/// @param matchedMicros these at the cancellations' prices
/// @param refundMicros these at the prices that their orders had
/// @param unmatchedLines lines that no earlier order explains, or not whole
/// @param unmatchedUnits what is left of them
/// @param unmatchedMicros that at the cancellations' prices
public record ReturnTotals(
    long returns,
    long matchedUnits,
    long matchedMicros,
    long refundMicros,
    long unmatchedLines,
    long unmatchedUnits,
    long unmatchedMicros) {}
