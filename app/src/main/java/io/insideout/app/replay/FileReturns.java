package io.insideout.app.replay;

import io.insideout.app.replay.ReturnTotals.Part;
import io.insideout.catalog.Money;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.ReturnLine;
import io.insideout.catalog.ReturnLines;
import io.insideout.retail.Invoice;
import io.insideout.retail.InvoiceLine;
import io.insideout.retail.ReturnMatching;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// The cancellations of a file as returns of its orders, found as the file is read, and what they
/// amount to.
final class FileReturns {
  private final ReturnMatching matching = new ReturnMatching();
  private final Map<String, TakenBack> byOrder = new HashMap<>();
  private long returns;
  private long matchedMicros;
  private long unmatchedUnits;
  private long unmatchedMicros;
  private long unmatchedLines;

  /// A return of one order.
  record Return(String orderId, ReturnLines lines) {}

  /// All that comes back of one order.
  private static final class TakenBack {
    private final Invoice.Sale sale;
    private final int[] units;
    private long returns;

    TakenBack(Invoice.Sale sale) {
      this.sale = sale;
      this.units = new int[sale.lines().size()];
    }

    void add(List<ReturnMatching.Units> more) {
      returns++;
      more.forEach(one -> units[one.line()] += one.quantity());
    }

    Part part() {
      List<OrderLine> lines = sale.placeOrder().getLines();
      List<Integer> kept =
          IntStream.range(0, units.length)
              .mapToObj(line -> lines.get(line).getQuantity() - units[line])
              .toList();
      long totalMinor = Money.totalMinor(lines).orElse(0);
      return new Part(
          returns,
          IntStream.of(units).asLongStream().sum(),
          IntStream.range(0, units.length)
              .mapToLong(line -> units[line] * sale.lines().get(line).unitPriceMicros())
              .sum(),
          totalMinor - Money.totalMinor(lines, kept));
    }
  }

  /// Takes the next sale of the file.
  void sold(Invoice.Sale sale) {
    matching.sold(sale);
  }

  /// Takes the next cancellation of the file.
  List<Return> of(Invoice.Cancellation cancellation) {
    ReturnMatching.Match match = matching.match(cancellation);
    for (InvoiceLine line : cancellation.lines()) {
      matchedMicros -= line.amountMicros();
    }
    for (InvoiceLine line : match.unmatched()) {
      unmatchedLines++;
      unmatchedUnits -= line.quantity();
      unmatchedMicros -= line.amountMicros();
      matchedMicros += line.amountMicros();
    }
    return match.bySale().entrySet().stream()
        .map(
            of -> {
              String orderId = FileOrders.id(of.getKey());
              returns++;
              byOrder.computeIfAbsent(orderId, _ -> new TakenBack(of.getKey())).add(of.getValue());
              return new Return(orderId, lines(cancellation.heading().number(), of.getValue()));
            })
        .toList();
  }

  private static ReturnLines lines(String number, List<ReturnMatching.Units> units) {
    return ReturnLines.newBuilder()
        .setReturnId("online-retail-" + number)
        .setLines(units.stream().map(one -> new ReturnLine(one.line(), one.quantity())).toList())
        .build();
  }

  /// How many were found so far.
  long count() {
    return returns;
  }

  /// @param rejected the orders that the log says were rejected
  ReturnTotals totals(Set<String> rejected) {
    Part all = Part.NONE;
    Part ofRejected = Part.NONE;
    for (Map.Entry<String, TakenBack> order : byOrder.entrySet()) {
      Part part = order.getValue().part();
      all = all.plus(part);
      ofRejected = rejected.contains(order.getKey()) ? ofRejected.plus(part) : ofRejected;
    }
    return new ReturnTotals(
        all, ofRejected, matchedMicros, unmatchedLines, unmatchedUnits, unmatchedMicros);
  }
}
