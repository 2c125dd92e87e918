package io.insideout.services.shipping;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Order;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentCommand;
import io.insideout.catalog.ShippingAddress;
import io.insideout.runtime.stream.GlobalTable;
import io.insideout.runtime.stream.TableLookup;
import io.insideout.runtime.stream.WaitingRoom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Keeps the newest version of each shipment by its id, asks what follows from an event, and
/// forwards what is answered. What is to be sent to a customer whom the table does not know waits
/// for a grace time: order details knew the customer, so it is the table that is behind.
final class ShipmentProcessor implements Processor<String, SpecificRecord, String, Shipment> {
  private final String currentStore;
  private final String waitingRoom;
  private final GlobalTable<Customer> customersTable;
  private final boolean autoShip;
  private final Duration grace;
  private ProcessorContext<String, Shipment> context;
  private KeyValueStore<String, Shipment> current;
  private TableLookup<Customer> customers;
  private WaitingRoom<Order> waiting;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  ShipmentProcessor(
      String currentStore,
      String waitingRoom,
      GlobalTable<Customer> customersTable,
      boolean autoShip,
      Duration grace) {
    this.currentStore = currentStore;
    this.waitingRoom = waitingRoom;
    this.customersTable = customersTable;
    this.autoShip = autoShip;
    this.grace = grace;
  }

  @Override
  public void init(ProcessorContext<String, Shipment> context) {
    this.context = context;
    current = context.getStateStore(currentStore);
    customers = customersTable.lookup(context);
    waiting = WaitingRoom.open(context, waitingRoom, this::take);
  }

  @Override
  public void process(Record<String, SpecificRecord> event) {
    switch (event.value()) {
      case Order order -> {
        Record<String, Order> version = event.withValue(order);
        if (take(version, Duration.ZERO)) {
          // A version that need not wait is newer than one that waits.
          waiting.dismiss(event.key());
        } else {
          waiting.admit(version);
        }
      }
      case ShipmentCommand command -> keep(event, consignment(event.key()).command(command));
      case SpecificRecord other ->
          throw new IllegalStateException("nobody knows what to do with " + other.getSchema());
    }
  }

  /// @return false if it has to wait for its customer
  private boolean take(Record<String, Order> version, Duration waited) {
    Order order = version.value();
    Consignment consignment = consignment(version.key());
    Optional<String> customerId = Optional.ofNullable(order.getCustomerId());
    Optional<Customer> customer = customerId.flatMap(customers::find);
    if (consignment.needsAddress(order)
        && customerId.isPresent()
        && customer.isEmpty()
        && waited.compareTo(grace) < 0) {
      return false;
    }
    keep(
        version,
        consignment.order(order, customer.map(ShipmentProcessor::address).orElse(null), autoShip));
    return true;
  }

  private void keep(Record<String, ?> event, List<Shipment> versions) {
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
  private static ShippingAddress address(Customer customer) {
    return new ShippingAddress(
        customer.getName(),
        customer.getStreet(),
        customer.getPostcode(),
        customer.getCity(),
        customer.getCountry());
  }
}
