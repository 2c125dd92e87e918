package io.insideout.retail;

import io.insideout.retail.Invoice.Adjustment;
import io.insideout.retail.Invoice.Cancellation;
import io.insideout.retail.Invoice.Sale;
import io.insideout.retail.Invoice.WriteOff;
import java.util.List;

/// The figures of a number of invoices by what they are.
///
/// @param negativeOrderLines lines with negative quantities that stood within orders and are no
///   part of them; its invoices are 0, for they are counted as orders
public record Breakdown(
    Figures orders,
    Figures cancellations,
    Figures adjustments,
    Figures writeOffs,
    Figures negativeOrderLines) {
  private static final Figures NO = Figures.NONE;

  static final Breakdown NONE = new Breakdown(NO, NO, NO, NO, NO);

  /// All of it together: what the retailer's books say.
  public Figures net() {
    return List.of(cancellations, adjustments, writeOffs, negativeOrderLines).stream()
        .reduce(orders, Figures::plus);
  }

  static Breakdown of(Invoice invoice) {
    Figures figures = Figures.of(1, invoice.lines());
    return switch (invoice) {
      case Sale sale -> new Breakdown(figures, NO, NO, NO, Figures.of(0, sale.skipped()));
      case Cancellation _ -> new Breakdown(NO, figures, NO, NO, NO);
      case Adjustment _ -> new Breakdown(NO, NO, figures, NO, NO);
      case WriteOff _ -> new Breakdown(NO, NO, NO, figures, NO);
    };
  }

  Breakdown plus(Breakdown other) {
    return new Breakdown(
        orders.plus(other.orders),
        cancellations.plus(other.cancellations),
        adjustments.plus(other.adjustments),
        writeOffs.plus(other.writeOffs),
        negativeOrderLines.plus(other.negativeOrderLines));
  }
}
