package io.insideout.services.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingInt;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.ReservationChange;
import io.insideout.catalog.Stock;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.StockShortage;
import io.insideout.testkit.OrderFixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Four partitions that share nothing, orders and stock in any interleaving, every request any
/// number of times and in any sequence: after every single step the laws of stock hold, and the
/// answer is the one that a plain model gives. A failing seed stands in the test's name.
class InterleavingTest {
  private static final int PARTITIONS = 4;
  private static final int ORDERS = 40;
  private static final int STOCK_CHANGES = 60;

  static LongStream seeds() {
    return LongStream.range(0, 250);
  }

  private final List<SimulatedPartition> partitions =
      Stream.generate(SimulatedPartition::new).limit(PARTITIONS).toList();
  private final LedgerModel ledger = new LedgerModel();
  private final Set<String> asked = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final Set<String> holding = new HashSet<>();

  /// Something that reaches a partition.
  private sealed interface Event {
    record Request(Order order, StockRequest request) implements Event {}

    /// @param row null where it is deleted
    record StockRow(String sku, @Nullable Stock row) implements Event {}
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void every_interleaving_keeps_the_laws_of_stock(long seed) {
    Random random = new Random(seed);
    List<String> skus = skus(random);
    for (Event event : events(random, skus)) {
      switch (event) {
        case Event.StockRow row -> change(row);
        case Event.Request(var order, var request) -> deliver(order, request);
      }
      assertStoresAreTheFoldOfTheLedger();
    }
  }

  private void change(Event.StockRow row) {
    Stock stock = row.row();
    partitions.get(partitionOf(row.sku())).receive(row.sku(), stock);
    ledger.stock(
        row.sku(),
        stock == null
            ? LedgerModel.Row.NONE
            : new LedgerModel.Row(stock.getOnHand(), stock.getShipped()));
  }

  private void deliver(Order order, StockRequest request) {
    String orderId = order.getOrderId();
    Map<String, Long> needs = needsAt(order, request.getPartition());
    String there = orderId + " at " + request.getPartition();
    List<StockShortage> shortages = shortages(needs);
    List<SpecificRecord> forwarded =
        partitions.get(request.getPartition()).receive(orderId, request);
    List<OrderValidation> answers = only(OrderValidation.class, forwarded);
    List<StockReservation> entries = only(StockReservation.class, forwarded);
    entries.forEach(ledger::append);

    switch (request.getAction()) {
      case RESERVE -> {
        if (asked.add(there)) {
          boolean passes = shortages.isEmpty() && !ended.contains(there);
          assertThat(answers).as("answers to %s", there).hasSize(1);
          assertThat(answers.getFirst().getOutcome())
              .as("answer to %s: %s", there, answers)
              .isEqualTo(passes ? Outcome.PASS : Outcome.FAIL);
          assertThat(answers.getFirst().getCovers())
              .containsExactlyInAnyOrderElementsOf(needs.keySet());
          assertThat(answers.getFirst().getShortages())
              .as("what the answer to %s rests on", there)
              .containsExactlyInAnyOrderElementsOf(ended.contains(there) ? List.of() : shortages);
          assertEntries(entries, ReservationChange.RESERVED, passes ? needs : Map.of());
          if (passes) {
            holding.add(there);
          }
        } else {
          assertThat(forwarded).as("repeated: %s", there).isEmpty();
        }
      }
      case RELEASE -> {
        ended.add(there);
        assertThat(answers).isEmpty();
        assertEntries(
            entries, ReservationChange.RELEASED, holding.remove(there) ? needs : Map.of());
      }
      // Only what has left comes back, and then nothing is released: ReturnedStockTest.
      case RETURN -> throw new IllegalStateException("nothing comes back here");
    }
  }

  private List<StockShortage> shortages(Map<String, Long> needs) {
    return needs.entrySet().stream()
        .filter(need -> need.getValue() < 1 || need.getValue() > ledger.free(need.getKey()))
        .map(
            need ->
                new StockShortage(
                    need.getKey(),
                    ledger.row(need.getKey()).onHand(),
                    ledger.row(need.getKey()).shipped(),
                    ledger.reserved(need.getKey()),
                    need.getValue()))
        .toList();
  }

  private static void assertEntries(
      List<StockReservation> entries, ReservationChange change, Map<String, Long> quantities) {
    assertThat(entries).allMatch(entry -> entry.getChange() == change);
    assertThat(
            entries.stream()
                .collect(toMap(StockReservation::getSku, StockReservation::getQuantity)))
        .as("all or nothing")
        .isEqualTo(quantities);
  }

  private void assertStoresAreTheFoldOfTheLedger() {
    Map<String, Long> stored = new HashMap<>();
    Set<String> stillHolding = new HashSet<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      int here = partition;
      partitions
          .get(partition)
          .levels()
          .forEach(
              (sku, level) -> {
                assertThat(partitionOf(sku)).isEqualTo(here);
                assertThat(new LedgerModel.Row(level.getOnHand(), level.getShipped()))
                    .as("the row of %s", sku)
                    .isEqualTo(ledger.row(sku));
                assertThat(level.getReserved()).as("reserved of %s", sku).isNotNegative();
                stored.put(sku, level.getReserved());
              });
      partitions
          .get(partition)
          .holds()
          .forEach(
              (key, hold) -> {
                String orderId = key.substring(0, key.lastIndexOf('/'));
                if (hold.getStatus() == HoldStatus.RESERVED) {
                  stillHolding.add(orderId + " at " + here);
                } else {
                  assertThat(hold.getHeld()).as("held while not reserved: %s", key).isEmpty();
                }
              });
    }
    stored.values().removeIf(units -> units == 0);
    Map<String, Long> folded = new HashMap<>(ledger.reserved());
    folded.values().removeIf(units -> units == 0);
    assertThat(stored).as("reserved units").isEqualTo(folded);
    assertThat(stillHolding).isEqualTo(holding);
  }

  private List<Event> events(Random random, List<String> skus) {
    List<Event> events = new ArrayList<>();
    for (int n = 0; n < ORDERS; n++) {
      OrderFixture order = randomOrder(random, "order-" + n, skus);
      List<Event> requests = requests(order.requested());
      if (random.nextInt(3) > 0) {
        OrderState end =
            List.of(
                    OrderState.REJECTED,
                    OrderState.CANCELLED,
                    OrderState.EXPIRED,
                    OrderState.PAYMENT_FAILED)
                .get(random.nextInt(4));
        requests.addAll(requests(order.version(2, end)));
      }
      for (Event request : requests) {
        Collections.nCopies(1 + random.nextInt(3), request).forEach(events::add);
      }
    }
    for (int n = 0; n < STOCK_CHANGES; n++) {
      String sku = skus.get(random.nextInt(skus.size()));
      long shipped = random.nextBoolean() ? 0 : random.nextInt(12);
      Stock row = new Stock(sku, random.nextInt(46) - 6L - shipped, shipped);
      events.add(new Event.StockRow(sku, random.nextInt(8) == 0 ? null : row));
    }
    Collections.shuffle(events, random);
    return random.nextBoolean() ? events : eachOrderInSequence(events);
  }

  /// The same places for each order, but what it requested before what ended it, as the log has it.
  private static List<Event> eachOrderInSequence(List<Event> events) {
    Map<String, List<Event>> byOrder = new HashMap<>();
    for (Event event : events) {
      if (event instanceof Event.Request(var order, _)) {
        byOrder.computeIfAbsent(order.getOrderId(), _ -> new ArrayList<>()).add(event);
      }
    }
    byOrder.values().forEach(requests -> requests.sort(comparingInt(InterleavingTest::version)));
    return events.stream()
        .map(
            event ->
                event instanceof Event.Request(var order, _)
                    ? requireNonNull(byOrder.get(order.getOrderId())).removeFirst()
                    : event)
        .toList();
  }

  private static int version(Event event) {
    return event instanceof Event.Request(var order, _) ? order.getVersion() : 0;
  }

  private static List<Event> requests(Order order) {
    List<Event> events = new ArrayList<>();
    new StockRequests(PARTITIONS)
        .of(order)
        .forEach(request -> events.add(new Event.Request(order, request)));
    return events;
  }

  private static OrderFixture randomOrder(Random random, String orderId, List<String> skus) {
    OrderFixture order = OrderFixture.order(orderId);
    int lines = 1 + random.nextInt(6);
    for (int line = 0; line < lines; line++) {
      int quantity =
          switch (random.nextInt(30)) {
            case 0 -> 0;
            case 1 -> -1 - random.nextInt(3);
            case 2 -> Integer.MAX_VALUE;
            default -> 1 + random.nextInt(6);
          };
      order = order.line(skus.get(random.nextInt(skus.size())), quantity, 1_000_000L);
    }
    return order;
  }

  private static List<String> skus(Random random) {
    return Stream.generate(() -> "sku-" + random.nextInt(100_000)).limit(10).distinct().toList();
  }

  private static Map<String, Long> needsAt(Order order, int partition) {
    Map<String, Long> needs = new HashMap<>();
    for (OrderLine line : order.getLines()) {
      if (partitionOf(line.getSku()) == partition) {
        needs.merge(line.getSku(), (long) line.getQuantity(), Long::sum);
      }
    }
    return needs;
  }

  private static int partitionOf(String sku) {
    return Utils.toPositive(Utils.murmur2(sku.getBytes(UTF_8))) % PARTITIONS;
  }

  private static <V> List<V> only(Class<V> type, List<SpecificRecord> records) {
    return records.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
