package io.insideout.services.loyalty;

import static io.insideout.catalog.Retention.LATEST_PER_KEY;
import static io.insideout.catalog.Topics.ORDERS;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Topic;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import java.util.Set;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/// Adds up what validated orders earn their customers. An order is validated once, so its points
/// are added once.
public final class LoyaltyService implements StreamsService {
  static final Topic<LoyaltyPoints> POINTS =
      new Topic<>(
          "points", "customer id", LoyaltyPoints.class, Set.of("loyalty"), LATEST_PER_KEY, 4);

  @Override
  public String name() {
    return "loyalty";
  }

  @Override
  public Topology topology(TopologyWriter writer) {
    String balances = writer.store("balances", LoyaltyPoints.class);
    KStream<String, Order> earning =
        writer.stream(ORDERS)
            .filter(LoyaltyService::earns, Named.as("validated-of-a-customer"))
            .selectKey((_, order) -> order.getCustomerId(), Named.as("by-customer"));
    KStream<String, LoyaltyPoints> points =
        writer
            .repartition(earning, "earning", Order.class, POINTS)
            .process(() -> new PointsProcessor(balances), Named.as("add-points"), balances);
    writer.write(points, POINTS);
    return writer.build();
  }

  private static boolean earns(String orderId, Order order) {
    return order.getState() == OrderState.VALIDATED && order.getCustomerId() != null;
  }
}
