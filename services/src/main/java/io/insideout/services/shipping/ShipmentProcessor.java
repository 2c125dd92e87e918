package io.insideout.services.shipping;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Order;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentCommand;
import io.insideout.catalog.ShippingAddress;
import io.insideout.runtime.stream.GlobalTable;
import io.insideout.runtime.stream.TableLookup;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Keeps the newest version of each shipment by its id, asks what follows from an event, and
/// forwards what is answered.
final class ShipmentProcessor implements Processor<String, SpecificRecord, String, Shipment> {
  private final String currentStore;
  private final GlobalTable<Customer> customersTable;
  private final boolean autoShip;
  private ProcessorContext<String, Shipment> context;
  private KeyValueStore<String, Shipment> current;
  private TableLookup<Customer> customers;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  ShipmentProcessor(String currentStore, GlobalTable<Customer> customersTable, boolean autoShip) {
    this.currentStore = currentStore;
    this.customersTable = customersTable;
    this.autoShip = autoShip;
  }

  @Override
  public void init(ProcessorContext<String, Shipment> context) {
    this.context = context;
    current = context.getStateStore(currentStore);
    customers = customersTable.lookup(context);
  }

  @Override
  public void process(Record<String, SpecificRecord> event) {
    Consignment consignment = consignment(event.key());
    List<Shipment> versions =
        switch (event.value()) {
          case Order order -> consignment.order(order, address(order.getCustomerId()), autoShip);
          case ShipmentCommand command -> consignment.command(command);
          case SpecificRecord other ->
              throw new IllegalStateException("nobody knows what to do with " + other.getSchema());
        };
    for (Shipment version : versions) {
      current.put(version.getShipmentId(), version);
      context.forward(event.withValue(version));
    }
  }

  /// They are numbered without a gap.
  private Consignment consignment(String orderId) {
    List<Shipment> shipments = new ArrayList<>();
    Shipment next = current.get(Consignment.shipmentId(orderId, 1));
    while (next != null) {
      shipments.add(next);
      next = current.get(Consignment.shipmentId(orderId, shipments.size() + 1));
    }
    return new Consignment(shipments);
  }

  /// Where the parcel goes to, as the table has it now. A guest collects.
  private @Nullable ShippingAddress address(@Nullable String customerId) {
    return customerId == null
        ? null
        : customers
            .find(customerId)
            .map(
                customer ->
                    new ShippingAddress(
                        customer.getName(),
                        customer.getStreet(),
                        customer.getPostcode(),
                        customer.getCity(),
                        customer.getCountry()))
            .orElse(null);
  }
}
