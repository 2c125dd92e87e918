package io.insideout.services.orders;

import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.ORDER_COMMANDS;
import static io.insideout.catalog.Topics.ORDER_VALIDATIONS;
import static io.insideout.catalog.Topics.PAYMENTS;
import static io.insideout.catalog.Topics.SHIPMENTS;

import io.insideout.catalog.Order;
import io.insideout.runtime.Environment;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import io.insideout.runtime.stream.WaitingRoom;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/// Commands place orders and end them, validations decide them, payments and shipments carry them
/// through; every new version of an order is written whole.
public final class OrdersService implements StreamsService {
  private final Duration paidWithin;
  private final WaitingRoom.Clock clock;

  /// @param paidWithin how long a validated order waits for its payment before it expires; zero for
  ///   as long as it takes
  /// @param clock by which it waits
  public OrdersService(Duration paidWithin, WaitingRoom.Clock clock) {
    this.paidWithin = paidWithin;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "orders";
  }

  @Override
  public Topology topology(TopologyWriter writer) {
    String current = writer.store("current", Order.class);
    String checks = writer.store("checks", OrderChecks.class);
    String unpaid = writer.waitingRoom("unpaid", UnpaidOrder.class);
    KStream<String, SpecificRecord> commands = writer.streamOfAny(ORDER_COMMANDS);
    KStream<String, SpecificRecord> validations = writer.streamOfAny(ORDER_VALIDATIONS);
    KStream<String, SpecificRecord> payments = writer.streamOfAny(PAYMENTS);
    KStream<String, SpecificRecord> shipments = writer.streamOfAny(SHIPMENTS);
    KStream<String, Order> versions =
        commands
            .merge(validations, Named.as("commands-and-validations"))
            .merge(payments, Named.as("with-payments"))
            .merge(shipments, Named.as("with-shipments"))
            .process(
                () -> new OrderProcessor(paidWithin, clock),
                Named.as("take-the-next-step"),
                current,
                checks,
                unpaid);
    writer.write(versions, ORDERS);
    return writer.build();
  }

  /// By event time, an order must not expire before the payment is read that came in time.
  @Override
  public boolean readsInOrderOfTime() {
    return clock == WaitingRoom.Clock.EVENT;
  }

  @Override
  public Assembled assemble(Environment environment) {
    return OrdersAssembly.of(this, environment);
  }
}
