package io.insideout.services.inventory;

import static io.insideout.services.inventory.StockAction.RELEASE;
import static io.insideout.services.inventory.StockAction.RESERVE;
import static io.insideout.services.inventory.StockAction.RETURN;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.ReservationChange;
import io.insideout.catalog.Stock;
import io.insideout.catalog.StockReservation;
import io.insideout.testkit.OrderFixture;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What customers send back can be sold again, each unit once.
class ReturnedStockTest {
  private final SimulatedPartition partition = new SimulatedPartition();
  private final LedgerModel ledger = new LedgerModel();

  private void reserved(long units) {
    partition.receive("TEA", new Stock("TEA", 10L, 0L));
    ledger.stock("TEA", new LedgerModel.Row(10, 0));
    ask(RESERVE, units);
  }

  private long reservedInTheStore() {
    return partition.levels().getOrDefault("TEA", new StockLevel(0L, 0L, 0L)).getReserved();
  }

  private List<StockReservation> ask(StockAction action, long units) {
    List<StockReservation> entries =
        partition
            .receive("o-1", new StockRequest(0, action, List.of(new StockNeed("TEA", units))))
            .stream()
            .filter(StockReservation.class::isInstance)
            .map((SpecificRecord one) -> (StockReservation) one)
            .toList();
    entries.forEach(ledger::append);
    return entries;
  }

  @Test
  void whatComesBackIsFreeAgain() {
    reserved(5);

    assertThat(ask(RETURN, 2))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getChange()).isEqualTo(ReservationChange.RETURNED);
              assertThat(entry.getQuantity()).isEqualTo(2);
              assertThat(entry.getReservedAfter()).isEqualTo(3);
            });
    assertThat(reservedInTheStore()).isEqualTo(3);
  }

  @Test
  void askedAgainItIsDoneOnceAndMoreIsTheDifference() {
    reserved(5);
    ask(RETURN, 2);

    assertThat(ask(RETURN, 2)).isEmpty();
    assertThat(ask(RETURN, 5)).extracting(StockReservation::getQuantity).containsExactly(3L);
    assertThat(ask(RETURN, 4)).isEmpty();
  }

  @Test
  void noMoreComesBackThanWasHeld() {
    reserved(5);

    assertThat(ask(RETURN, 7)).extracting(StockReservation::getQuantity).containsExactly(5L);
  }

  @Test
  void anOrderThatHoldsNothingHasNothingToGiveBack() {
    assertThat(ask(RETURN, 1)).isEmpty();

    reserved(5);
    ask(RELEASE, 0);
    assertThat(ask(RETURN, 1)).isEmpty();
  }

  @Test
  void aReturnedOrderAsksForWhatCameBackOfItsLines() {
    OrderFixture fixture = OrderFixture.order("o-1").line("TEA", 3, 1L).line("TEA", 2, 2L);
    Order order =
        Order.newBuilder(fixture.version(5, OrderState.RETURNED))
            .setReturnedQuantities(List.of(1, 2))
            .build();

    assertThat(new StockRequests(1).of(order))
        .containsExactly(new StockRequest(0, RETURN, List.of(new StockNeed("TEA", 3L))));
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverIsAskedTheLedgerHolds(long seed) {
    Random random = new Random(seed);
    reserved(1 + random.nextInt(10));
    long most = 0;
    for (int i = 0; i < 20; i++) {
      long units = random.nextInt(12);
      ask(RETURN, units);
      most = Math.max(most, units);
    }
    long held = ledger.reserved("TEA");
    assertThat(held).isNotNegative().isEqualTo(reservedInTheStore());
    assertThat(ask(RETURN, most)).isEmpty();
  }
}
