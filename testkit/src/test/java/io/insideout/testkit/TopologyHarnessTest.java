package io.insideout.testkit;

import static io.insideout.catalog.Topics.CUSTOMERS;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.ORDER_COMMANDS;
import static io.insideout.catalog.Topics.PRODUCTS;
import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Named;
import org.junit.jupiter.api.Test;

class TopologyHarnessTest {
  private static final Instant THEN = Instant.parse("2010-12-01T08:26:00Z");

  @Test
  void whatOneServiceWritesTheNextOneReadsAndTheCauseIsStampedAtEachStep() {
    try (var harness = new TopologyHarness(new Greeter(), new Requester())) {
      String command = harness.send(ORDER_COMMANDS, "o-1", order("o-1").command(), THEN);

      var requested = harness.sent(ORDERS).getFirst();
      assertThat(requested.value()).isEqualTo(order("o-1").requested());
      assertThat(requested.timestamp()).isEqualTo(THEN);
      assertThat(requested.headers())
          .containsEntry("cause", command)
          .containsEntry("correlation-id", "o-1")
          .containsKey("traceparent");
      var greeted = harness.sent(CUSTOMERS).getFirst();
      assertThat(greeted.headers())
          .containsEntry("cause", requested.coordinates())
          .containsEntry("correlation-id", "o-1");
    }
  }

  @Test
  void whatComesFromOutsideIsNotAmongWhatServicesSent() {
    try (var harness = new TopologyHarness(new Greeter())) {
      harness.send(ORDERS, "o-1", order("o-1").requested());

      assertThat(harness.sent(ORDERS)).isEmpty();
      assertThat(harness.sent(CUSTOMERS)).hasSize(1);
    }
  }

  @Test
  void aStoreThatNobodyHasIsNamed() {
    try (var harness = new TopologyHarness(new Greeter())) {
      assertThat(harness.<Object>store(PRODUCTS.name())).isNotNull();
      assertThatThrownBy(() -> harness.store("cellar")).hasMessageContaining("'cellar'");
    }
  }

  @Test
  void waitingEndsWhenTheConditionHolds() {
    AtomicInteger asked = new AtomicInteger();

    Eventually.eventually("it was asked thrice", () -> asked.incrementAndGet() == 3);

    assertThat(asked).hasValue(3);
  }

  /// Makes a requested order of each command.
  private static final class Requester implements StreamsService {
    @Override
    public String name() {
      return "requester";
    }

    @Override
    public Topology topology(TopologyWriter writer) {
      var requested =
          writer.stream(ORDER_COMMANDS)
              .mapValues(
                  command -> order(command.getOrderId()).version(1, OrderState.REQUESTED),
                  Named.as("request"));
      writer.write(requested, ORDERS);
      return writer.build();
    }
  }

  /// Makes a customer of each order.
  private static final class Greeter implements StreamsService {
    @Override
    public String name() {
      return "greeter";
    }

    @Override
    public Topology topology(TopologyWriter writer) {
      writer.globalTable(PRODUCTS);
      var customers = writer.stream(ORDERS).mapValues(Greeter::customer, Named.as("greet"));
      writer.write(customers, CUSTOMERS);
      return writer.build();
    }

    private static Customer customer(Order order) {
      return new Customer(
          order.getOrderId(),
          "Ada",
          "ada@example.org",
          "United Kingdom",
          "1 Main Street",
          "N1",
          "London");
    }
  }
}
