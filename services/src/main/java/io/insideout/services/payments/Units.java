package io.insideout.services.payments;

import io.insideout.catalog.PaymentRequest;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.OptionalLong;

/// Amounts as providers count them: in the smallest unit that the currency has. Ours are in
/// hundredths, whatever the currency.
final class Units {
  private static final int OUR_DECIMALS = 2;

  private Units() {}

  /// Nothing where the currency has no unit that small, or is none.
  static OptionalLong of(PaymentRequest request) {
    try {
      int decimals = Currency.getInstance(request.getCurrency()).getDefaultFractionDigits();
      return OptionalLong.of(
          BigDecimal.valueOf(request.getAmountMinor(), OUR_DECIMALS)
              .movePointRight(decimals)
              .longValueExact());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  /// Ours of theirs.
  static OptionalLong minor(long units, String currency) {
    try {
      int decimals =
          Currency.getInstance(currency.toUpperCase(Locale.ROOT)).getDefaultFractionDigits();
      return OptionalLong.of(
          BigDecimal.valueOf(units, decimals).movePointRight(OUR_DECIMALS).longValueExact());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  static String currency(PaymentRequest request) {
    return request.getCurrency().toLowerCase(Locale.ROOT);
  }
}
