package io.insideout.app.replay;

import io.insideout.catalog.Money;
import io.insideout.retail.Breakdown;
import io.insideout.retail.RetailFile;
import java.io.PrintWriter;

/// The books of a file that was replayed with its returns: every line of it is an order, a return,
/// or told as skipped, and they add up to what the whole file adds up to; and the log says of the
/// orders what the file says.
record BalanceText(RetailFile file, Outcome outcome, ReturnTotals returns) {
  private static final long MICROS_PER_MINOR = 10_000;

  /// Prints the books.
  ///
  /// @return whether they balance
  boolean print(PrintWriter out) {
    Breakdown total = file.summary().total();
    long sum =
        total.orders().amountMicros()
            - returns.matchedMicros()
            - returns.unmatchedMicros()
            + total.adjustments().amountMicros()
            + total.writeOffs().amountMicros()
            + total.negativeOrderLines().amountMicros();
    out.printf("The books (GBP):%n");
    amount(out, "orders", total.orders().amountMicros(), "");
    amount(
        out,
        "returns",
        -returns.matchedMicros(),
        "%,d units of %,d orders' returns".formatted(returns.matchedUnits(), returns.returns()));
    amount(
        out,
        "cancelled, no order",
        -returns.unmatchedMicros(),
        "%,d units on %,d lines that no earlier order of the customer explains"
            .formatted(returns.unmatchedUnits(), returns.unmatchedLines()));
    amount(out, "adjustments", total.adjustments().amountMicros(), "skipped");
    amount(out, "write-offs", total.writeOffs().amountMicros(), "skipped");
    amount(out, "negative lines", total.negativeOrderLines().amountMicros(), "skipped");
    boolean adds = sum == total.net().amountMicros();
    amount(out, "together", sum, (adds ? "✔" : "✘") + " the file's total");
    return inTheLog(out) && adds;
  }

  private boolean inTheLog(PrintWriter out) {
    Outcome.Books books = outcome.books();
    long accepted = books.returns().getOrDefault("ACCEPTED", 0L);
    boolean charged = books.chargeMinor() == books.dueMinor();
    boolean returned = accepted == returns.returns();
    // Each order is rounded once, up to half a minor unit either way.
    long off = Math.abs(books.refundMinor() * MICROS_PER_MINOR - returns.refundMicros());
    boolean refunded = off <= accepted * MICROS_PER_MINOR;
    out.printf(
        "  %s charged  %19s of %s due, rounded once an order%n",
        mark(charged), Money.minorText(books.chargeMinor()), Money.minorText(books.dueMinor()));
    out.printf(
        "  %s refunded %19s; %s at the orders' prices (the cancellations' say %s)%n",
        mark(refunded),
        Money.minorText(books.refundMinor()),
        Money.microsText(returns.refundMicros()),
        Money.microsText(returns.matchedMicros()));
    out.printf(
        "  %s returns  %,19d of %,d accepted%n", mark(returned), accepted, returns.returns());
    return charged && refunded && returned;
  }

  private static void amount(PrintWriter out, String what, long micros, String note) {
    out.printf("  %-20s %18s   %s%n", what, Money.microsText(micros), note);
  }

  private static String mark(boolean well) {
    return well ? "✔" : "✘";
  }
}
