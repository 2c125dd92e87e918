package io.insideout.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;

/// How amounts of money are made: exactly, and rounded once.
///
/// A unit price is a whole number of micros (millionths of a currency unit), because real prices
/// have more decimals than a coin has. An amount due is the exact sum of quantity times unit price
/// over all lines, rounded at the very end, half up, to whole minor units (hundredths). Rounding
/// every line instead would make the total depend on how an order is cut into lines.
public final class Money {
  private static final long MICROS_PER_MINOR = 10_000;

  private Money() {}

  /// What these lines cost in all, in minor units.
  ///
  /// @return empty where it cannot be said: a line has no price, or the sum does not fit in 64 bits
  public static OptionalLong totalMinor(List<OrderLine> lines) {
    return totalMinor(lines, line -> lines.get(line).getQuantity());
  }

  /// What a part of the lines costs in all, in minor units: rounded once, as the whole is.
  ///
  /// @param quantities units, a line each
  /// @return 0 where it cannot be said; an order whose total can be has no such part
  public static long totalMinor(List<OrderLine> lines, List<Integer> quantities) {
    return totalMinor(lines, quantities::get).orElse(0);
  }

  private static OptionalLong totalMinor(List<OrderLine> lines, IntUnaryOperator quantity) {
    long micros = 0;
    try {
      for (int line = 0; line < lines.size(); line++) {
        Long unitPriceMicros = lines.get(line).getUnitPriceMicros();
        if (unitPriceMicros == null) {
          return OptionalLong.empty();
        }
        micros =
            Math.addExact(micros, Math.multiplyExact(unitPriceMicros, quantity.applyAsInt(line)));
      }
      return OptionalLong.of(
          Math.floorDiv(Math.addExact(micros, MICROS_PER_MINOR / 2), MICROS_PER_MINOR));
    } catch (ArithmeticException tooMuch) {
      return OptionalLong.empty();
    }
  }

  /// An amount as people write it, such as `50,000.00`.
  public static String minorText(long minor) {
    return String.format(Locale.ROOT, "%,.2f", BigDecimal.valueOf(minor, 2));
  }

  /// A unit price as people write it, with two decimals or as many as it has, such as `0.50` and
  /// `4.655`.
  public static String microsText(long micros) {
    BigDecimal price = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(2, price.scale()) + "f", price);
  }

  /// The same as machines read it, such as `50000.00`.
  public static String microsDecimal(long micros) {
    BigDecimal price = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
    return price.setScale(Math.max(2, price.scale())).toPlainString();
  }
}
