package io.insideout.services.inventory;

import io.insideout.catalog.Stock;
import io.insideout.runtime.schema.Schemas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// One task of inventory: its two processors, its stores, and nothing that it shares with others.
final class SimulatedPartition {
  private final Schemas schemas = Schemas.inMemory();
  private final MockProcessorContext<String, SpecificRecord> context = new MockProcessorContext<>();
  private final MockProcessorContext<Void, Void> stockContext = new MockProcessorContext<>();
  private final KeyValueStore<String, StockLevel> levels =
      store(InventoryService.STOCK_LEVELS, StockLevel.class);
  private final KeyValueStore<String, OrderHold> holds =
      store(InventoryService.ORDER_HOLDS, OrderHold.class);
  private final ReservationProcessor requests = new ReservationProcessor();
  private final StockProcessor stock = new StockProcessor();

  SimulatedPartition() {
    levels.init(context.getStateStoreContext(), levels);
    holds.init(context.getStateStoreContext(), holds);
    stockContext.addStateStore(levels);
    requests.init(context);
    stock.init(stockContext);
  }

  /// Hands a request to the task and returns what it forwards.
  List<SpecificRecord> receive(String orderId, StockRequest request) {
    context.resetForwards();
    requests.process(new Record<>(orderId, request, 0));
    List<SpecificRecord> forwarded = new ArrayList<>();
    context.forwarded().forEach(sent -> forwarded.add(sent.record().value()));
    return forwarded;
  }

  /// Hands a row of stock to the task; null deletes it.
  void receive(String sku, @Nullable Stock row) {
    stock.process(new Record<>(sku, row, 0));
  }

  Map<String, StockLevel> levels() {
    return contents(levels);
  }

  Map<String, OrderHold> holds() {
    return contents(holds);
  }

  private static <V> Map<String, V> contents(KeyValueStore<String, V> store) {
    Map<String, V> contents = new HashMap<>();
    try (KeyValueIterator<String, V> all = store.all()) {
      all.forEachRemaining(entry -> contents.put(entry.key, entry.value));
    }
    return contents;
  }

  private <V extends SpecificRecord> KeyValueStore<String, V> store(String name, Class<V> type) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.String(), schemas.serde(name, type))
        .withLoggingDisabled()
        .withCachingDisabled()
        .build();
  }
}
