package io.insideout.services.orders;

import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.ORDER_COMMANDS;
import static io.insideout.catalog.Topics.ORDER_VALIDATIONS;

import io.insideout.catalog.Order;
import io.insideout.runtime.Environment;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/// Commands place orders, validations decide them; every new version of an order is written whole.
public final class OrdersService implements StreamsService {
  @Override
  public String name() {
    return "orders";
  }

  @Override
  public Topology topology(TopologyWriter writer) {
    String current = writer.store("current", Order.class);
    String checks = writer.store("checks", OrderChecks.class);
    KStream<String, SpecificRecord> commands = writer.streamOfAny(ORDER_COMMANDS);
    KStream<String, SpecificRecord> validations = writer.streamOfAny(ORDER_VALIDATIONS);
    KStream<String, Order> versions =
        commands
            .merge(validations, Named.as("commands-and-validations"))
            .process(OrderProcessor::new, Named.as("place-or-decide"), current, checks);
    writer.write(versions, ORDERS);
    return writer.build();
  }

  @Override
  public Assembled assemble(Environment environment) {
    return OrdersAssembly.of(this, environment);
  }
}
