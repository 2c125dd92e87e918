package io.insideout.verify;

import static io.insideout.catalog.OrderState.REJECTED;
import static io.insideout.catalog.OrderState.REQUESTED;
import static io.insideout.catalog.OrderState.VALIDATED;

import io.insideout.catalog.Check;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.PlaceOrder;
import io.insideout.catalog.ReservationChange;
import io.insideout.catalog.StockShortage;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Schemas;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Correct histories at random: a small model of the order path that keeps the laws by the way it
/// works. Each service takes its inputs one by one, the next service to move is drawn by lot, and
/// offsets have gaps as transactions make them. The same seed makes the same history.
// Avro's generated classes take null where the schema does, and do not say so.
@SuppressWarnings("NullAway")
final class History {
  static {
    // Avro's builders copy values, which it does only of classes that it was told to trust.
    var _ = Schemas.inMemory();
  }

  private static final int PARTITIONS = 4;
  private static final int SKUS = 12;

  private final Random random;
  private final Consumer<Entry> log;
  private final Map<Cut.Place, Long> ends = new HashMap<>();
  private final List<Deque<Runnable>> queues = new ArrayList<>();
  private final StockModel stock;
  private final FraudModel fraud = new FraudModel();
  private int inFlight;
  private int made;
  private int placed;
  private final boolean gaps;

  /// What the orders service knows of an order that has not ended.
  private static final class Progress {
    final Order order;
    final Set<Part> missing;
    final Map<Integer, Map<String, Long>> held = new HashMap<>();
    final Set<Integer> released = new HashSet<>();
    boolean decided;

    Progress(Order order) {
      this.order = order;
      this.missing = Part.required(order);
    }
  }

  History(long seed, Consumer<Entry> log) {
    this(seed, log, true);
  }

  /// @param gaps whether some offsets hold no record, as the markers of transactions make it
  History(long seed, Consumer<Entry> log, boolean gaps) {
    this.gaps = gaps;
    this.random = new Random(seed);
    this.log = log;
    for (int queue = 0; queue < PARTITIONS + 3; queue++) {
      queues.add(new ArrayDeque<>());
    }
    stock = new StockModel(SKUS, random);
    for (FraudRule rule : FraudModel.RULES) {
      fraud.knows(write(Topics.FRAUD_RULES, rule.getRuleId(), rule, null).offset());
    }
  }

  /// A whole history of that many orders.
  static List<Entry> of(long seed, int orders) {
    List<Entry> entries = new ArrayList<>();
    new History(seed, entries::add).run(orders);
    return entries;
  }

  /// Places orders and works them off, a few at a time, until nothing is left to do.
  void run(int count) {
    int wanted = placed + count;
    while (placed < wanted) {
      if (inFlight < 8 && random.nextInt(3) == 0) {
        stock.change("sku-" + random.nextInt(SKUS));
        place("order-" + placed++);
      } else {
        step();
      }
    }
    while (queues.stream().anyMatch(queue -> !queue.isEmpty())) {
      step();
    }
  }

  int made() {
    return made;
  }

  private void step() {
    Deque<Runnable> queue = queues.get(random.nextInt(queues.size()));
    if (!queue.isEmpty()) {
      queue.removeFirst().run();
    }
  }

  private void place(String orderId) {
    List<OrderLine> lines = new ArrayList<>();
    for (int line = 0; line <= random.nextInt(5); line++) {
      Long price = random.nextInt(30) == 0 ? null : (Long) (random.nextInt(20_000) * 500L);
      lines.add(new OrderLine("sku-" + random.nextInt(SKUS), 1 + random.nextInt(9), price));
    }
    String customer = random.nextBoolean() ? "customer-" + random.nextInt(9) : null;
    PlaceOrder wish =
        new PlaceOrder(customer, "card-" + random.nextInt(9), "GBP", lines, (long) made, null);
    String fingerprint = "fp-" + orderId;
    OrderCommand command = new OrderCommand(orderId, fingerprint, wish);
    Coordinates first = write(Topics.ORDER_COMMANDS, orderId, command, null);
    while (random.nextInt(8) == 0) {
      String repeated = random.nextBoolean() ? fingerprint : "other";
      write(Topics.ORDER_COMMANDS, orderId, new OrderCommand(orderId, repeated, wish), null);
    }
    Order order = order(orderId, wish, fingerprint);
    inFlight++;
    queues.get(0).add(() -> requested(new Progress(order), first));
  }

  private static Order order(String orderId, PlaceOrder wish, String fingerprint) {
    long micros = 0;
    for (OrderLine line : wish.getLines()) {
      micros +=
          line.getUnitPriceMicros() == null ? 0 : line.getUnitPriceMicros() * line.getQuantity();
    }
    return Order.newBuilder()
        .setOrderId(orderId)
        .setVersion(1)
        .setState(REQUESTED)
        .setCustomerId(wish.getCustomerId())
        .setCardToken(wish.getCardToken())
        .setCurrency(wish.getCurrency())
        .setLines(wish.getLines())
        .setTotalMinor((micros + 5_000) / 10_000)
        .setPlacedAtMicros(wish.getPlacedAtMicros())
        .setFingerprint(fingerprint)
        .build();
  }

  private void requested(Progress progress, Coordinates command) {
    Order order = progress.order;
    Coordinates cause = write(Topics.ORDERS, order.getOrderId(), order, command);
    boolean priced = order.getLines().stream().allMatch(l -> l.getUnitPriceMicros() != null);
    OrderValidation details = answer(progress, Check.DETAILS, List.of("order"), priced, List.of());
    queues.get(1).add(() -> answer(progress, details, cause));
    queues.get(2).add(() -> answer(progress, fraud.answer(order, "card"), cause));
    if (order.getCustomerId() != null) {
      queues.get(2).add(() -> answer(progress, fraud.answer(order, "customer"), cause));
    }
    Map<Integer, Map<String, Long>> byPartition = new TreeMap<>();
    for (OrderLine line : order.getLines()) {
      byPartition
          .computeIfAbsent(partition(line.getSku()), _ -> new TreeMap<>())
          .merge(line.getSku(), (long) line.getQuantity(), Long::sum);
    }
    byPartition.forEach(
        (partition, units) ->
            queues.get(3 + partition).add(() -> reserve(progress, partition, units, cause)));
  }

  private void reserve(
      Progress progress, int partition, Map<String, Long> units, Coordinates cause) {
    Order order = progress.order;
    List<StockShortage> shortages = stock.shortages(units);
    boolean ended = progress.released.contains(partition);
    boolean passed = shortages.isEmpty() && !ended;
    if (passed) {
      units.forEach(
          (sku, quantity) ->
              book(order.getOrderId(), sku, ReservationChange.RESERVED, quantity, cause));
      progress.held.put(partition, units);
    }
    List<String> covers = List.copyOf(units.keySet());
    answer(
        progress,
        answer(progress, Check.INVENTORY, covers, passed, ended ? List.of() : shortages),
        cause);
  }

  private void release(Progress progress, int partition, Coordinates cause) {
    progress.released.add(partition);
    progress
        .held
        .getOrDefault(partition, Map.of())
        .forEach(
            (sku, quantity) ->
                book(
                    progress.order.getOrderId(), sku, ReservationChange.RELEASED, quantity, cause));
  }

  private void book(
      String orderId, String sku, ReservationChange change, long quantity, Coordinates cause) {
    write(Topics.STOCK_RESERVATIONS, sku, stock.book(orderId, sku, change, quantity), cause);
  }

  private static OrderValidation answer(
      Progress progress,
      Check check,
      List<String> covers,
      boolean passed,
      List<StockShortage> shortages) {
    return new OrderValidation(
        progress.order.getOrderId(),
        check,
        covers,
        passed ? Outcome.PASS : Outcome.FAIL,
        passed ? null : "no" + StockModel.reason(shortages),
        List.of(),
        shortages);
  }

  private void answer(Progress progress, OrderValidation answer, Coordinates cause) {
    Coordinates at = write(Topics.ORDER_VALIDATIONS, answer.getOrderId(), answer, cause);
    queues.get(0).add(() -> decide(progress, answer, at));
  }

  private void decide(Progress progress, OrderValidation answer, Coordinates cause) {
    if (progress.decided) {
      return;
    }
    answer.getCovers().forEach(part -> progress.missing.remove(new Part(answer.getCheck(), part)));
    if (answer.getOutcome() == Outcome.FAIL) {
      end(progress);
      Coordinates at = version(progress.order, REJECTED, List.of("no"), cause);
      // Every partition of SKUs hears of the end, after all that it was told before.
      for (int partition = 0; partition < PARTITIONS; partition++) {
        int p = partition;
        queues.get(3 + p).add(() -> release(progress, p, at));
      }
    } else if (progress.missing.isEmpty()) {
      end(progress);
      version(progress.order, VALIDATED, List.of(), cause);
    }
  }

  private void end(Progress progress) {
    progress.decided = true;
    inFlight--;
  }

  private Coordinates version(
      Order order, OrderState state, List<String> reasons, Coordinates cause) {
    Order version =
        Order.newBuilder(order).setVersion(2).setState(state).setReasons(reasons).build();
    return write(Topics.ORDERS, order.getOrderId(), version, cause);
  }

  private Coordinates write(
      Topic<?> topic, String key, SpecificRecord value, @Nullable Coordinates cause) {
    int partition = topic.partitions() == 1 ? 0 : partition(key);
    Cut.Place place = new Cut.Place(topic.name(), partition);
    long offset = ends.getOrDefault(place, 0L);
    ends.put(place, offset + 1 + (gaps && random.nextInt(4) == 0 ? 1 : 0));
    Coordinates at = new Coordinates(topic.name(), partition, offset);
    log.accept(
        new Entry(at, made, key, new Content.Value(value, PlantedLog.raw(value)), cause, null));
    made++;
    return at;
  }

  private static int partition(String key) {
    return Math.floorMod(key.hashCode(), PARTITIONS);
  }
}
