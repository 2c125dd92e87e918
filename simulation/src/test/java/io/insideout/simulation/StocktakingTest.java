package io.insideout.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Check;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.ReservationChange;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.StockShortage;
import io.insideout.runtime.schema.Schemas;
import io.insideout.services.inventory.StockLevel;
import io.insideout.simulation.Warehouse.Change;
import io.insideout.simulation.Warehouse.Row;
import io.insideout.verify.Coordinates;
import io.insideout.verify.Entry;
import io.insideout.verify.Violation;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/// What does not add up is found.
class StocktakingTest {
  static {
    // Avro's builders copy values, which it does only of classes that it was told to trust.
    var _ = Schemas.inMemory();
  }

  private static final Row FIRST = new Row(10, 0);
  private static final Row MOVED = FIRST.moved(4);

  private final Stocktaking books = new Stocktaking();
  private long offset;

  @Test
  void unitsThatAreLostAreFoundAtOnce() {
    books.begin("TEA", 10);
    books.correct("TEA", -3);
    assertThat(books.look(Map.of("TEA", new Row(5, 2)))).isEmpty();
    assertThat(sentences(books.look(Map.of("TEA", new Row(5, 1)))))
        .singleElement()
        .asString()
        .endsWith("of 7 units");
    assertThat(books.look(Map.of())).hasSize(1);
    books.end("TEA");
    assertThat(books.look(Map.of())).isEmpty();
  }

  @Test
  void aDecisionByRowsAsTheyWerePublishedIsSound() {
    publish(FIRST, MOVED);
    reserved(FIRST, 3);
    reserved(MOVED, 5);
    refused(MOVED, 5);
    assertThat(books.look(Map.of())).isEmpty();
  }

  @Test
  void aDecisionByARowThatNeverWasIsFound() {
    publish(FIRST, MOVED);
    reserved(new Row(MOVED.onHand(), FIRST.shipped()), 3);
    assertThat(books.look(Map.of()))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.law()).isEqualTo('D');
              assertThat(found.at()).containsExactly(new Coordinates("any", 0, 0));
            });
  }

  @Test
  void aDecisionByARowThatIsNotPublishedYetIsFound() {
    publish(FIRST);
    refused(MOVED, 0);
    assertThat(books.look(Map.of())).hasSize(1);
  }

  @Test
  void aDecisionByAnOlderRowThanTheOneBeforeIsFound() {
    publish(FIRST, MOVED);
    reserved(MOVED, 3);
    refused(FIRST, 3);
    assertThat(sentences(books.look(Map.of()))).singleElement().asString().contains("decided with");
  }

  @Test
  void aDecisionByARowThatEverybodyKnowsToBeOldIsFound() {
    publish(FIRST, MOVED);
    books.allIsRead();
    refused(new Row(0, 0), 0);
    assertThat(books.look(Map.of())).hasSize(1);
    refused(MOVED, 0);
    assertThat(books.look(Map.of())).isEmpty();
  }

  @Test
  void aRefusalWithWhatWasReservedBeforeIsFound() {
    publish(FIRST);
    reserved(FIRST, 3);
    reserved(FIRST, 5);
    refused(FIRST, 3);
    assertThat(sentences(books.look(Map.of())))
        .containsExactly("SKU TEA: refused with 3 reserved, and it is 5");
  }

  @Test
  void inTheEndTheWarehouseHasSentWhatTheOrdersSayAndInventoryKnowsIt() {
    books.accept(entry(WarehouseTest.order(2, List.of(4, 1), List.of())));
    books.accept(entry(WarehouseTest.order(3, List.of(4, 1), List.of(1, 0))));
    Row row = FIRST.moved(4);
    assertThat(books.judge(Map.of("TEA", row), Map.of("TEA", level(row)))).isEmpty();

    assertThat(sentences(books.judge(Map.of("TEA", MOVED.moved(1)), Map.of("TEA", level(row)))))
        .hasSize(2)
        .anyMatch(sentence -> sentence.contains("the orders sent 4"))
        .anyMatch(sentence -> sentence.contains("inventory keeps"));
    assertThat(books.judge(Map.of(), Map.of("TEA", level(row))))
        .singleElement()
        .satisfies(found -> assertThat(found.law()).isEqualTo('L'));
  }

  private void publish(Row... rows) {
    for (Row row : rows) {
      books.publish(new Change("TEA", row));
    }
  }

  private void reserved(Row row, long after) {
    books.accept(
        entry(
            new StockReservation(
                "TEA", "o-1", ReservationChange.RESERVED, 1L, after, row.onHand(), row.shipped())));
  }

  private void refused(Row row, long reserved) {
    books.accept(
        entry(
            new OrderValidation(
                "o-1",
                Check.INVENTORY,
                List.of("TEA"),
                Outcome.FAIL,
                "no",
                List.of(),
                List.of(new StockShortage("TEA", row.onHand(), row.shipped(), reserved, 99L)))));
  }

  private Entry entry(SpecificRecord value) {
    return Entry.of(new Coordinates("any", 0, offset++), "any", value, null);
  }

  private static StockLevel level(Row row) {
    return new StockLevel(row.onHand(), row.shipped(), 0L);
  }

  private static List<String> sentences(List<Violation> found) {
    return found.stream().map(Violation::sentence).toList();
  }
}
