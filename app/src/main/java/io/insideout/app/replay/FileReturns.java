package io.insideout.app.replay;

import io.insideout.catalog.ReturnLine;
import io.insideout.catalog.ReturnLines;
import io.insideout.retail.Invoice;
import io.insideout.retail.InvoiceLine;
import io.insideout.retail.ReturnMatching;
import java.util.List;

/// The cancellations of a file as returns of its orders, found as the file is read, and what they
/// amount to.
final class FileReturns {
  private final ReturnMatching matching = new ReturnMatching();
  private long returns;
  private long matchedUnits;
  private long matchedMicros;
  private long refundMicros;
  private long unmatchedUnits;
  private long unmatchedMicros;
  private long unmatchedLines;

  /// A return of one order.
  record Return(String orderId, ReturnLines lines) {}

  /// Takes the next sale of the file.
  void sold(Invoice.Sale sale) {
    matching.sold(sale);
  }

  /// Takes the next cancellation of the file.
  List<Return> of(Invoice.Cancellation cancellation) {
    ReturnMatching.Match match = matching.match(cancellation);
    for (InvoiceLine line : cancellation.lines()) {
      matchedUnits -= line.quantity();
      matchedMicros -= line.amountMicros();
    }
    for (InvoiceLine line : match.unmatched()) {
      unmatchedLines++;
      unmatchedUnits -= line.quantity();
      unmatchedMicros -= line.amountMicros();
      matchedUnits += line.quantity();
      matchedMicros += line.amountMicros();
    }
    return match.bySale().entrySet().stream()
        .map(
            of -> {
              returns++;
              of.getValue()
                  .forEach(units -> refundMicros += units.quantity() * units.unitPriceMicros());
              return new Return(
                  FileOrders.id(of.getKey()),
                  lines(cancellation.heading().number(), of.getValue()));
            })
        .toList();
  }

  private static ReturnLines lines(String number, List<ReturnMatching.Units> units) {
    return ReturnLines.newBuilder()
        .setReturnId("online-retail-" + number)
        .setLines(units.stream().map(one -> new ReturnLine(one.line(), one.quantity())).toList())
        .build();
  }

  ReturnTotals totals() {
    return new ReturnTotals(
        returns,
        matchedUnits,
        matchedMicros,
        refundMicros,
        unmatchedLines,
        unmatchedUnits,
        unmatchedMicros);
  }
}
