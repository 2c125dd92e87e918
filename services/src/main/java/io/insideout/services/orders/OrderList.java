package io.insideout.services.orders;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Topics;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Cursor;
import io.insideout.runtime.http.EventStream;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.view.Index;
import io.insideout.runtime.view.View;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lists of orders, newest first: by customer, state, time and amount, a page at a time. A
/// customer's lists are of their own orders.
final class OrderList {
  private static final int MOST_FOLLOWERS = 64;

  private final View<Order> orders;
  private final Semaphore followers = new Semaphore(MOST_FOLLOWERS);

  OrderList(View<Order> orders) {
    this.orders = orders;
  }

  /// The entries by which an order is found in lists.
  static List<Index> indexes(Order order) {
    long time = order.getPlacedAtMicros();
    Index all = new Index("all", "", time);
    Index state = new Index("state", order.getState().name(), time);
    String customerId = order.getCustomerId();
    return customerId == null
        ? List.of(all, state)
        : List.of(all, state, new Index("customer", customerId, time));
  }

  /// A page; where the caller asks for events, told again whenever it is another.
  Answer list(Request request) {
    request.allowQuery(
        "customer", "state", "from", "to", "minTotalMinor", "maxTotalMinor", "limit", "cursor");
    Optional<String> asked = request.query("customer");
    Optional<String> customer = request.caller().onlyOf().or(() -> asked);
    Optional<OrderState> state = request.query("state").map(OrderList::state);
    long minTotalMinor = request.queryNumber("minTotalMinor", 0, 0, Long.MAX_VALUE);
    long maxTotalMinor = request.queryNumber("maxTotalMinor", Long.MAX_VALUE, 0, Long.MAX_VALUE);
    String index = customer.isPresent() ? "customer" : state.isPresent() ? "state" : "all";
    String value = customer.or(() -> state.map(Enum::name)).orElse("");
    Cursor cursor = new Cursor(Topics.ORDERS.name(), index, value);
    byte @Nullable [] after = cursor.read(request);
    long from = time(request, "from", Long.MIN_VALUE / 2);
    long to = time(request, "to", Long.MAX_VALUE / 2);
    int limit = (int) request.queryNumber("limit", 50, 1, 500);
    Predicate<Order> wanted =
        order ->
            (asked.isEmpty() || asked.equals(customer))
                && (state.isEmpty() || order.getState() == state.get())
                && order.getTotalMinor() >= minTotalMinor
                && order.getTotalMinor() <= maxTotalMinor;
    Supplier<Map<String, Object>> page =
        () ->
            orders
                .list(index, value, after, from, to, wanted, limit)
                .body("orders", OrderJson::of, cursor, limit);
    // Made once in any case: what others keep is refused before anything is followed.
    Map<String, Object> first = page.get();
    return EventStream.isWanted(request) ? followed(page) : Answer.json(first);
  }

  private Answer followed(Supplier<Map<String, Object>> page) {
    if (!followers.tryAcquire()) {
      throw Problem.unavailable(
          "%d callers follow lists of orders already; ask without %s"
              .formatted(MOST_FOLLOWERS, EventStream.TYPE));
    }
    return Answer.stream(
        EventStream.TYPE,
        out -> {
          try {
            new ListFollower(page, orders.moves(), new EventStream(out)).follow();
          } finally {
            followers.release();
          }
        });
  }

  private static OrderState state(String name) {
    return Arrays.stream(OrderState.values())
        .filter(state -> state.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.invalid("state", "is one of " + List.of(OrderState.values())));
  }

  private static long time(Request request, String name, long byDefault) {
    String text = request.query(name).orElse("");
    if (text.isEmpty()) {
      return byDefault;
    }
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
    } catch (DateTimeParseException | ArithmeticException e) {
      throw Problem.invalid(name, "is a time such as 2010-12-01T08:26:00Z");
    }
  }
}
