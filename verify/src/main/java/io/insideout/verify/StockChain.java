package io.insideout.verify;

import io.insideout.catalog.ReservationChange;
import io.insideout.catalog.StockReservation;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The ledger of reserved stock, a chain of entries for each SKU: every entry continues from the
/// figure that the one before it left behind.
final class StockChain {
  /// The end of a SKU's chain.
  record Row(String sku, Coordinates at, long reserved) {}

  private final Facts rows;

  /// Every figure that a SKU's chain has come to.
  private final Facts figures;

  StockChain(Facts rows, Facts figures) {
    this.rows = rows;
    this.figures = figures;
  }

  void accept(Coordinates at, @Nullable String key, StockReservation entry, Findings findings) {
    String sku = entry.getSku();
    Row previous = row(sku, at.topic());
    if (!sku.equals(key)) {
      findings.violation("an entry about SKU %s has the key %s".formatted(sku, key), at);
    }
    if (previous != null && previous.at().partition() != at.partition()) {
      findings.violation("SKU %s stands in two partitions".formatted(sku), previous.at(), at);
    }
    link(previous, at, entry, findings);
    put(new Row(sku, at, entry.getReservedAfter()));
    figures.put(FactKey.numbered(sku, entry.getReservedAfter()), new byte[0]);
  }

  /// Whether so much of a SKU was reserved at any time. Nothing is, before its first entry.
  boolean had(String sku, long reserved) {
    return reserved == 0 || figures.get(FactKey.numbered(sku, reserved)) != null;
  }

  private static void link(
      @Nullable Row previous, Coordinates at, StockReservation entry, Findings findings) {
    long before = previous == null ? 0 : previous.reserved();
    boolean reserves = entry.getChange() == ReservationChange.RESERVED;
    long expected = before + (reserves ? entry.getQuantity() : -entry.getQuantity());
    String sku = entry.getSku();
    if (entry.getReservedAfter() != expected) {
      findings.violation(
          "SKU %s: %,d reserved, %s %,d, and then %,d reserved"
              .formatted(
                  sku, before, entry.getChange(), entry.getQuantity(), entry.getReservedAfter()),
          previous == null ? new Coordinates[] {at} : new Coordinates[] {previous.at(), at});
    }
    if (entry.getQuantity() < 1) {
      findings.violation(
          "SKU %s: %s %,d units".formatted(sku, entry.getChange(), entry.getQuantity()), at);
    }
    if (entry.getReservedAfter() < 0) {
      findings.violation("SKU %s: %,d reserved".formatted(sku, entry.getReservedAfter()), at);
    }
    StockPair pair = StockPair.of(entry);
    if (reserves && entry.getReservedAfter() > pair.units()) {
      findings.violation(
          "SKU %s: oversold, %,d reserved of %s".formatted(sku, entry.getReservedAfter(), pair),
          at);
    }
  }

  /// Hands out the end of every chain.
  void forEach(String topic, Consumer<Row> reader) {
    try (Facts.Cursor cursor = rows.scan(new byte[0])) {
      while (cursor.next()) {
        reader.accept(decode(FactKey.subject(cursor.key()), topic, cursor.value()));
      }
    }
  }

  private @Nullable Row row(String sku, String topic) {
    byte[] value = rows.get(FactKey.of(sku));
    return value == null ? null : decode(sku, topic, value);
  }

  private static Row decode(String sku, String topic, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    return new Row(sku, new Coordinates(topic, in.getInt(), in.getLong()), in.getLong());
  }

  private void put(Row row) {
    rows.put(
        FactKey.of(row.sku()),
        ByteBuffer.allocate(20)
            .putInt(row.at().partition())
            .putLong(row.at().offset())
            .putLong(row.reserved())
            .array());
  }
}
