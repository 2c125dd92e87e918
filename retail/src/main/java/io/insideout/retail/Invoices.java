package io.insideout.retail;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The invoices of a file in the order of their first lines, each once and whole. One invoice at a
/// time is in memory. For one thread; to be closed.
///
/// Throws [RetailFileException], from either method, where the file cannot be read to the end that
/// it had when it was surveyed.
public final class Invoices implements Iterator<Invoice>, AutoCloseable {
  private final InvoiceLines lines;
  private final InvoiceGroups groups;
  private final UnaryOperator<List<InvoiceLine>> whole;
  private final Classification classification;
  private final Runnable atEnd;
  private @Nullable Invoice ahead;
  private boolean ended;

  /// @param whole makes of a group of lines all lines of the invoice, or none if it had its turn
  Invoices(
      InvoiceLines lines,
      UnaryOperator<List<InvoiceLine>> whole,
      LineObserver observer,
      Runnable atEnd) {
    this.lines = lines;
    this.groups = new InvoiceGroups(lines, observer);
    this.whole = whole;
    this.classification = new Classification(observer);
    this.atEnd = atEnd;
  }

  @Override
  public boolean hasNext() {
    if (ahead == null && !ended) {
      ahead = read();
    }
    return ahead != null;
  }

  @Override
  public Invoice next() {
    Invoice invoice = hasNext() ? ahead : null;
    if (invoice == null) {
      throw new NoSuchElementException();
    }
    ahead = null;
    return invoice;
  }

  @Override
  public void close() {
    lines.close();
  }

  private @Nullable Invoice read() {
    List<InvoiceLine> group;
    while ((group = groups.next()) != null) {
      List<InvoiceLine> invoice = whole.apply(group);
      if (!invoice.isEmpty()) {
        return classification.of(invoice);
      }
    }
    ended = true;
    atEnd.run();
    return null;
  }
}
