package io.insideout.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import io.insideout.simulation.Warehouse.Change;
import io.insideout.simulation.Warehouse.Row;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The warehouse's database is what it stands for.
class WarehouseTest {
  private final Stocktaking books = new Stocktaking();
  private final Warehouse warehouse = new Warehouse(new SplittableRandom(1), 9, books);

  @Test
  void whatLeavesGoesFromOnHandToShippedAndComesBackTheSameWay() {
    Row begun = begin("TEA");
    warehouse.take(order(3, List.of(2, 1), List.of()));
    assertThat(row("TEA")).isEqualTo(begun.moved(3));
    warehouse.take(order(4, List.of(2, 1), List.of(1, 0)));
    assertThat(row("TEA")).isEqualTo(begun.moved(2));
    assertThat(warehouse.changes())
        .as("each version is one transaction")
        .containsExactly(
            new Change("TEA", begun),
            new Change("TEA", begun.moved(3)),
            new Change("TEA", begun.moved(2)));
    assertThat(books.look(warehouse.rows())).isEmpty();
  }

  @Test
  void whatWasTakenBeforeMovesNothing() {
    Row begun = begin("TEA");
    Order left = order(3, List.of(2, 0), List.of());
    Order all = order(4, List.of(2, 1), List.of());
    List.of(left, all, left, all, left).forEach(warehouse::take);
    assertThat(row("TEA")).isEqualTo(begun.moved(3));
    assertThat(warehouse.changes()).hasSize(3);
  }

  @Test
  void aRowThatComesAnewKnowsWhatWasSentBeforeIt() {
    warehouse.take(order(3, List.of(2, 1), List.of()));
    assertThat(warehouse.rows()).isEmpty();
    assertThat(begin("TEA").shipped()).isEqualTo(3);
    assertThat(books.look(warehouse.rows())).isEmpty();
  }

  @Test
  void whateverPeopleDoAllUnitsAreThere() {
    for (int step = 0; step < 300; step++) {
      assertThat(warehouse.correct("TEA")).isNotEmpty();
      warehouse.take(order(step, List.of(step / 3, step / 7), List.of(step / 9, 0)));
      assertThat(books.look(warehouse.rows())).isEmpty();
    }
    assertThat(warehouse.changes())
        .anyMatch(change -> change.row() == null)
        .anyMatch(change -> change.row() != null && change.row().onHand() < 0);
  }

  private Row begin(String sku) {
    assertThat(warehouse.correct(sku)).contains("of " + sku + ", and sent");
    return row(sku);
  }

  private Row row(String sku) {
    return warehouse.rows().getOrDefault(sku, Row.NONE);
  }

  /// An order of two lines of one SKU.
  static Order order(int version, List<Integer> left, List<Integer> back) {
    return Order.newBuilder()
        .setOrderId("o-1")
        .setVersion(version)
        .setState(OrderState.PAID)
        .setCardToken("card-1")
        .setCurrency("GBP")
        .setLines(List.of(new OrderLine("TEA", 50, 1L), new OrderLine("TEA", 50, 1L)))
        .setTotalMinor(0)
        .setPlacedAtMicros(0)
        .setFingerprint("fp")
        .setShippedQuantities(left)
        .setReturnedQuantities(back)
        .build();
  }
}
