package io.insideout.app.replay;

import io.insideout.catalog.Money;
import io.insideout.retail.BrokenLine;
import io.insideout.retail.Figures;
import io.insideout.retail.RetailFile;
import io.insideout.retail.Summary;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a replay tells: what was in the file, what was skipped and why, and what the log holds of
/// it.
public final class ReplayText {
  private ReplayText() {}

  /// Tells of the file before it is replayed.
  public static void file(RetailFile file, PrintWriter out) {
    Summary summary = file.summary();
    out.printf("%s: %,d lines%n", file.name(), summary.lines());
    line(out, "orders", summary.total().orders(), "");
    line(out, "cancellations (C)", summary.total().cancellations(), "returns, with --returns");
    line(out, "adjustments (A)", summary.total().adjustments(), "skipped: book-keeping, no order");
    line(out, "write-offs", summary.total().writeOffs(), "skipped: stock, no order");
    if (summary.total().negativeOrderLines().lines() > 0) {
      line(out, "negative lines", summary.total().negativeOrderLines(), "skipped within orders");
    }
    if (summary.blankLines() > 0) {
      out.printf("  %-20s %,9d lines   skipped%n", "blank", summary.blankLines());
    }
    summary
        .brokenLines()
        .forEach(
            (reason, count) ->
                out.printf("  %-20s %,9d lines   skipped: %s%n", "broken", count, reason.words()));
    for (BrokenLine broken : summary.brokenExamples().stream().limit(5).toList()) {
      out.println("    " + broken);
    }
    summary.endedEarly().ifPresent(why -> out.println("  The file ends early: " + why));
    out.printf(
        "  %,d products, %,d customers, %,d orders of guests%n",
        file.products().size(), file.customers().size(), summary.guestOrders());
    out.flush();
  }

  private static void line(PrintWriter out, String what, Figures figures, String note) {
    out.printf(
        "  %-20s %,9d lines  %,7d invoices  %,10d units  %16s GBP   %s%n",
        what,
        figures.lines(),
        figures.invoices(),
        figures.units(),
        Money.microsText(figures.amountMicros()),
        note);
  }

  /// Tells what became of it.
  ///
  /// @return whether the log holds what the file holds
  public static boolean outcome(RetailFile file, Outcome outcome, Duration took, PrintWriter out) {
    Figures orders = file.summary().total().orders();
    out.printf(
        "In the log after %.1f s (%,.0f orders/s):%n",
        took.toMillis() / 1e3, outcome.settled() * 1e3 / Math.max(1, took.toMillis()));
    row(out, "orders", outcome.inLog(), orders.invoices());
    row(out, "units", outcome.units(), orders.units());
    out.printf(
        "  %s %-10s %20s of %20s GBP%n",
        mark(outcome.amountMicros() == orders.amountMicros()),
        "revenue",
        Money.microsText(outcome.amountMicros()),
        Money.microsText(orders.amountMicros()));
    outcome.byState().forEach((state, count) -> out.printf("    %-10s %,10d%n", state, count));
    outcome.reasons().forEach((check, count) -> out.printf("      by %-7s %,8d%n", check, count));
    balance(file, outcome).ifPresent(books -> books.print(out));
    out.flush();
    return holds(file, outcome);
  }

  /// Whether the log holds what the file holds.
  public static boolean holds(RetailFile file, Outcome outcome) {
    Figures orders = file.summary().total().orders();
    return balance(file, outcome).map(BalanceText::balances).orElse(true)
        && outcome.inLog() == orders.invoices()
        && outcome.settled() == orders.invoices()
        && outcome.units() == orders.units()
        && outcome.amountMicros() == orders.amountMicros();
  }

  private static Optional<BalanceText> balance(RetailFile file, Outcome outcome) {
    return Optional.ofNullable(outcome.fileReturns())
        .map(returns -> new BalanceText(file, outcome, returns));
  }

  private static void row(PrintWriter out, String what, long is, long should) {
    out.printf("  %s %-10s %,20d of %,20d%n", mark(is == should), what, is, should);
  }

  private static String mark(boolean well) {
    return well ? "✔" : "✘";
  }

  /// The same for machines.
  public static Map<String, Object> json(RetailFile file, Outcome outcome, Duration took) {
    Summary summary = file.summary();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file.name());
    json.put("lines", summary.lines());
    json.put("skipped", skipped(summary));
    json.put("expected", figures(summary.total().orders()));
    json.put("ordersInLog", outcome.inLog());
    json.put("unitsInLog", outcome.units());
    json.put("amountMicrosInLog", outcome.amountMicros());
    json.put("byState", outcome.byState());
    json.put("rejectedBy", outcome.reasons());
    json.put("books", outcome.books());
    if (outcome.fileReturns() != null) {
      json.put("fileReturns", outcome.fileReturns());
    }
    json.put("holds", holds(file, outcome));
    json.put("tookMillis", took.toMillis());
    return json;
  }

  private static Map<String, Object> skipped(Summary summary) {
    Map<String, Object> skipped = new LinkedHashMap<>();
    skipped.put("cancellations", figures(summary.total().cancellations()));
    skipped.put("adjustments", figures(summary.total().adjustments()));
    skipped.put("writeOffs", figures(summary.total().writeOffs()));
    skipped.put("negativeOrderLines", figures(summary.total().negativeOrderLines()));
    skipped.put("blankLines", summary.blankLines());
    skipped.put("brokenLines", summary.brokenLines());
    return skipped;
  }

  private static Map<String, Object> figures(Figures figures) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("invoices", figures.invoices());
    json.put("lines", figures.lines());
    json.put("units", figures.units());
    json.put("amountMicros", figures.amountMicros());
    return json;
  }
}
