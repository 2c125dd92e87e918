package io.insideout.services.inventory;

import static io.insideout.services.inventory.StockAction.RELEASE;
import static io.insideout.services.inventory.StockAction.RESERVE;
import static io.insideout.services.inventory.StockAction.RETURN;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Stock;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.StockShortage;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Units leave and come back whenever they do, and the warehouse hears of it before inventory or
/// long after: nobody can tell from what is promised. One warehouse moves what leaves from on hand
/// to shipped, the other counts all of it as on hand, and each order is answered alike by both.
class ShippedStockTest {
  private static final int STEPS = 120;

  private final SimulatedPartition moving = new SimulatedPartition();
  private final SimulatedPartition still = new SimulatedPartition();
  private final LedgerModel ledger = new LedgerModel();
  private long units;
  private long shipped;

  static LongStream seeds() {
    return LongStream.range(0, 250);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatLeavesAndComesBackChangesNothingOfWhatCanBePromised(long seed) {
    Random random = new Random(seed);
    count(random.nextInt(30));
    for (int step = 0; step < STEPS; step++) {
      int number = random.nextInt(30);
      String order = "o-" + number;
      long quantity = 1L + random.nextInt(6);
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> ask(order, RESERVE, quantity);
        // What has left comes back, and is not released: an order does one or the other.
        case 3, 4 -> ask(order, number % 2 == 0 ? RELEASE : RETURN, quantity);
        case 5 -> move(quantity);
        case 6 -> move(-Math.min(quantity, shipped));
        default -> count(units + random.nextInt(12) - 5);
      }
    }
    assertThat(reserved(moving)).isEqualTo(reserved(still)).isEqualTo(ledger.reserved("TEA"));
  }

  private void ask(String order, StockAction action, long quantity) {
    StockRequest request = new StockRequest(0, action, List.of(new StockNeed("TEA", quantity)));
    long free = Math.max(0, ledger.free("TEA"));
    List<SpecificRecord> here = moving.receive(order, request);
    List<SpecificRecord> there = still.receive(order, request);

    assertThat(here.stream().map(ShippedStockTest::summed))
        .containsExactlyElementsOf(there.stream().map(ShippedStockTest::summed).toList());
    for (SpecificRecord record : here) {
      switch (record) {
        case StockReservation entry -> ledger.append(entry);
        case OrderValidation answer when answer.getReason() != null ->
            assertThat(answer.getReason())
                .matches("the order is already ended|TEA has %d available, .*".formatted(free));
        default -> {}
      }
    }
  }

  /// Some units leave, or come back.
  private void move(long quantity) {
    shipped += quantity;
    row();
  }

  /// Somebody corrects what there is.
  private void count(long now) {
    units = now;
    row();
    still.receive("TEA", new Stock("TEA", units, 0L));
  }

  private void row() {
    moving.receive("TEA", new Stock("TEA", units - shipped, shipped));
    ledger.stock("TEA", new LedgerModel.Row(units - shipped, shipped));
  }

  private static long reserved(SimulatedPartition partition) {
    return partition.levels().getOrDefault("TEA", new StockLevel(0L, 0L, 0L)).getReserved();
  }

  /// The same record, with all that there is as on hand.
  private static SpecificRecord summed(SpecificRecord record) {
    return switch (record) {
      case StockReservation entry ->
          StockReservation.newBuilder(entry)
              .setOnHand(entry.getOnHand() + entry.getShipped())
              .setShipped(0L)
              .build();
      case OrderValidation answer ->
          OrderValidation.newBuilder(answer)
              .setShortages(
                  answer.getShortages().stream()
                      .map(
                          one ->
                              new StockShortage(
                                  one.getSku(),
                                  one.getOnHand() + one.getShipped(),
                                  0L,
                                  one.getReserved(),
                                  one.getNeeded()))
                      .toList())
              .build();
      default -> throw new IllegalStateException("inventory writes no " + record);
    };
  }
}
