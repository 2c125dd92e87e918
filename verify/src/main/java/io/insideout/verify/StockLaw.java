package io.insideout.verify;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.Topics;
import java.nio.ByteBuffer;
import java.util.Map;

/// D: at every prefix of the log 0 ≤ reserved ≤ on hand + shipped, each entry continues its SKU's
/// chain, and the books agree from both sides: what the orders ask for is what the ledger holds for
/// them. Who was refused asked for more than there was.
final class StockLaw implements Law {
  private static final String LEDGER = Topics.STOCK_RESERVATIONS.name();

  private final StockChain chain;

  /// Units that the orders' states say are held, by SKU.
  private final Facts claims;

  StockLaw(Scratch scratch) {
    chain = new StockChain(scratch.facts("stock-rows"), scratch.facts("stock-figures"));
    claims = scratch.facts("stock-claims");
  }

  @Override
  public char letter() {
    return 'D';
  }

  @Override
  public String title() {
    return "Stock";
  }

  @Override
  public void accept(Entry entry, Findings findings) {
    if (entry.at().topic().equals(LEDGER)
        && entry.content() instanceof Content.Value(StockReservation value, _)) {
      findings.count("ledger entries");
      chain.accept(entry.at(), entry.key(), value, findings);
    }
  }

  @Override
  public void judge(Dossier order, Moment moment, Findings findings) {
    if (order.versions().isEmpty()) {
      order.ledger().stream()
          .filter(entry -> moment.isRipe(entry.at()))
          .forEach(
              entry ->
                  findings.violation(
                      "stock for order %s, which does not exist".formatted(order.orderId()),
                      entry.at()));
      return;
    }
    Filed<Order> newest = order.versions().getLast();
    LifeCycle.Claim claim = LifeCycle.claim(newest.value().getState());
    Map<String, Units> books = Units.of(order);
    books.forEach(
        (sku, units) -> {
          new UnitsCheck(order.orderId(), sku, units, newest.at(), findings).check(claim, moment);
          if (moment.isQuiet()) {
            claim(sku, units.claimed(claim));
          }
        });
    for (Filed<OrderValidation> answer : order.answers()) {
      new StockAnswer(order, answer, books, chain, findings).check(moment);
    }
  }

  private void claim(String sku, long units) {
    if (units != 0) {
      byte[] key = FactKey.of(sku);
      byte[] before = claims.get(key);
      long sum = (before == null ? 0 : ByteBuffer.wrap(before).getLong()) + units;
      claims.put(key, ByteBuffer.allocate(8).putLong(sum).array());
    }
  }

  @Override
  public void finish(Moment moment, Findings findings) {
    chain.forEach(
        LEDGER,
        row -> {
          findings.count("SKUs");
          findings.count("units reserved now", row.reserved());
          if (moment.isQuiet()) {
            long claimed = takeClaim(row.sku());
            if (claimed != row.reserved()) {
              findings.violation(
                  "SKU %s: %,d reserved, and the orders hold %,d"
                      .formatted(row.sku(), row.reserved(), claimed),
                  row.at());
            }
          }
        });
    try (Facts.Cursor left = claims.scan(new byte[0])) {
      while (left.next()) {
        findings.violation(
            "SKU %s: nothing was ever reserved, and the orders hold %,d"
                .formatted(FactKey.subject(left.key()), ByteBuffer.wrap(left.value()).getLong()));
      }
    }
  }

  private long takeClaim(String sku) {
    byte[] key = FactKey.of(sku);
    byte[] value = claims.get(key);
    if (value == null) {
      return 0;
    }
    claims.remove(key);
    return ByteBuffer.wrap(value).getLong();
  }
}
