package io.insideout.retail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Lines that stand apart from the first lines of their invoice, after another invoice's. Each
/// invoice must become one order, and an order cannot be added to once it is placed: so these are
/// found when the file is surveyed, and when it is read again they join their invoice at its first
/// line.
final class Strays {
  /// So many may be held in memory. A file with more is not in the order of its invoices.
  static final int MAX_LINES = 100_000;

  private final Map<String, List<InvoiceLine>> byInvoice = new HashMap<>();
  private int lines;

  /// Takes the groups of a file one after the other, gives back each that is the first of its
  /// invoice, and keeps the others, for which it gives back an empty list.
  ///
  /// Throws [TooMany] where that would be more than [#MAX_LINES].
  UnaryOperator<List<InvoiceLine>> finding() {
    Set<String> seen = new HashSet<>();
    return group -> {
      if (seen.add(group.getFirst().invoiceNumber())) {
        return group;
      }
      keep(group);
      return List.of();
    };
  }

  /// Takes the groups of a file one after the other, gives back each that is the first of its
  /// invoice together with the lines that were found elsewhere, and an empty list for the others.
  UnaryOperator<List<InvoiceLine>> joining() {
    Set<String> joined = new HashSet<>();
    return group -> {
      String invoice = group.getFirst().invoiceNumber();
      List<InvoiceLine> others = byInvoice.get(invoice);
      if (others == null) {
        return group;
      } else if (!joined.add(invoice)) {
        return List.of();
      }
      List<InvoiceLine> whole = new ArrayList<>(group);
      whole.addAll(others);
      return whole;
    };
  }

  /// How many invoices have lines that stand apart.
  int invoices() {
    return byInvoice.size();
  }

  private void keep(List<InvoiceLine> group) {
    lines += group.size();
    if (lines > MAX_LINES) {
      throw new TooMany();
    }
    byInvoice
        .computeIfAbsent(group.getFirst().invoiceNumber(), _ -> new ArrayList<>())
        .addAll(group);
  }

  /// The file's lines are not in the order of its invoices.
  static final class TooMany extends RuntimeException {
    TooMany() {
      super("more than %,d lines stand apart from their invoice".formatted(MAX_LINES));
    }
  }
}
