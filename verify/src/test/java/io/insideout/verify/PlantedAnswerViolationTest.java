package io.insideout.verify;

import static io.insideout.catalog.OrderState.REJECTED;
import static io.insideout.catalog.OrderState.VALIDATED;
import static io.insideout.catalog.ReservationChange.RELEASED;
import static io.insideout.catalog.ReservationChange.RESERVED;
import static io.insideout.verify.PlantedLog.id;
import static io.insideout.verify.PlantedLog.value;

import io.insideout.catalog.Check;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.StockReservation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Decision, atomicity, money and fencing.
class PlantedAnswerViolationTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource({"decision", "atomicity", "money", "fencing"})
  void is_found_by_its_law_at_its_coordinates(Plant plant) {
    plant.assertFound();
  }

  static Stream<Plant> decision() {
    return Stream.of(
        new Plant(
            "validated without one of the answers",
            'C',
            "validated before FRAUD/card had passed",
            log -> {
              Entry ended = log.ended(VALIDATED);
              log.remove(log.answer(id(ended), a -> a.getCovers().contains("card")));
              return ended.at();
            }),
        new Plant(
            "validated before the last answer came",
            'C',
            "validated before",
            log -> {
              Entry ended = log.ended(VALIDATED);
              return log.recause(ended, log.answer(id(ended), _ -> true).at());
            }),
        new Plant(
            "validated in spite of a failed check",
            'C',
            "was validated, and DETAILS failed",
            log -> {
              Entry details =
                  log.answer(id(log.ended(VALIDATED)), a -> a.getCheck() == Check.DETAILS);
              return log.flip(details, Outcome.FAIL);
            }),
        new Plant(
            "rejected without a failed check",
            'C',
            "no check had failed",
            log -> {
              Entry ended = log.ended(REJECTED);
              for (Entry fail :
                  log.all(
                      OrderValidation.class,
                      a -> a.getOrderId().equals(id(ended)) && a.getOutcome() == Outcome.FAIL)) {
                var _ = log.flip(fail, Outcome.PASS);
              }
              return ended.at();
            }),
        new Plant(
            "a check that both passes and fails",
            'C',
            "both passed and failed",
            log -> {
              Entry pass = log.answer(id(log.ended(REJECTED)), a -> a.getOutcome() == Outcome.PASS);
              OrderValidation fail =
                  OrderValidation.newBuilder((OrderValidation) value(pass))
                      .setOutcome(Outcome.FAIL)
                      .build();
              return log.append(pass, fail, pass.cause());
            }),
        new Plant(
            "an answer for what is no part of the order",
            'C',
            "no part of order",
            log -> {
              Entry answer = log.answer(id(log.ended(VALIDATED)), _ -> true);
              return log.edit(
                  answer,
                  (OrderValidation a) ->
                      OrderValidation.newBuilder(a).setCovers(List.of("nothing")).build());
            }),
        new Plant(
            "an answer about no order",
            'C',
            "does not exist",
            log -> {
              Entry answer = log.answer(id(log.ended(VALIDATED)), _ -> true);
              return log.edit(
                  answer,
                  (OrderValidation a) -> OrderValidation.newBuilder(a).setOrderId("none").build());
            }));
  }

  static Stream<Plant> atomicity() {
    return Stream.of(
        new Plant(
            "an answer without its reservation",
            'E',
            "reserved nothing",
            log -> {
              Entry entry = log.ledger(id(log.endedWithLedger(VALIDATED)), _ -> true);
              log.remove(entry);
              return log.answerOf(entry).at();
            }),
        new Plant(
            "a reservation with another cause than its answer",
            'E',
            "reserved without an answer of the same cause",
            log -> {
              Entry ended = log.endedWithLedger(VALIDATED);
              return log.recause(log.ledger(id(ended), _ -> true), ended.at());
            }),
        new Plant(
            "a failed answer that reserved",
            'E',
            "failed it and yet reserved",
            log -> {
              Entry entry = log.ledger(id(log.endedWithLedger(VALIDATED)), _ -> true);
              var _ = log.flip(log.answerOf(entry), Outcome.FAIL);
              return entry.at();
            }),
        new Plant(
            "a reservation without an answer",
            'E',
            "reserved without an answer",
            log -> {
              Entry entry = log.ledger(id(log.endedWithLedger(VALIDATED)), _ -> true);
              log.remove(log.answerOf(entry));
              return entry.at();
            }),
        new Plant(
            "a reservation of a SKU that its answer does not cover",
            'E',
            "reserved without an answer",
            log -> {
              Entry entry = log.ledger(id(log.endedWithLedger(VALIDATED)), _ -> true);
              return log.edit(
                  entry,
                  (StockReservation e) -> StockReservation.newBuilder(e).setSku("other").build());
            }),
        new Plant(
            "a release that no end caused",
            'E',
            "not by a version that ended the order",
            log -> {
              Entry release = log.find(StockReservation.class, e -> e.getChange() == RELEASED);
              String orderId = ((StockReservation) value(release)).getOrderId();
              return log.recause(release, log.requested(orderId).at());
            }),
        new Plant(
            "a release that happens twice",
            'E',
            "released again",
            log -> {
              Entry release = log.find(StockReservation.class, e -> e.getChange() == RELEASED);
              return log.append(release, value(release), release.cause());
            }));
  }

  static Stream<Plant> money() {
    return Stream.of(
        new Plant(
            "a total that is not the sum of the lines",
            'F',
            "the lines sum to",
            log ->
                log.editOrder(
                    log.ended(VALIDATED), 2, b -> b.setTotalMinor(b.getTotalMinor() + 1))),
        new Plant(
            "half a unit rounded down",
            'F',
            "the lines sum to 1 minor units, the total is 0",
            log ->
                log.editOrder(
                    log.ended(VALIDATED),
                    2,
                    b -> b.setLines(List.of(new OrderLine("a", 1, 5_000L))).setTotalMinor(0L))),
        new Plant(
            "an amount that does not fit in 64 bits and is said all the same",
            'F',
            "its total cannot be said",
            log ->
                log.editOrder(
                    log.ended(VALIDATED),
                    2,
                    b ->
                        b.setLines(List.of(new OrderLine("a", 2, Long.MAX_VALUE / 2 + 1)))
                            .setTotalMinor(1L))),
        new Plant(
            "a validated order with a line that has no price",
            'F',
            "a line has no price",
            log -> {
              Entry unpriced =
                  log.find(
                      Order.class,
                      o ->
                          o.getVersion() == 1
                              && o.getLines().stream()
                                  .anyMatch(l -> l.getUnitPriceMicros() == null));
              return log.editOrder(unpriced, 2, b -> b.setState(VALIDATED));
            }));
  }

  static Stream<Plant> fencing() {
    return Stream.of(
        new Plant(
            "a check that answers one order twice",
            'O',
            "answered twice",
            log -> log.again(log.find(OrderValidation.class, a -> a.getCheck() == Check.FRAUD))),
        new Plant(
            "an order that is decided twice by one answer",
            'O',
            "answered twice with version 2",
            log -> log.again(log.ended(VALIDATED))),
        new Plant(
            "stock that is reserved twice for one record",
            'O',
            "answered twice with RESERVED",
            log -> log.again(log.find(StockReservation.class, e -> e.getChange() == RESERVED))),
        new Plant(
            "a record that does not say what it was made from",
            'O',
            "does not say",
            log -> log.recause(log.find(OrderValidation.class, _ -> true), null)),
        new Plant(
            "a record that was made from an aborted one",
            'O',
            "no committed record",
            log ->
                log.recause(
                    log.ended(VALIDATED), new Coordinates("order-validations", 0, 1_000_000))));
  }
}
