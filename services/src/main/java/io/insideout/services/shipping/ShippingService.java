package io.insideout.services.shipping;

import static io.insideout.catalog.Topics.CUSTOMERS;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.SHIPMENTS;
import static io.insideout.catalog.Topics.SHIPMENT_COMMANDS;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Shipment;
import io.insideout.runtime.Environment;
import io.insideout.runtime.stream.GlobalTable;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/// Paid orders become shipments, the warehouse's commands carry them on, and an order that is to be
/// cancelled is, if nothing of it has left.
///
/// Whether a paid order leaves or is cancelled is decided here alone, by one task for each order,
/// one record at a time: so that never both win.
public final class ShippingService implements StreamsService {
  private final boolean autoShip;
  private final Duration grace;

  /// @param autoShip whether a paid order leaves and arrives by itself, without a warehouse
  /// @param grace how long a customer whom the table does not know is waited for, by the wall clock
  public ShippingService(boolean autoShip, Duration grace) {
    this.autoShip = autoShip;
    this.grace = grace;
  }

  @Override
  public String name() {
    return "shipping";
  }

  @Override
  public Topology topology(TopologyWriter writer) {
    GlobalTable<Customer> customers = writer.globalTable(CUSTOMERS);
    String current = writer.store("current", Shipment.class);
    String unaddressed = writer.waitingRoom("unaddressed", Order.class);
    KStream<String, SpecificRecord> paid =
        writer.streamOfAny(ORDERS).filter(ShippingService::isPaid, Named.as("paid"));
    KStream<String, SpecificRecord> commands = writer.streamOfAny(SHIPMENT_COMMANDS);
    KStream<String, Shipment> versions =
        paid.merge(commands, Named.as("paid-orders-and-commands"))
            .process(
                () -> new ShipmentProcessor(current, unaddressed, customers, autoShip, grace),
                Named.as("ship-or-cancel"),
                current,
                unaddressed);
    writer.write(versions, SHIPMENTS);
    return writer.build();
  }

  @Override
  public Assembled assemble(Environment environment) {
    return ShippingAssembly.of(this, environment);
  }

  private static boolean isPaid(String orderId, SpecificRecord order) {
    return ((Order) order).getState() == OrderState.PAID;
  }
}
