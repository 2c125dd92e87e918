package io.insideout.services.inventory;

import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Environment;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/// Splits every order into one request for each partition of SKUs that it touches, and has each
/// request decided where the stock of these SKUs is kept.
///
/// Only one task ever sees a SKU, one record at a time, so that no two orders can be promised the
/// same unit. The answer, the entries of the ledger and the state are of one transaction: they
/// stand or fall together.
public final class InventoryService implements StreamsService {
  /// The store of [StockLevel]s by SKU.
  static final String STOCK_LEVELS = "stock-levels";

  /// The store of [OrderHold]s by order and partition of SKUs.
  static final String ORDER_HOLDS = "order-holds";

  private final boolean inDatabase;

  /// As it is where callers tell it what is in stock.
  public InventoryService() {
    this(false);
  }

  /// @param inDatabase whether stock is kept in a database, and callers only read it here
  public InventoryService(boolean inDatabase) {
    this.inDatabase = inDatabase;
  }

  @Override
  public String name() {
    return "inventory";
  }

  @Override
  public Topology topology(TopologyWriter writer) {
    StockRequests split = new StockRequests(writer.partitions(Topics.STOCK));
    String levels = writer.store(STOCK_LEVELS, StockLevel.class);
    String holds = writer.store(ORDER_HOLDS, OrderHold.class);

    writer.stream(Topics.STOCK).process(StockProcessor::new, Named.as("keep-stock-levels"), levels);

    KStream<String, StockRequest> requests =
        writer.stream(Topics.ORDERS)
            .flatMapValues(split::of, Named.as("split-by-partition-of-skus"));
    KStream<String, SpecificRecord> decided =
        writer
            .repartition(
                requests,
                "stock-requests",
                StockRequest.class,
                Topics.STOCK,
                StockRequests::partition)
            .process(ReservationProcessor::new, Named.as("reserve-or-release"), levels, holds);

    writer.write(
        TopologyWriter.only(OrderValidation.class, decided, "answers"), Topics.ORDER_VALIDATIONS);
    writer.write(
        TopologyWriter.only(StockReservation.class, decided, "ledger"), Topics.STOCK_RESERVATIONS);
    return writer.build();
  }

  @Override
  public Assembled assemble(Environment environment) {
    return InventoryAssembly.of(this, environment, inDatabase);
  }
}
