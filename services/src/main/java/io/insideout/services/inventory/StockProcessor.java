package io.insideout.services.inventory;

import io.insideout.catalog.Stock;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Keeps what the warehouse says of each SKU. What orders hold of it stays as it is, even where the
/// warehouse now says less: then no new order gets any until it is covered again.
final class StockProcessor implements Processor<String, @Nullable Stock, Void, Void> {
  private KeyValueStore<String, StockLevel> levels;

  @SuppressWarnings("NullAway.Init") // Kafka Streams makes it and then initializes it
  StockProcessor() {}

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    levels = context.getStateStore(InventoryService.STOCK_LEVELS);
  }

  @Override
  public void process(Record<String, @Nullable Stock> row) {
    StockLevel before = levels.get(row.key());
    levels.put(row.key(), level(row.value(), before == null ? 0 : before.getReserved()));
  }

  // A deleted row is a SKU of which there is nothing; without reservations it needs no level.
  private static @Nullable StockLevel level(@Nullable Stock stock, long reserved) {
    if (stock != null) {
      return new StockLevel(stock.getOnHand(), stock.getShipped(), reserved);
    }
    return reserved == 0 ? null : new StockLevel(0L, 0L, reserved);
  }
}
