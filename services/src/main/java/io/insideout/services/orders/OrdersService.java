package io.insideout.services.orders;

import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.ORDER_COMMANDS;
import static io.insideout.catalog.Topics.ORDER_VALIDATIONS;

import io.insideout.catalog.Order;
import io.insideout.runtime.Environment;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
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
    KStream<String, Order> placed =
        writer.stream(ORDER_COMMANDS)
            .process(
                () -> new OrderProcessor<>(Lifecycle::place), Named.as("place"), current, checks);
    KStream<String, Order> decided =
        writer.stream(ORDER_VALIDATIONS)
            .process(
                () -> new OrderProcessor<>(Lifecycle::check), Named.as("decide"), current, checks);
    writer.write(placed.merge(decided, Named.as("versions")), ORDERS);
    return writer.build();
  }

  @Override
  public Assembled assemble(Environment environment) {
    return OrdersAssembly.of(this, environment);
  }
}
