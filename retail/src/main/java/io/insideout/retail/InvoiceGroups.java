package io.insideout.retail;

import io.insideout.retail.BrokenLine.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Consecutive lines of one invoice number. Broken lines among them do not end a group.
final class InvoiceGroups {
  /// The largest real invoice known has 705.
  static final int MAX_LINES = 10_000;

  private final InvoiceLines lines;
  private final LineObserver observer;
  private @Nullable InvoiceLine ahead;

  InvoiceGroups(InvoiceLines lines, LineObserver observer) {
    this.lines = lines;
    this.observer = observer;
    this.ahead = lines.next();
  }

  /// The next group, which is never empty, or null after the last.
  @Nullable List<InvoiceLine> next() {
    InvoiceLine first = ahead;
    if (first == null) {
      return null;
    }
    List<InvoiceLine> group = new ArrayList<>();
    InvoiceLine line = first;
    while (line != null && line.invoiceNumber().equals(first.invoiceNumber())) {
      if (group.size() < MAX_LINES) {
        group.add(line);
      } else {
        observer.broken(
            new BrokenLine(
                line.lineNumber(), Reason.INVOICE_TOO_LONG, "more than " + MAX_LINES + " lines"));
      }
      line = lines.next();
    }
    ahead = line;
    return group;
  }
}
