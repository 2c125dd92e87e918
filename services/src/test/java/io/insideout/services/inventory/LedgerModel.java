package io.insideout.services.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.ReservationChange;
import io.insideout.catalog.StockReservation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The ledger of reservations folded by itself, with the laws of stock held against every entry. It
/// knows the entries and the stock alone, not the code that wrote them.
final class LedgerModel {
  /// What the warehouse says of a SKU.
  record Row(long onHand, long shipped) {
    static final Row NONE = new Row(0, 0);

    long units() {
      return onHand + shipped;
    }
  }

  private final Map<String, Row> rows = new HashMap<>();
  private final Map<String, Long> reserved = new HashMap<>();
  private final Map<String, Long> reservedByOrder = new HashMap<>();
  private final Set<String> releasedByOrder = new HashSet<>();

  void stock(String sku, Row row) {
    rows.put(sku, row);
  }

  Row row(String sku) {
    return rows.getOrDefault(sku, Row.NONE);
  }

  long reserved(String sku) {
    return reserved.getOrDefault(sku, 0L);
  }

  long free(String sku) {
    return row(sku).units() - reserved(sku);
  }

  Map<String, Long> reserved() {
    return reserved;
  }

  void append(StockReservation entry) {
    String sku = entry.getSku();
    String line = entry.getOrderId() + " " + sku;
    assertThat(entry.getQuantity()).as("units of %s", entry).isPositive();
    assertThat(new Row(entry.getOnHand(), entry.getShipped()))
        .as("the row at %s", entry)
        .isEqualTo(row(sku));
    long change =
        switch (entry.getChange()) {
          case RESERVED -> entry.getQuantity();
          case RELEASED, RETURNED -> -entry.getQuantity();
        };
    assertThat(entry.getReservedAfter())
        .as("the chain of %s", entry)
        .isEqualTo(reserved(sku) + change)
        .isNotNegative();
    if (entry.getChange() == ReservationChange.RESERVED) {
      assertThat(entry.getReservedAfter())
          .as("oversold: %s", entry)
          .isLessThanOrEqualTo(row(sku).units());
      assertThat(reservedByOrder.put(line, entry.getQuantity()))
          .as("reserved twice: %s", entry)
          .isNull();
    } else if (entry.getChange() == ReservationChange.RETURNED) {
      assertThat(reservedByOrder.merge(line, -entry.getQuantity(), Long::sum))
          .as("came back of what is held: %s", entry)
          .isNotNegative();
    } else {
      assertThat(entry.getQuantity())
          .as("released: %s", entry)
          .isEqualTo(reservedByOrder.get(line));
      assertThat(releasedByOrder.add(line)).as("released once: %s", entry).isTrue();
    }
    reserved.put(sku, entry.getReservedAfter());
  }
}
