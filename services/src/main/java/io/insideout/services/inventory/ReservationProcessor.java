package io.insideout.services.inventory;

import io.insideout.catalog.Check;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.StockShortage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Decides each request with the stores of its partition, writes what the decision says into them,
/// and forwards the answer and the ledger's entries.
final class ReservationProcessor
    implements Processor<String, StockRequest, String, SpecificRecord> {
  private static final StockLevel NONE = new StockLevel(0L, 0L, 0L);

  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, StockLevel> levels;
  private KeyValueStore<String, OrderHold> holds;

  // Of one request: what was looked up to decide is not looked up again to write.
  private final Map<String, StockLevel> asked = new HashMap<>();

  @SuppressWarnings("NullAway.Init") // Kafka Streams makes it and then initializes it
  ReservationProcessor() {}

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    levels = processorContext.getStateStore(InventoryService.STOCK_LEVELS);
    holds = processorContext.getStateStore(InventoryService.ORDER_HOLDS);
  }

  @Override
  public void process(Record<String, StockRequest> request) {
    asked.clear();
    // With the partition in the key, the state means the same however tasks share the partitions.
    String holdKey = request.key() + "/" + request.value().getPartition();
    OrderHold hold = holds.get(holdKey);
    switch (Reservation.decide(request.key(), request.value(), hold, this::level)) {
      case Reservation.Reserved(var entries) -> {
        holds.put(
            holdKey, new OrderHold(HoldStatus.RESERVED, request.value().getNeeds(), List.of()));
        entries.forEach(entry -> append(request, entry));
        answer(request, Outcome.PASS, null, List.of());
      }
      case Reservation.Declined(var reason, var shortages) -> {
        holds.put(holdKey, new OrderHold(HoldStatus.DECLINED, List.of(), List.of()));
        answer(request, Outcome.FAIL, reason, shortages);
      }
      case Reservation.Released(var entries) -> {
        holds.put(holdKey, new OrderHold(HoldStatus.RELEASED, List.of(), List.of()));
        entries.forEach(entry -> append(request, entry));
      }
      case Reservation.Returned(var entries, var returned) -> {
        holds.put(holdKey, new OrderHold(HoldStatus.RESERVED, hold.getHeld(), returned));
        entries.forEach(entry -> append(request, entry));
      }
      case Reservation.EndedFirst() ->
          holds.put(holdKey, new OrderHold(HoldStatus.ENDED, List.of(), List.of()));
      case Reservation.AlreadyDecided() -> {}
    }
  }

  private StockLevel level(String sku) {
    return asked.computeIfAbsent(
        sku, wanted -> Objects.requireNonNullElse(levels.get(wanted), NONE));
  }

  private void append(Record<String, StockRequest> request, StockReservation entry) {
    StockLevel before = level(entry.getSku());
    StockLevel after =
        new StockLevel(before.getOnHand(), before.getShipped(), entry.getReservedAfter());
    asked.put(entry.getSku(), after);
    levels.put(entry.getSku(), after);
    context.forward(request.withKey(entry.getSku()).withValue(entry));
  }

  @SuppressWarnings("NullAway") // Avro's classes are not annotated: a PASS has no reason
  private void answer(
      Record<String, StockRequest> request,
      Outcome outcome,
      @Nullable String reason,
      List<StockShortage> shortages) {
    List<String> skus = request.value().getNeeds().stream().map(StockNeed::getSku).toList();
    context.forward(
        request.withValue(
            new OrderValidation(
                request.key(), Check.INVENTORY, skus, outcome, reason, List.of(), shortages)));
  }
}
