package io.insideout.retail;

import java.util.List;

/// What a number of invoices add up to. Exact: a sum that does not fit a `long` is an
/// [ArithmeticException], never a wrong figure.
///
/// @param units net: those of negative lines are taken off
/// @param amountMicros in millionths of the currency unit, not rounded
public record Figures(long invoices, long lines, long units, long amountMicros) {
  static final Figures NONE = new Figures(0, 0, 0, 0);

  static Figures of(int invoices, List<InvoiceLine> lines) {
    long units = lines.stream().mapToLong(InvoiceLine::quantity).sum();
    long amountMicros =
        lines.stream().mapToLong(InvoiceLine::amountMicros).reduce(0, Math::addExact);
    return new Figures(invoices, lines.size(), units, amountMicros);
  }

  Figures plus(Figures other) {
    return new Figures(
        invoices + other.invoices,
        lines + other.lines,
        Math.addExact(units, other.units),
        Math.addExact(amountMicros, other.amountMicros));
  }
}
