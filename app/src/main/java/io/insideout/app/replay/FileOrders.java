package io.insideout.app.replay;

import io.insideout.retail.Invoice;
import io.insideout.retail.Invoices;
import io.insideout.retail.RetailFile;
import io.insideout.runtime.StartFailure;
import io.insideout.services.orders.OrderImport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The orders of a file, held against those that the log has.
///
/// @param ids of all of the file's orders
/// @param inLog of those that the log has already
record FileOrders(Set<String> ids, Set<String> inLog) {
  private static final int NAMED_AT_MOST = 3;

  /// @param commanded the fingerprints of the orders in the log, by their ids
  /// @throws StartFailure if an order of the file is in the log with another content: then the log
  ///   has the orders of another file, and this one's stock would be set over the other's
  static FileOrders of(RetailFile file, Map<String, String> commanded) {
    FileOrders orders = new FileOrders(new HashSet<>(), new HashSet<>());
    List<String> others = new ArrayList<>();
    try (Invoices invoices = file.invoices()) {
      while (invoices.hasNext()) {
        if (invoices.next() instanceof Invoice.Sale sale) {
          String id = id(sale);
          String known = commanded.get(id);
          orders.ids.add(id);
          if (known != null) {
            orders.inLog.add(id);
            if (!OrderImport.isOf(known, sale.placeOrder())) {
              others.add(id);
            }
          }
        }
      }
    }
    if (!others.isEmpty()) {
      throw new StartFailure(conflict(file, others));
    }
    return orders;
  }

  private static String conflict(RetailFile file, List<String> others) {
    return "%,d %s of the file %s in the log already, with another content: %s%s. The log has the orders of another file with the same invoice numbers; give %s a data directory of its own. Nothing was written."
        .formatted(
            others.size(),
            others.size() == 1 ? "order" : "orders",
            others.size() == 1 ? "is" : "are",
            String.join(", ", others.subList(0, Math.min(NAMED_AT_MOST, others.size()))),
            others.size() > NAMED_AT_MOST ? " and more" : "",
            file.name());
  }

  /// The id of the order that an invoice is, whichever file it is in.
  static String id(Invoice.Sale sale) {
    return sale.idempotencyKey().replace('/', '-');
  }
}
