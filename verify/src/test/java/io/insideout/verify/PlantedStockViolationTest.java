package io.insideout.verify;

import static io.insideout.catalog.OrderState.REJECTED;
import static io.insideout.catalog.OrderState.VALIDATED;
import static io.insideout.catalog.ReservationChange.RELEASED;
import static io.insideout.catalog.ReservationChange.RESERVED;
import static io.insideout.verify.PlantedLog.id;
import static io.insideout.verify.PlantedLog.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Order;
import io.insideout.catalog.StockReservation;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The clauses of law D, each broken once.
class PlantedStockViolationTest {
  private static final int ORDERS = 150;

  @ParameterizedTest(name = "{0}")
  @MethodSource({"chain", "books"})
  void is_found_by_the_law_of_stock_at_its_coordinates(Plant plant) {
    plant.assertFound();
  }

  static Stream<Plant> chain() {
    return Stream.of(
        new Plant(
            "an entry that does not continue from the one before",
            'D',
            "reserved, RESERVED",
            log -> edit(log, reserved(log), e -> with(e, e.getReservedAfter() - 1))),
        new Plant(
            "less than nothing reserved",
            'D',
            ": -1 reserved",
            log -> edit(log, reserved(log), e -> with(e, -1))),
        new Plant(
            "more reserved than there is",
            'D',
            "oversold",
            log ->
                edit(
                    log,
                    reserved(log),
                    e ->
                        StockReservation.newBuilder(e)
                            .setOnHand(e.getReservedAfter() - 1 - e.getShipped())
                            .build())),
        new Plant(
            "an entry of no units",
            'D',
            "RESERVED 0 units",
            log ->
                edit(
                    log,
                    reserved(log),
                    e -> StockReservation.newBuilder(e).setQuantity(0L).build())),
        new Plant(
            "an entry under another key",
            'D',
            "has the key",
            log -> {
              Entry entry = reserved(log);
              log.remove(entry);
              return log.append(
                  entry.at().topic(), entry.at().partition(), "x", value(entry), entry.cause());
            }),
        new Plant(
            "a SKU in two partitions",
            'D',
            "two partitions",
            log -> {
              Entry entry = reserved(log);
              return log.move(entry, (entry.at().partition() + 1) % 4);
            }));
  }

  static Stream<Plant> books() {
    return Stream.of(
        new Plant(
            "an order that reserves a SKU twice",
            'D',
            "reserved 2 times",
            log -> log.again(reserved(log))),
        new Plant(
            "an order that reserves what it did not ask for",
            'D',
            "asked for and",
            log ->
                edit(
                    log,
                    reserved(log),
                    e -> StockReservation.newBuilder(e).setQuantity(e.getQuantity() + 1).build())),
        new Plant(
            "more released than was reserved",
            'D',
            "were released of",
            log ->
                edit(
                    log,
                    released(log),
                    e -> StockReservation.newBuilder(e).setQuantity(e.getQuantity() + 1).build())),
        new Plant(
            "an order that releases a SKU twice",
            'D',
            "released 2 times",
            log -> log.again(released(log))),
        new Plant(
            "a release before the reservation",
            'D',
            "reserved after it was released",
            log -> {
              StockReservation released = (StockReservation) value(released(log));
              Entry entry =
                  log.ledger(
                      released.getOrderId(),
                      e -> e.getSku().equals(released.getSku()) && e.getChange() == RESERVED);
              return log.move(entry, entry.at().partition());
            }),
        new Plant(
            "a validated order that holds nothing",
            'D',
            "and holds 0",
            log -> {
              Entry ended = log.endedWithLedger(VALIDATED);
              log.remove(log.ledger(id(ended), _ -> true));
              return ended.at();
            }),
        new Plant(
            "a validated order whose stock was released",
            'D',
            "and holds 0",
            log -> {
              Entry ended = log.endedWithLedger(VALIDATED);
              Entry entry = log.ledger(id(ended), _ -> true);
              StockReservation release =
                  StockReservation.newBuilder((StockReservation) value(entry))
                      .setChange(RELEASED)
                      .build();
              var _ = log.append(entry, release, ended.at());
              return ended.at();
            }),
        new Plant(
            "a rejected order that keeps its stock",
            'D',
            "ended, and still holds",
            log -> {
              Entry release = released(log);
              String orderId = ((StockReservation) value(release)).getOrderId();
              log.remove(release);
              return log.find(
                      Order.class, o -> o.getOrderId().equals(orderId) && o.getState() == REJECTED)
                  .at();
            }),
        new Plant(
            "units that left and were released",
            'D',
            "and 0 are reserved",
            log -> {
              String orderId = ((StockReservation) value(released(log))).getOrderId();
              return left(log, log.requested(orderId), 0);
            }),
        new Plant(
            "more units that left than were reserved",
            'D',
            "units have left",
            log -> left(log, log.endedWithLedger(VALIDATED), 1)),
        new Plant(
            "stock for an order that does not exist",
            'D',
            "does not exist",
            log ->
                edit(
                    log,
                    reserved(log),
                    e -> StockReservation.newBuilder(e).setOrderId("none").build())),
        new Plant(
            "a SKU of which more is reserved than the orders hold",
            'D',
            "and the orders hold",
            log -> {
              Entry last = log.last(StockReservation.class, _ -> true);
              StockReservation end = (StockReservation) value(last);
              StockReservation more =
                  StockReservation.newBuilder(end)
                      .setOrderId("none")
                      .setChange(RESERVED)
                      .setQuantity(1L)
                      .setReservedAfter(end.getReservedAfter() + 1)
                      .setOnHand(1_000L)
                      .build();
              return log.append(last, more, last.cause());
            }));
  }

  @Test
  void finds_orders_that_hold_a_sku_of_which_nothing_was_ever_reserved() {
    PlantedLog log = new PlantedLog(History.of(204, ORDERS));
    Entry ended = log.endedWithLedger(VALIDATED);
    log.entries()
        .removeIf(
            entry ->
                Kind.of(entry.at().topic(), value(entry)) == null
                    || !Kind.orderId(value(entry)).equals(id(ended)));
    log.removeAll(log.all(StockReservation.class, _ -> true));
    Report report = Audit.of(log.entries(), Quiet.yes("all was worked off"));
    assertThat(report.law('D').first())
        .as("%s", report)
        .anyMatch(v -> v.sentence().contains("nothing was ever reserved") && v.at().isEmpty());
  }

  /// A reservation of a validated order that is not the first of its SKU.
  private static Entry reserved(PlantedLog log) {
    Set<String> validated = new HashSet<>();
    log.all(Order.class, o -> o.getState() == VALIDATED).forEach(order -> validated.add(id(order)));
    return log.find(
        StockReservation.class,
        e ->
            validated.contains(e.getOrderId())
                && e.getChange() == RESERVED
                && e.getReservedAfter() > e.getQuantity());
  }

  /// Has all lines of an order leave, and so many units of each that were not there.
  private static Coordinates left(PlantedLog log, Entry version, int more) {
    return log.editOrder(
        version,
        2,
        b ->
            b.setShippedQuantities(
                b.getLines().stream().map(line -> line.getQuantity() + more).toList()));
  }

  private static Entry released(PlantedLog log) {
    return log.find(StockReservation.class, e -> e.getChange() == RELEASED);
  }

  private static StockReservation with(StockReservation entry, long reservedAfter) {
    return StockReservation.newBuilder(entry).setReservedAfter(reservedAfter).build();
  }

  private static Coordinates edit(
      PlantedLog log, Entry entry, UnaryOperator<StockReservation> change) {
    return log.edit(entry, change);
  }
}
