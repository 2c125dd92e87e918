package io.insideout.services.orders;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.PlaceOrder;
import io.insideout.catalog.Product;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.view.Seen;
import io.insideout.runtime.view.View;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Orders over HTTP: placed at the desk, read from the view.
final class OrderResource {
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final Pattern TIMEOUT = Pattern.compile("(\\d{1,6})(ms|s)?");
  private static final Pattern VERSION = Pattern.compile("[1-9]\\d{0,8}");
  private static final Duration MAX_WAIT = Duration.ofSeconds(60);
  private static final int MOST_IDS = 1_000;
  private static final Duration PRICES_WITHIN = Duration.ofSeconds(2);

  private final OrderDesk desk;
  private final OrderLookup lookup;
  private final View<Order> orders;
  private final View<Product> products;
  private final InstantSource clock;

  OrderResource(
      OrderDesk desk,
      OrderLookup lookup,
      View<Order> orders,
      View<Product> products,
      InstantSource clock) {
    this.desk = desk;
    this.lookup = lookup;
    this.orders = orders;
    this.products = products;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/api/orders", this::place).forCustomers(),
        Route.get("/api/orders/{id}", this::get).forCustomers(),
        Route.get("/api/orders", new OrderList(orders)::list).forCustomers());
  }

  private Answer place(Request request) throws InterruptedException {
    request.allowQuery();
    PlaceOrderRequest asked = request.body(PlaceOrderRequest.class).by(request.caller());
    PlaceOrder order = check(asked);
    String orderId =
        request
            .header("Idempotency-Key")
            .map(key -> OrderIds.of(ofCaller(request.caller(), checkedKey(key))))
            .orElseGet(this::freshId);
    desk.place(orderId, OrderIds.fingerprint(Json.write(asked)), order, request.trace());
    return Answer.json(
        202, Map.of("Location", "/api/orders/" + orderId), Map.of("orderId", orderId));
  }

  /// Whoever names no order is given one that is kept here, if any is.
  private String freshId() {
    return Stream.generate(OrderIds::fresh)
        .limit(MOST_IDS)
        .filter(orders::shows)
        .findFirst()
        .orElseGet(OrderIds::fresh);
  }

  private PlaceOrder check(PlaceOrderRequest asked) throws InterruptedException {
    Instant now = clock.instant();
    PlaceOrder order = asked.check(this::listPriceMicros, now);
    if (isPriced(order)) {
      return order;
    }
    // The product may have been written a moment ago: its caller knows, this view does not yet.
    boolean isAllShown = products.awaitCommitted(PRICES_WITHIN);
    PlaceOrder again = asked.check(this::listPriceMicros, now);
    if (!isAllShown && !isPriced(again)) {
      throw Problem.unavailable("the prices are not known yet");
    }
    return again;
  }

  private static boolean isPriced(PlaceOrder order) {
    return order.getLines().stream().allMatch(line -> line.getUnitPriceMicros() != null);
  }

  /// A customer's keys are the customer's own: no other can take them first. A key has no blank, so
  /// none of them is an operator's.
  private static String ofCaller(Caller caller, String key) {
    return caller.onlyOf().map(customerId -> customerId + " " + key).orElse(key);
  }

  /// @throws Problem 400 if it is none
  static String checkedKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw Problem.invalid("Idempotency-Key", "is 1 to 200 printable characters without blanks");
    }
    return key;
  }

  private @Nullable Long listPriceMicros(String sku) {
    Seen<Product> product = products.get(sku);
    return product == null ? null : product.value().getListPriceMicros();
  }

  private Answer get(Request request) throws InterruptedException {
    request.allowQuery("wait", "timeout");
    String orderId = request.path("id");
    Optional<Predicate<Order>> wanted = request.query("wait").map(OrderResource::wanted);
    Duration timeout = timeout(request);
    return Answer.json(
        OrderJson.of(
            wanted.isPresent()
                ? lookup.awaited(request.caller(), orderId, wanted.get(), timeout)
                : lookup.find(request.caller(), orderId)));
  }

  private static Predicate<Order> wanted(String wait) {
    if (wait.equals("settled")) {
      return order -> order.getState() != OrderState.REQUESTED;
    }
    if (VERSION.matcher(wait).matches()) {
      int version = Integer.parseInt(wait);
      return order -> order.getVersion() >= version;
    }
    throw Problem.invalid("wait", "is settled, or the version that is waited for, such as 4");
  }

  private static Duration timeout(Request request) {
    String text = request.query("timeout").orElse("10s");
    Matcher matcher = TIMEOUT.matcher(text);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration timeout =
          "ms".equals(matcher.group(2)) ? Duration.ofMillis(number) : Duration.ofSeconds(number);
      if (timeout.compareTo(MAX_WAIT) <= 0) {
        return timeout;
      }
    }
    throw Problem.invalid("timeout", "is a time such as 500ms or 10s, at most 60s");
  }
}
