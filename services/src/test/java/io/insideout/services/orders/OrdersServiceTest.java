package io.insideout.services.orders;

import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.ORDER_COMMANDS;
import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Product;
import io.insideout.catalog.Stock;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.Topics;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.services.Services;
import io.insideout.testkit.OrderFixture;
import io.insideout.testkit.SentRecord;
import io.insideout.testkit.TopologyHarness;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// All services together, in virtual time: what one writes the others read.
class OrdersServiceTest {
  private static final OrderFixture TEA =
      order("o-1").customer("c-1").card("card-1").line("TEA", 2, 4_250_000L);

  private final TopologyHarness world =
      new TopologyHarness(Services.topologies().toArray(StreamsService[]::new));

  @BeforeEach
  void aShopWithTea() {
    world.send(Topics.PRODUCTS, "TEA", new Product("TEA", "Tea", "GBP", 4_250_000L, 4_000_000L));
    world.send(Topics.STOCK, "TEA", new Stock("TEA", 3L, 0L));
    world.send(Topics.CUSTOMERS, "c-1", customer());
  }

  @SuppressWarnings("NullAway") // the schema lets the e-mail be null, Avro's class does not say so
  private static Customer customer() {
    return new Customer("c-1", "Ada", null, "United Kingdom", "1 Main Street", "N1", "London");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anOrderGoesThroughAllServicesToValidated() {
    world.send(ORDER_COMMANDS, "o-1", TEA.command());

    assertThat(states()).containsExactly(OrderState.REQUESTED, OrderState.VALIDATED);
    assertThat(reservations()).extracting(StockReservation::getReservedAfter).containsExactly(2L);
  }

  @Test
  void whatIsNotThereIsNotSoldAndNothingStaysReserved() {
    world.send(ORDER_COMMANDS, "o-1", TEA.line("CUP", 1, 1L).command());

    assertThat(states()).containsExactly(OrderState.REQUESTED, OrderState.REJECTED);
    assertThat(reservations().getLast().getReservedAfter()).isZero();
  }

  @Test
  void theLastUnitIsSoldOnce() {
    world.send(ORDER_COMMANDS, "o-1", TEA.command());
    OrderFixture second = order("o-2").customer("c-1").card("card-1").line("TEA", 2, 4_250_000L);
    world.send(ORDER_COMMANDS, "o-2", second.command());

    assertThat(states())
        .containsExactly(
            OrderState.REQUESTED, OrderState.VALIDATED, OrderState.REQUESTED, OrderState.REJECTED);
  }

  private List<OrderState> states() {
    return world.sent(ORDERS).stream().map(SentRecord::value).map(Order::getState).toList();
  }

  private List<StockReservation> reservations() {
    return world.sent(Topics.STOCK_RESERVATIONS).stream().map(SentRecord::value).toList();
  }
}
