package io.insideout.verify;

import io.insideout.catalog.StockReservation;
import io.insideout.catalog.StockShortage;
import java.math.BigInteger;

/// What the warehouse says of a SKU, in one row. Only both together count what there is: what
/// leaves goes from one to the other, and either may be below zero.
record StockPair(long onHand, long shipped) {
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  static StockPair of(StockReservation entry) {
    return new StockPair(entry.getOnHand(), entry.getShipped());
  }

  static StockPair of(StockShortage shortage) {
    return new StockPair(shortage.getOnHand(), shortage.getShipped());
  }

  /// All units that there are. What is reserved of them is a number of 64 bits, so this is one.
  long units() {
    return clamp(BigInteger.valueOf(onHand).add(BigInteger.valueOf(shipped)));
  }

  /// The units that can be promised while so many are reserved, 0 or more.
  long available(long reserved) {
    return clamp(
        BigInteger.valueOf(units()).subtract(BigInteger.valueOf(reserved)).max(BigInteger.ZERO));
  }

  private static long clamp(BigInteger units) {
    return units.max(LEAST).min(MOST).longValue();
  }

  @Override
  public String toString() {
    return "%,d on hand and %,d shipped".formatted(onHand, shipped);
  }
}
