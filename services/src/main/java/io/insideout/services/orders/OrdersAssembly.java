package io.insideout.services.orders;

import io.insideout.catalog.Decisions;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Product;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Metrics;
import io.insideout.runtime.Part;
import io.insideout.runtime.Service.Assembled;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.view.RowKeys;
import io.insideout.runtime.view.Seen;
import io.insideout.runtime.view.View;
import io.insideout.runtime.view.ViewResource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// What the orders service is made of: its topology, its views, and its desk.
final class OrdersAssembly {
  private static final Duration OF_NOW = Duration.ofMinutes(5);

  private OrdersAssembly() {}

  static Assembled of(StreamsService service, Environment environment) {
    View<Order> orders =
        new View<>(
            Topics.ORDERS,
            environment.viewDirectory().resolve("orders"),
            environment.log(),
            environment.schemas(),
            OrderList::indexes,
            RowKeys.ofRecords(),
            environment.peers().share(Topics.ORDERS));
    View<Product> products =
        new View<>(
            Topics.PRODUCTS,
            environment.viewDirectory().resolve("orders-products"),
            environment.log(),
            environment.schemas(),
            _ -> List.of());
    PendingOrders pending = new PendingOrders();
    orders.onChange(order -> pending.leave(order.key()));
    orders.onChange(OrdersAssembly::measure);
    OrderDesk desk = new OrderDesk(environment.publisher(), orders, pending);
    List<Part> parts =
        List.of(
            service.running(environment),
            new RecoveredView(environment, orders, pending),
            products);
    TakenElsewhere taken = new TakenElsewhere(environment, orders, pending);
    OrderLookup lookup = new OrderLookup(orders, pending, taken);
    InstantSource clock = InstantSource.system();
    List<Route> routes =
        new ArrayList<>(new OrderResource(desk, lookup, orders, products, clock).routes());
    routes.addAll(new ChangeResource(desk, lookup, clock).routes());
    routes.addAll(new ViewResource(orders).routes());
    return new Assembled(parts, routes);
  }

  private static void measure(Seen<Order> row) {
    Order order = row.value();
    Metrics.ORDERS.labelValues(order.getState().name()).inc();
    if (Decisions.isDecision(order)) {
      measureDecision(order);
    }
  }

  /// A replayed order is of another time: how long its decision took is not told by its event time.
  private static void measureDecision(Order order) {
    if (order.getState() == OrderState.REJECTED) {
      for (String reason : order.getReasons()) {
        Metrics.REJECTIONS.labelValues(reason.split(":", 2)[0]).inc();
      }
    }
    long tookMicros = System.currentTimeMillis() * 1_000 - order.getPlacedAtMicros();
    if (tookMicros >= 0 && tookMicros < OF_NOW.toNanos() / 1_000) {
      Metrics.DECISION_SECONDS.observe(tookMicros / 1e6);
    }
  }
}
