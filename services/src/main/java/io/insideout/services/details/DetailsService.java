package io.insideout.services.details;

import static io.insideout.catalog.Topics.CUSTOMERS;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.ORDER_VALIDATIONS;
import static io.insideout.catalog.Topics.PRODUCTS;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Product;
import io.insideout.runtime.stream.GlobalTable;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import java.time.Duration;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/// Order details: known customer or guest, known SKUs, sane quantities and prices, exact total.
///
/// Products and customers come by other topics than orders do, so an order may be here before what
/// it names. What a table that lags behind could explain is looked up again for a grace time before
/// it fails the order.
public final class DetailsService implements StreamsService {
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Duration grace;

  public DetailsService() {
    this(GRACE);
  }

  /// @param grace how long an unknown product or customer is waited for, by the wall clock
  public DetailsService(Duration grace) {
    this.grace = grace;
  }

  @Override
  public String name() {
    return "details";
  }

  @Override
  public Topology topology(TopologyWriter writer) {
    GlobalTable<Product> products = writer.globalTable(PRODUCTS);
    GlobalTable<Customer> customers = writer.globalTable(CUSTOMERS);
    String waiting = writer.waitingRoom("waiting-orders", Order.class);
    KStream<String, OrderValidation> answers =
        writer.stream(ORDERS)
            .filter(DetailsService::isRequested, Named.as("requested"))
            .process(
                () -> new DetailsProcessor(grace, waiting, products, customers),
                Named.as("check-details"),
                waiting);
    writer.write(answers, ORDER_VALIDATIONS);
    return writer.build();
  }

  /// A later version may be REQUESTED too, where something else of it changed: it was asked about.
  private static boolean isRequested(String orderId, Order order) {
    return order.getState() == OrderState.REQUESTED && order.getVersion() == 1;
  }
}
