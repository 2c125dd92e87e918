package io.insideout.retail;

/// Decimal numbers as they stand in files (`2.55`, `-11062.06`, `.5`), read exactly. There is no
/// floating point on the way, no exponent, and no digit beyond ASCII.
final class Decimals {
  private static final int MICROS_DIGITS = 6;

  private Decimals() {}

  /// Millionths of what the text says. Throws [NumberFormatException] where it is no such number,
  /// has more than six decimals that count, or does not fit.
  static long micros(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    String whole = text.substring(start, point < 0 ? text.length() : Math.max(start, point));
    String decimals = point < 0 ? "" : text.substring(point + 1);
    if (whole.isEmpty() && decimals.isEmpty()) {
      throw new NumberFormatException(text);
    }
    long micros = 0;
    try {
      for (int i = 0; i < whole.length(); i++) {
        micros = Math.addExact(Math.multiplyExact(micros, 10L), digit(whole, i));
      }
      for (int i = 0; i < Math.max(MICROS_DIGITS, decimals.length()); i++) {
        int digit = i < decimals.length() ? digit(decimals, i) : 0;
        if (i < MICROS_DIGITS) {
          micros = Math.addExact(Math.multiplyExact(micros, 10L), digit);
        } else if (digit != 0) {
          throw new NumberFormatException(text);
        }
      }
    } catch (ArithmeticException e) {
      throw new NumberFormatException(text);
    }
    return start == 0 ? micros : -micros;
  }

  /// Throws [NumberFormatException] where the text is no whole number or does not fit.
  static int whole(String text) {
    for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
      digit(text, i);
    }
    return Integer.parseInt(text);
  }

  private static int digit(String text, int index) {
    int digit = text.charAt(index) - '0';
    if (digit < 0 || digit > 9) {
      throw new NumberFormatException(text);
    }
    return digit;
  }
}
