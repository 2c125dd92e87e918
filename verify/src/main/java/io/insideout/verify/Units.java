package io.insideout.verify;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.StockReservation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The books of one order about one SKU: what it asked for, and what its ledger entries say.
final class Units {
  long asked;
  long reserved;
  long released;
  long cameBack;
  long left;
  long dueBack;
  int reservedEntries;
  int releasedEntries;
  @Nullable Coordinates lastReserved;
  @Nullable Coordinates lastReleased;

  private Units() {}

  /// The books of an order, by SKU.
  static Map<String, Units> of(Dossier dossier) {
    Map<String, Units> bySku = new TreeMap<>();
    if (!dossier.versions().isEmpty()) {
      Order order = dossier.versions().getFirst().value();
      for (OrderLine line : order.getLines()) {
        bySku.computeIfAbsent(line.getSku(), _ -> new Units()).asked += line.getQuantity();
      }
    }
    if (!dossier.versions().isEmpty()) {
      Order newest = dossier.versions().getLast().value();
      for (int i = 0; i < newest.getLines().size(); i++) {
        Units units = bySku.computeIfAbsent(newest.getLines().get(i).getSku(), _ -> new Units());
        units.left += of(newest.getShippedQuantities(), i);
        units.dueBack += of(newest.getReturnedQuantities(), i);
      }
    }
    for (Filed<StockReservation> entry : dossier.ledger()) {
      bySku.computeIfAbsent(entry.value().getSku(), _ -> new Units()).book(entry);
    }
    return bySku;
  }

  /// An order says nothing of its lines before the first of them leaves or comes back.
  private static int of(List<Integer> quantities, int line) {
    return line < quantities.size() ? quantities.get(line) : 0;
  }

  private void book(Filed<StockReservation> entry) {
    switch (entry.value().getChange()) {
      case RESERVED -> {
        reserved += entry.value().getQuantity();
        reservedEntries++;
        lastReserved = entry.at();
      }
      case RELEASED -> {
        released += entry.value().getQuantity();
        releasedEntries++;
        lastReleased = entry.at();
      }
      case RETURNED -> cameBack += entry.value().getQuantity();
    }
  }

  long held() {
    return reserved - released - cameBack;
  }

  /// What the order's state says it holds.
  long claimed(LifeCycle.Claim claim) {
    return switch (claim) {
      case OPEN -> held();
      case HOLDS -> asked - dueBack;
      case GIVES_BACK -> 0;
    };
  }
}
