package io.insideout.services.details;

import static io.insideout.catalog.Topics.CUSTOMERS;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.ORDER_VALIDATIONS;
import static io.insideout.catalog.Topics.PRODUCTS;
import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.Product;
import io.insideout.services.details.OrderSense.Sound;
import io.insideout.services.details.OrderSense.Unsettled;
import io.insideout.services.details.OrderSense.Unsound;
import io.insideout.testkit.OrderFixture;
import io.insideout.testkit.SentRecord;
import io.insideout.testkit.TopologyHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// However customers, products and orders come in, doubled and in any order: once the tables know
/// all within the grace time, every order has the answer of the pure decision, and no other.
class DetailsPropertyTest {
  static List<Long> seeds() {
    return new Random(20_260_725).longs(25).boxed().toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyOrderGetsTheAnswerOfThePureDecisionAndNoOther(long seed) {
    Random random = new Random(seed);
    World world = World.make(random);
    try (TopologyHarness harness = new TopologyHarness(new DetailsService())) {
      for (Runnable event : world.events(harness, random)) {
        event.run();
        // Never beyond the grace time in all, which would make an early order's answer final.
        if (random.nextInt(10) == 0) {
          harness.advance(Duration.ofMillis(5));
        }
      }
      harness.advance(Duration.ofSeconds(3));

      Map<String, String> answers = new TreeMap<>();
      for (SentRecord<OrderValidation> answer : harness.sent(ORDER_VALIDATIONS)) {
        String before = answers.put(answer.key(), text(answer.value()));
        assertThat(before).isIn(null, text(answer.value()));
      }
      assertThat(answers).isEqualTo(world.expected());
    }
  }

  @Test
  void theSeedsReachBothAnswersAndOrdersThatWait() {
    List<String> expected =
        seeds().stream()
            .flatMap(seed -> World.make(new Random(seed)).expected().values().stream())
            .toList();

    assertThat(expected).filteredOn(text -> text.startsWith("PASS")).hasSizeGreaterThan(100);
    assertThat(expected).filteredOn(text -> text.startsWith("FAIL")).hasSizeGreaterThan(100);
    assertThat(expected).filteredOn(text -> text.contains("not known")).hasSizeGreaterThan(20);
  }

  private static String text(OrderValidation answer) {
    return answer.getOutcome() + " " + answer.getReason();
  }

  private record World(
      Map<String, Customer> customers, Map<String, Product> products, List<Order> orders) {

    static World make(Random random) {
      Map<String, Customer> customers = new TreeMap<>();
      for (int i = 0; i < 5; i++) {
        customers.put(
            "c-" + i,
            new Customer(
                "c-" + i, "Name " + i, "c@example.org", "France", "1 Main Street", "N1", "London"));
      }
      Map<String, Product> products = new TreeMap<>();
      for (int i = 0; i < 8; i++) {
        long floor = 1_000L * random.nextInt(1, 5_000);
        long list = floor + 1_000L * random.nextInt(0, 5_000);
        products.put("s-" + i, new Product("s-" + i, "Thing " + i, "GBP", list, floor));
      }
      List<Order> orders = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        orders.add(anOrder(i, products, random));
      }
      return new World(customers, products, orders);
    }

    private static Order anOrder(int number, Map<String, Product> products, Random random) {
      OrderFixture order = order("o-" + number);
      order = oneIn(6, random) ? order.guest() : order.customer("c-" + skewed(5, random));
      int lines = random.nextInt(1, 4);
      for (int i = 0; i < lines; i++) {
        String sku = "s-" + skewed(8, random);
        int quantity = oneIn(20, random) ? random.nextInt(-1, 1) : random.nextInt(1, 200);
        order = order.line(sku, quantity, price(products.get(sku), random));
      }
      if (oneIn(15, random)) {
        order = order.total(random.nextInt(1_000));
      }
      return (oneIn(15, random) ? order.currency("EUR") : order).requested();
    }

    private static @Nullable Long price(@Nullable Product product, Random random) {
      if (oneIn(30, random)) {
        return null;
      }
      if (product == null) {
        return 1_000_000L;
      }
      long floor = product.getFloorPriceMicros();
      long list = product.getListPriceMicros();
      return switch (random.nextInt(10)) {
        case 0 -> floor - 1;
        case 1 -> list + 1;
        case 2 -> floor;
        case 3 -> list;
        default -> random.nextLong(floor, list + 1);
      };
    }

    private static boolean oneIn(int chances, Random random) {
      return random.nextInt(chances) == 0;
    }

    /// One of the known, or now and then the one behind them, that nobody knows.
    private static int skewed(int known, Random random) {
      return oneIn(15, random) ? known : random.nextInt(known);
    }

    List<Runnable> events(TopologyHarness harness, Random random) {
      List<Runnable> events = new ArrayList<>();
      for (int times = random.nextInt(1, 3); times > 0; times--) {
        customers.forEach((id, one) -> events.add(() -> harness.send(CUSTOMERS, id, one)));
        products.forEach((sku, one) -> events.add(() -> harness.send(PRODUCTS, sku, one)));
        orders.forEach(one -> events.add(() -> harness.send(ORDERS, one.getOrderId(), one)));
      }
      events.add(
          () -> harness.send(ORDERS, "o-x", OrderFixture.order("o-x").version(2, OrderState.PAID)));
      Collections.shuffle(events, random);
      return events;
    }

    Map<String, String> expected() {
      Map<String, String> answers = new TreeMap<>();
      for (Order order : orders) {
        OrderSense sense =
            OrderSense.of(
                order,
                id -> Optional.ofNullable(customers.get(id)),
                sku -> Optional.ofNullable(products.get(sku)));
        answers.put(
            order.getOrderId(),
            switch (sense) {
              case Sound() -> Outcome.PASS + " null";
              case Unsound(var flaws) -> Outcome.FAIL + " " + FlawText.of(flaws);
              case Unsettled(var flaws) -> Outcome.FAIL + " " + FlawText.of(flaws);
            });
      }
      return answers;
    }
  }
}
