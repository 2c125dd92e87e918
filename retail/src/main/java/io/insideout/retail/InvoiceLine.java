package io.insideout.retail;

import org.jspecify.annotations.Nullable;

/// One line of the file, read and found sound.
///
/// @param lineNumber as an editor numbers lines: the header is line 1
/// @param invoiceNumber with its prefix
/// @param sku the stock code, its letter case kept: in the data `85123A` and `85123a` are sold side
///   by side
/// @param description may be blank
/// @param quantity units, never 0
/// @param timeMicros the line's date read as UTC, microseconds since the epoch, 0 or more
/// @param unitPriceMicros exact, in millionths of the currency unit
/// @param customerId null for a guest
/// @param country `Unspecified` where the file has none
public record InvoiceLine(
    long lineNumber,
    String invoiceNumber,
    String sku,
    String description,
    int quantity,
    long timeMicros,
    long unitPriceMicros,
    @Nullable String customerId,
    String country) {
  /// The most that one line may amount to, so that sums stay exact in a `long`: a thousand million
  /// currency units.
  static final long MAX_AMOUNT_MICROS = 1_000_000_000_000_000L;

  public InvoiceLine {
    if (quantity == 0 || timeMicros < 0 || !isCountable(quantity, unitPriceMicros)) {
      throw new IllegalArgumentException("not a sound line: line " + lineNumber);
    }
  }

  /// Quantity times unit price, exact, in millionths of the currency unit.
  public long amountMicros() {
    return quantity * unitPriceMicros;
  }

  /// Whether the product is within [#MAX_AMOUNT_MICROS], which is asked without making the product:
  /// that could overflow.
  static boolean isCountable(int quantity, long unitPriceMicros) {
    long most = MAX_AMOUNT_MICROS / Math.abs((long) quantity);
    return -most <= unitPriceMicros && unitPriceMicros <= most;
  }
}
