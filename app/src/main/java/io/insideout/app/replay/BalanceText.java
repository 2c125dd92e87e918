package io.insideout.app.replay;

import io.insideout.catalog.Money;
import io.insideout.catalog.ReturnState;
import io.insideout.retail.Breakdown;
import io.insideout.retail.RetailFile;
import java.io.PrintWriter;

/// The books of a file that was replayed with its returns: every line of it is an order, a return,
/// or told as skipped, and they add up to what the whole file adds up to; and the log says of the
/// orders what the file says. What comes back of an order that was rejected was never sold: it is
/// left out, and told. Nothing else is.
record BalanceText(RetailFile file, Outcome outcome, ReturnTotals returns) {
  /// Whether the books balance, to the unit and to the penny.
  boolean balances() {
    return together() == file.summary().total().net().amountMicros()
        && isCharged()
        && isRefunded()
        && isReturned();
  }

  private long together() {
    Breakdown total = file.summary().total();
    return total.orders().amountMicros()
        - returns.matchedMicros()
        - returns.unmatchedMicros()
        + total.adjustments().amountMicros()
        + total.writeOffs().amountMicros()
        + total.negativeOrderLines().amountMicros();
  }

  private boolean isCharged() {
    return outcome.books().chargeMinor() == outcome.books().dueMinor();
  }

  private boolean isRefunded() {
    return outcome.books().refundMinor() == returns.refundDueMinor();
  }

  private boolean isReturned() {
    return inLog(ReturnState.ACCEPTED) == returns.returnsDue()
        && inLog(ReturnState.REFUSED) == returns.ofRejected().returns()
        && inLog(ReturnState.REGISTERED) == 0;
  }

  private long inLog(ReturnState state) {
    return outcome.books().returns().getOrDefault(state.name(), 0L);
  }

  void print(PrintWriter out) {
    Breakdown total = file.summary().total();
    out.printf("The books (GBP):%n");
    amount(out, "orders", total.orders().amountMicros(), "");
    amount(
        out,
        "returns",
        -returns.matchedMicros(),
        "%,d units of %,d orders' returns; at the orders' prices %s"
            .formatted(
                returns.all().units(),
                returns.all().returns(),
                Money.microsText(returns.all().refundMicros())));
    amount(
        out,
        "cancelled, no order",
        -returns.unmatchedMicros(),
        "%,d units on %,d lines that no earlier order of the customer explains"
            .formatted(returns.unmatchedUnits(), returns.unmatchedLines()));
    amount(out, "adjustments", total.adjustments().amountMicros(), "skipped");
    amount(out, "write-offs", total.writeOffs().amountMicros(), "skipped");
    amount(out, "negative lines", total.negativeOrderLines().amountMicros(), "skipped");
    boolean adds = together() == total.net().amountMicros();
    amount(out, "together", together(), mark(adds) + " the file's total");
    inTheLog(out);
  }

  private void inTheLog(PrintWriter out) {
    Outcome.Books books = outcome.books();
    ReturnTotals.Part rejected = returns.ofRejected();
    out.printf(
        "  %s charged  %19s of %s due, rounded once an order%n",
        mark(isCharged()), Money.minorText(books.chargeMinor()), Money.minorText(books.dueMinor()));
    if (rejected.returns() > 0) {
      out.printf(
          "    rejected %19s left out: %,d %s of %,d units of orders that were rejected%n",
          Money.microsText(rejected.refundMicros()),
          rejected.returns(),
          rejected.returns() == 1 ? "return" : "returns",
          rejected.units());
    }
    out.printf(
        "  %s refunded %19s of %s due back, rounded once an order%n",
        mark(isRefunded()),
        Money.minorText(books.refundMinor()),
        Money.minorText(returns.refundDueMinor()));
    out.printf(
        "  %s returns  %,19d of %,d accepted%s%n",
        mark(isReturned()),
        inLog(ReturnState.ACCEPTED),
        returns.returnsDue(),
        others(rejected.returns()));
  }

  private String others(long toBeRefused) {
    long refused = inLog(ReturnState.REFUSED);
    long waiting = inLog(ReturnState.REGISTERED);
    return (refused + toBeRefused == 0
            ? ""
            : ", %,d of %,d refused".formatted(refused, toBeRefused))
        + (waiting == 0 ? "" : ", %,d not decided".formatted(waiting));
  }

  private static void amount(PrintWriter out, String what, long micros, String note) {
    out.printf("  %-20s %18s   %s%n", what, Money.microsText(micros), note);
  }

  private static String mark(boolean well) {
    return well ? "✔" : "✘";
  }
}
