package io.insideout.retail;

import io.insideout.retail.BrokenLine.Reason;
import io.insideout.retail.Invoice.Adjustment;
import io.insideout.retail.Invoice.Cancellation;
import io.insideout.retail.Invoice.Heading;
import io.insideout.retail.Invoice.Sale;
import io.insideout.retail.Invoice.WriteOff;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides what the lines of one invoice number are together.
final class Classification {
  private final LineObserver observer;

  Classification(LineObserver observer) {
    this.observer = observer;
  }

  /// Takes all lines of one invoice number; there is at least one.
  Invoice of(List<InvoiceLine> lines) {
    String customerId = customerOf(lines);
    InvoiceLine first = lines.getFirst();
    var heading =
        new Heading(
            first.invoiceNumber(),
            first.lineNumber(),
            first.timeMicros(),
            customerId,
            first.country());
    List<InvoiceLine> own = lines.stream().filter(line -> belongsTo(customerId, line)).toList();
    return switch (InvoiceKind.of(heading.number())) {
      case CANCELLATION -> new Cancellation(heading, own);
      case ADJUSTMENT -> new Adjustment(heading, own);
      case PLAIN -> {
        List<InvoiceLine> sold = own.stream().filter(line -> line.quantity() > 0).toList();
        List<InvoiceLine> negative = own.stream().filter(line -> line.quantity() < 0).toList();
        yield sold.isEmpty() ? new WriteOff(heading, own) : new Sale(heading, sold, negative);
      }
    };
  }

  /// An invoice is one customer's. A line that names a second one contradicts the lines before it,
  /// and there is no telling whose it is.
  private boolean belongsTo(@Nullable String customerId, InvoiceLine line) {
    String named = line.customerId();
    if (named == null || named.equals(customerId)) {
      return true;
    }
    observer.broken(
        new BrokenLine(
            line.lineNumber(),
            Reason.OTHER_CUSTOMER,
            "%s in invoice %s of %s".formatted(named, line.invoiceNumber(), customerId)));
    return false;
  }

  private static @Nullable String customerOf(List<InvoiceLine> lines) {
    return lines.stream()
        .map(InvoiceLine::customerId)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
