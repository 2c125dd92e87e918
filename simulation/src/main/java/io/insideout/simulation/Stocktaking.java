package io.insideout.simulation;

import io.insideout.catalog.Check;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.StockShortage;
import io.insideout.services.inventory.StockLevel;
import io.insideout.simulation.Warehouse.Row;
import io.insideout.verify.Content;
import io.insideout.verify.Coordinates;
import io.insideout.verify.Entry;
import io.insideout.verify.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// D and L, as far as the simulation knows more than the log, for it sees every decision in the
/// order in which it is made. The warehouse's units are counted a second time, from what people
/// correct alone, and whatever leaves or comes back changes nothing of it. Inventory decides with
/// rows that the warehouse had, each as a whole and never with an older one than before, and
/// refuses with what is reserved at that moment. In the end the warehouse has shipped what the
/// orders say has left, and inventory knows of it what it has.
final class Stocktaking {
  private static final char STOCK = 'D';
  private static final char CONNECT = 'L';

  private final Map<String, Long> units = new TreeMap<>();

  /// By SKU, the row that inventory has decided with, and those that were published after it.
  private final Map<String, List<Row>> published = new HashMap<>();

  /// By SKU, what the newest entry of the ledger says.
  private final Map<String, Long> reserved = new HashMap<>();

  private final Map<String, Order> newest = new HashMap<>();
  private final List<Violation> found = new ArrayList<>();

  /// There is a row now, of so many units, wherever they are.
  void begin(String sku, long count) {
    units.put(sku, count);
  }

  void correct(String sku, long by) {
    units.merge(sku, by, Long::sum);
  }

  void end(String sku) {
    units.remove(sku);
  }

  /// Told of a row before anybody can read it.
  void publish(Warehouse.Change change) {
    Row row = change.row();
    states(change.sku()).add(row == null ? Row.NONE : row);
  }

  /// From now on nobody decides with a row that was not the newest.
  void allIsRead() {
    published.values().forEach(states -> states.subList(0, states.size() - 1).clear());
  }

  private List<Row> states(String sku) {
    return published.computeIfAbsent(sku, _ -> new ArrayList<>(List.of(Row.NONE)));
  }

  /// Takes a record as it is committed.
  void accept(Entry entry) {
    if (!(entry.content() instanceof Content.Value(var value, _))) {
      return;
    }
    switch (value) {
      case Order order ->
          newest.merge(
              order.getOrderId(),
              order,
              (known, now) -> known.getVersion() > now.getVersion() ? known : now);
      case StockReservation booked -> {
        decided(booked.getSku(), new Row(booked.getOnHand(), booked.getShipped()), entry.at());
        reserved.put(booked.getSku(), booked.getReservedAfter());
      }
      case OrderValidation answer when answer.getCheck() == Check.INVENTORY ->
          answer.getShortages().forEach(shortage -> refused(shortage, entry.at()));
      default -> {}
    }
  }

  private void decided(String sku, Row row, Coordinates at) {
    List<Row> states = states(sku);
    int place = states.indexOf(row);
    if (place < 0) {
      found(
          STOCK,
          "SKU %s: decided with %s, and the warehouse says %s".formatted(sku, row, states),
          List.of(at));
    } else {
      states.subList(0, place).clear();
    }
  }

  private void refused(StockShortage shortage, Coordinates at) {
    String sku = shortage.getSku();
    decided(sku, new Row(shortage.getOnHand(), shortage.getShipped()), at);
    long held = reserved.getOrDefault(sku, 0L);
    if (shortage.getReserved() != held) {
      found(
          STOCK,
          "SKU %s: refused with %d reserved, and it is %d"
              .formatted(sku, shortage.getReserved(), held),
          List.of(at));
    }
  }

  /// What is wrong since the last look, and whether all units are there.
  List<Violation> look(Map<String, Row> rows) {
    units.forEach(
        (sku, count) -> {
          Row row = rows.getOrDefault(sku, Row.NONE);
          if (row.onHand() + row.shipped() != count) {
            found(STOCK, "SKU %s: %s, of %d units".formatted(sku, row, count), List.of());
          }
        });
    List<Violation> now = List.copyOf(found);
    found.clear();
    return now;
  }

  /// What is wrong, once everything was read.
  ///
  /// @param levels what inventory keeps
  List<Violation> judge(Map<String, Row> rows, Map<String, StockLevel> levels) {
    Map<String, Long> sent = sent();
    rows.forEach(
        (sku, row) -> {
          if (row.shipped() != sent.getOrDefault(sku, 0L)) {
            found(
                CONNECT,
                "SKU %s: %s, and the orders sent %d"
                    .formatted(sku, row, sent.getOrDefault(sku, 0L)),
                List.of());
          }
        });
    Set<String> skus = new TreeSet<>(rows.keySet());
    skus.addAll(levels.keySet());
    skus.addAll(reserved.keySet());
    for (String sku : skus) {
      Row row = rows.getOrDefault(sku, Row.NONE);
      StockLevel due = new StockLevel(row.onHand(), row.shipped(), reserved.getOrDefault(sku, 0L));
      StockLevel level = levels.getOrDefault(sku, new StockLevel(0L, 0L, 0L));
      if (!due.equals(level)) {
        found(
            CONNECT,
            "SKU %s: inventory keeps %s, and it is %s".formatted(sku, level, due),
            List.of());
      }
    }
    return look(rows);
  }

  /// What has left less what came back, by SKU.
  private Map<String, Long> sent() {
    Map<String, Long> sent = new HashMap<>();
    for (Order order : newest.values()) {
      for (int line = 0; line < order.getLines().size(); line++) {
        sent.merge(
            order.getLines().get(line).getSku(),
            of(order.getShippedQuantities(), line) - of(order.getReturnedQuantities(), line),
            Long::sum);
      }
    }
    return sent;
  }

  private static long of(List<Integer> quantities, int line) {
    return quantities.isEmpty() ? 0 : quantities.get(line);
  }

  private void found(char law, String sentence, List<Coordinates> at) {
    found.add(new Violation(law, sentence, at));
  }
}
