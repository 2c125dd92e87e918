package io.insideout.verify;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// F: the amount due is the exact sum of the lines, rounded once, half up; an order whose amount
/// cannot be said is never validated. What was paid is [PaymentBooks]', and that the provider has
/// answered [PaymentAnswers]'.
final class MoneyLaw implements Law {
  private static final int MICROS_DIGITS_BELOW_MINOR = 4;
  private static final BigInteger HALF_A_MINOR = BigInteger.valueOf(5_000);
  private static final int LONG_BITS = 63;

  private final SetAside setAside;

  MoneyLaw(SetAside setAside) {
    this.setAside = setAside;
  }

  @Override
  public char letter() {
    return 'F';
  }

  @Override
  public String title() {
    return "Money";
  }

  @Override
  public void judge(Dossier dossier, Moment moment, Findings findings) {
    new PaymentBooks(dossier, moment, findings).check();
    new PaymentAnswers(dossier, moment, findings, setAside).check();
    for (Filed<Order> version : dossier.versions()) {
      Order order = version.value();
      BigInteger due = dueMinor(order.getLines());
      if (due != null) {
        findings.count("totals");
        total(version, due, findings);
      } else if (order.getState() == OrderState.REQUESTED
          || order.getState() == OrderState.REJECTED) {
        findings.count("that cannot be said");
      } else {
        findings.violation(
            "order %s is %s, and its total cannot be said: a line has no price, or it is beyond 64"
                    .formatted(order.getOrderId(), order.getState())
                + " bits",
            version.at());
      }
    }
  }

  private static void total(Filed<Order> version, BigInteger due, Findings findings) {
    Order order = version.value();
    if (!due.equals(BigInteger.valueOf(order.getTotalMinor()))) {
      findings.violation(
          "order %s: the lines sum to %,d minor units, the total is %,d"
              .formatted(order.getOrderId(), due, order.getTotalMinor()),
          version.at());
    }
  }

  /// In integers of any size, so that what the services compute in `long` is checked without its
  /// limits. Null where the amount cannot be said in 64 bits, or a line has no price.
  private static @Nullable BigInteger dueMinor(List<OrderLine> lines) {
    return dueMinor(lines, line -> lines.get(line).getQuantity());
  }

  /// The same, for so many units of each line.
  static @Nullable BigInteger dueMinor(List<OrderLine> lines, IntUnaryOperator units) {
    BigInteger micros = BigInteger.ZERO;
    for (int i = 0; i < lines.size(); i++) {
      OrderLine line = lines.get(i);
      if (line.getUnitPriceMicros() == null) {
        return null;
      }
      micros =
          micros.add(
              BigInteger.valueOf(line.getUnitPriceMicros())
                  .multiply(BigInteger.valueOf(units.applyAsInt(i))));
    }
    BigInteger rounding = micros.add(HALF_A_MINOR);
    return micros.bitLength() > LONG_BITS || rounding.bitLength() > LONG_BITS
        ? null
        : new BigDecimal(rounding, MICROS_DIGITS_BELOW_MINOR)
            .setScale(0, RoundingMode.FLOOR)
            .unscaledValue();
  }
}
