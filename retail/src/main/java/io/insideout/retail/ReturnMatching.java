package io.insideout.retail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the orders that something given back came from. The file does not say: it is taken to be
/// the newest earlier ones of the same customer and SKU, unit by unit, each unit once.
///
/// Sales and cancellations are handed over in the order of the file. For one thread.
public final class ReturnMatching {
  private record Wares(String customerId, String sku) {}

  /// Units of one line of a sale that are not given back yet.
  private static final class Sold {
    private final Invoice.Sale sale;
    private final int line;
    private int left;

    Sold(Invoice.Sale sale, int line) {
      this.sale = sale;
      this.line = line;
      this.left = sale.lines().get(line).quantity();
    }
  }

  /// Units of one line of a sale, given back.
  ///
  /// @param line of the sale, counted from 0
  /// @param unitPriceMicros what the sale had asked for a unit
  public record Units(int line, int quantity, long unitPriceMicros) {}

  /// What a cancellation gives back.
  ///
  /// @param bySale the units, by the sale that they came from
  /// @param unmatched lines, or what is left of them, that no earlier sale explains; quantities
  ///   below zero, as in the file
  public record Match(Map<Invoice.Sale, List<Units>> bySale, List<InvoiceLine> unmatched) {}

  private final Map<Wares, Deque<Sold>> newestFirst = new HashMap<>();

  /// Takes a sale.
  public void sold(Invoice.Sale sale) {
    String customerId = sale.heading().customerId();
    if (customerId != null) {
      for (int line = 0; line < sale.lines().size(); line++) {
        newestFirst
            .computeIfAbsent(
                new Wares(customerId, sale.lines().get(line).sku()), _ -> new ArrayDeque<>())
            .addFirst(new Sold(sale, line));
      }
    }
  }

  /// Takes a cancellation, and says what it gives back.
  public Match match(Invoice.Cancellation cancellation) {
    Map<Invoice.Sale, List<Units>> bySale = new LinkedHashMap<>();
    List<InvoiceLine> unmatched = new ArrayList<>();
    for (InvoiceLine line : cancellation.lines()) {
      int left = take(cancellation.heading().customerId(), line, bySale);
      if (left != 0) {
        unmatched.add(withQuantity(line, left));
      }
    }
    return new Match(bySale, List.copyOf(unmatched));
  }

  /// @return what is left of the line's quantity
  private int take(
      @Nullable String customerId, InvoiceLine line, Map<Invoice.Sale, List<Units>> bySale) {
    Deque<Sold> candidates =
        customerId == null || line.quantity() > 0
            ? null
            : newestFirst.get(new Wares(customerId, line.sku()));
    if (candidates == null) {
      return line.quantity();
    }
    int units = -line.quantity();
    for (Iterator<Sold> sold = candidates.iterator(); sold.hasNext() && units > 0; ) {
      Sold next = sold.next();
      int taken = Math.min(units, next.left);
      bySale
          .computeIfAbsent(next.sale, _ -> new ArrayList<>())
          .add(new Units(next.line, taken, next.sale.lines().get(next.line).unitPriceMicros()));
      units -= taken;
      next.left -= taken;
      if (next.left == 0) {
        sold.remove();
      }
    }
    return -units;
  }

  private static InvoiceLine withQuantity(InvoiceLine line, int quantity) {
    return new InvoiceLine(
        line.lineNumber(),
        line.invoiceNumber(),
        line.sku(),
        line.description(),
        quantity,
        line.timeMicros(),
        line.unitPriceMicros(),
        line.customerId(),
        line.country());
  }
}
