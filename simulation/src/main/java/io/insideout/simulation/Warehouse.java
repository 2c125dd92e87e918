package io.insideout.simulation;

import io.insideout.catalog.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The legacy database of stock: a row for each SKU, and what every line of an order has sent and
/// got back. People correct the rows whenever they like, whatever leaves is moved within them, each
/// in one transaction, and every state of a row is committed in one order.
final class Warehouse {
  /// @param onHand units that are there, as far as the books know
  /// @param shipped units that have left by orders, less what came back
  record Row(long onHand, long shipped) {
    static final Row NONE = new Row(0, 0);

    Row received(long units) {
      return new Row(onHand + units, shipped);
    }

    Row moved(long units) {
      return new Row(onHand - units, shipped + units);
    }
  }

  /// A row as a transaction left it behind; null where it was deleted.
  record Change(String sku, @Nullable Row row) {}

  private record Line(String orderId, int number) {}

  private record Sent(String sku, long left, long back) {
    long units() {
      return left - back;
    }

    /// As far as either has come: neither ever becomes less.
    Sent and(Sent other) {
      return new Sent(sku, Math.max(left, other.left), Math.max(back, other.back));
    }
  }

  private final RandomGenerator random;
  private final int unitsAtATime;
  private final Stocktaking books;
  private final Map<String, Row> rows = new TreeMap<>();
  private final Map<Line, Sent> lines = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();

  /// @param unitsAtATime how many come at a time, at most
  /// @param books is told of what people correct, and of nothing else
  Warehouse(RandomGenerator random, int unitsAtATime, Stocktaking books) {
    this.random = random;
    this.unitsAtATime = unitsAtATime;
    this.books = books;
  }

  Map<String, Row> rows() {
    return rows;
  }

  /// Every state of every row, in the order in which they were committed.
  List<Change> changes() {
    return changes;
  }

  /// Somebody corrects what there is of a SKU.
  ///
  /// @return what was done
  String correct(String sku) {
    Row row = rows.get(sku);
    if (row == null) {
      return begin(sku);
    }
    return switch (random.nextInt(14)) {
      case 0 -> end(sku);
      case 1, 2, 3 -> correct(sku, row, -Math.max(0, row.onHand()) - 1 - random.nextInt(3));
      case 4, 5 -> correct(sku, row, -1 - random.nextInt(6));
      default -> correct(sku, row, 1 + random.nextInt(unitsAtATime));
    };
  }

  /// A row that comes anew knows what its orders have sent before it.
  private String begin(String sku) {
    long shipped =
        lines.values().stream().filter(line -> line.sku().equals(sku)).mapToLong(Sent::units).sum();
    Row row = new Row(random.nextInt(1 + unitsAtATime), shipped);
    books.begin(sku, row.onHand() + row.shipped());
    commit(sku, row);
    return "the warehouse has %d of %s, and sent %d".formatted(row.onHand(), sku, row.shipped());
  }

  private String end(String sku) {
    books.end(sku);
    commit(sku, null);
    return "the warehouse has no more " + sku;
  }

  /// Also below zero: what is written off has perhaps left, and the books do not know it yet.
  private String correct(String sku, Row row, long units) {
    books.correct(sku, units);
    commit(sku, row.received(units));
    return units > 0
        ? "%d of %s come to the warehouse".formatted(units, sku)
        : "%d of %s are written off".formatted(-units, sku);
  }

  /// Takes a version of an order: what has left or come back of a line since the last one goes from
  /// on hand to shipped, or the other way. A version that it has taken before moves nothing.
  void take(Order order) {
    Map<String, Long> moved = new TreeMap<>();
    for (int number = 0; number < order.getLines().size(); number++) {
      String sku = order.getLines().get(number).getSku();
      Line line = new Line(order.getOrderId(), number);
      Sent before = lines.getOrDefault(line, new Sent(sku, 0, 0));
      Sent after =
          before.and(
              new Sent(
                  sku,
                  of(order.getShippedQuantities(), number),
                  of(order.getReturnedQuantities(), number)));
      lines.put(line, after);
      moved.merge(sku, after.units() - before.units(), Long::sum);
    }
    moved.forEach(
        (sku, units) -> {
          Row row = rows.get(sku);
          if (row != null && units != 0) {
            commit(sku, row.moved(units));
          }
        });
  }

  private static long of(List<Integer> quantities, int line) {
    return quantities.isEmpty() ? 0 : quantities.get(line);
  }

  private void commit(String sku, @Nullable Row row) {
    if (row == null) {
      rows.remove(sku);
    } else {
      rows.put(sku, row);
    }
    changes.add(new Change(sku, row));
  }
}
