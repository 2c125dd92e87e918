package io.insideout.simulation;

import io.insideout.catalog.Stock;
import io.insideout.catalog.Topics;
import java.util.Optional;

/// Change data capture: publishes each state of the warehouse's rows as it was committed, in that
/// order, and as late as it happens to.
final class Capture {
  private final Warehouse warehouse;
  private final OutsideWorld outside;
  private final Stocktaking books;
  private int published;

  /// @param books is told of every row that is published
  Capture(Warehouse warehouse, OutsideWorld outside, Stocktaking books) {
    this.warehouse = warehouse;
    this.outside = outside;
    this.books = books;
  }

  /// Publishes the next state, if there is one.
  ///
  /// @return what it did
  Optional<String> publish() {
    if (published == warehouse.changes().size()) {
      return Optional.empty();
    }
    Warehouse.Change change = warehouse.changes().get(published++);
    books.publish(change);
    Warehouse.Row row = change.row();
    outside.publish(
        Topics.STOCK,
        change.sku(),
        row == null ? null : new Stock(change.sku(), row.onHand(), row.shipped()));
    return Optional.of(
        "the capture says of %s: %s"
            .formatted(
                change.sku(),
                row == null
                    ? "gone"
                    : "%d on hand, %d shipped".formatted(row.onHand(), row.shipped())));
  }
}
