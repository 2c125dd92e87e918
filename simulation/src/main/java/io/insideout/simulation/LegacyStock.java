package io.insideout.simulation;

import io.insideout.runtime.schema.Schemas;
import io.insideout.services.inventory.StockLevel;
import io.insideout.verify.Violation;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Where stock lives: the warehouse's database, what it is told of orders, and what is told of it.
final class LegacyStock {
  /// What inventory keeps of it, as it would restore that.
  private static final String LEVELS = "inventory-stock-levels-changelog";

  private final SimulatedLog log;
  private final Schemas schemas;
  private final Stocktaking books;
  private final Warehouse warehouse;
  private final WarehouseSink sink;
  private final Capture capture;

  /// @param books counts all of it a second time
  LegacyStock(
      SimulatedLog log,
      Schemas schemas,
      OutsideWorld outside,
      DeadLetters letters,
      RandomGenerator random,
      Odds odds,
      Stocktaking books) {
    this.log = log;
    this.schemas = schemas;
    this.books = books;
    warehouse = new Warehouse(random, odds.unitsAtATime(), books);
    sink = new WarehouseSink(log, schemas, warehouse, letters, random);
    capture = new Capture(warehouse, outside, books);
  }

  Warehouse warehouse() {
    return warehouse;
  }

  /// Reads a version of an order, and moves what has left, if there is one.
  Optional<String> move() {
    return sink.take();
  }

  /// Goes back among the orders.
  String goBack() {
    return sink.goBack();
  }

  /// Publishes a row, if there is one.
  Optional<String> capture() {
    return capture.publish();
  }

  /// Told that nobody has anything left to read of what was published, nor to commit.
  void allIsRead() {
    books.allIsRead();
  }

  /// What is wrong since the last look.
  List<Violation> look() {
    return books.look(warehouse.rows());
  }

  /// What is wrong, once everything was read.
  List<Violation> judge() {
    return books.judge(
        warehouse.rows(),
        log.table(LEVELS, schemas.serde(LEVELS + "-value", StockLevel.class).deserializer()));
  }
}
