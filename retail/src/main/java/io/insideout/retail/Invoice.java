package io.insideout.retail;

import io.insideout.catalog.OrderLine;
import io.insideout.catalog.PlaceOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All lines of one invoice number, which together are one business fact.
public sealed interface Invoice {
  Heading heading();

  /// The lines that make this fact, in the order of the file; never empty.
  List<InvoiceLine> lines();

  /// What holds for an invoice as a whole.
  ///
  /// @param number with its prefix
  /// @param lineNumber of its first line in the file; grows from invoice to invoice
  /// @param timeMicros the date of its first line (a few have two), read as UTC, microseconds since
  ///   the epoch
  /// @param customerId null for a guest
  /// @param country of its first line
  record Heading(
      String number,
      long lineNumber,
      long timeMicros,
      @Nullable String customerId,
      String country) {}

  /// An order: no prefix, quantities above zero.
  ///
  /// @param skipped lines with quantities below zero that stood between them; they are counted in
  ///   the summary and are no part of the order
  record Sale(Heading heading, List<InvoiceLine> lines, List<InvoiceLine> skipped)
      implements Invoice {
    public Sale {
      lines = List.copyOf(lines);
      skipped = List.copyOf(skipped);
    }

    /// A key that is the same each time the file is replayed, so that an order is placed once.
    public String idempotencyKey() {
      return "online-retail/" + heading.number();
    }

    /// The order to place, with the prices of the file.
    public PlaceOrder placeOrder() {
      var order = PlaceOrder.newBuilder();
      String customerId = heading.customerId();
      if (customerId != null) {
        order.setCustomerId(customerId);
      }
      return order
          .setCardToken("card-" + (customerId == null ? "guest-" + heading.number() : customerId))
          .setCurrency(RetailFile.CURRENCY)
          .setLines(lines.stream().map(Sale::orderLine).toList())
          .setPlacedAtMicros(heading.timeMicros())
          .setCountry(heading.country())
          .build();
    }

    private static OrderLine orderLine(InvoiceLine line) {
      return new OrderLine(line.sku(), line.quantity(), line.unitPriceMicros());
    }
  }

  /// Prefix C: goods given back. It does not say which invoice it cancels.
  record Cancellation(Heading heading, List<InvoiceLine> lines) implements Invoice {
    public Cancellation {
      lines = List.copyOf(lines);
    }
  }

  /// Prefix A: an entry of the book-keepers, such as a bad debt.
  record Adjustment(Heading heading, List<InvoiceLine> lines) implements Invoice {
    public Adjustment {
      lines = List.copyOf(lines);
    }
  }

  /// No prefix, quantities below zero only: goods lost, damaged or counted anew.
  record WriteOff(Heading heading, List<InvoiceLine> lines) implements Invoice {
    public WriteOff {
      lines = List.copyOf(lines);
    }
  }
}
