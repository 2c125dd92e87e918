package io.insideout.verify;

import static io.insideout.verify.PlantedLog.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Check;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.StockShortage;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What law D says of refusals, each clause broken once.
class PlantedRefusalViolationTest {
  private static final String UNSAID = "that do not say what they rest on";
  private static final String ENDED = "of orders that had ended";
  private static final int ORDERS = 150;

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void is_found_by_the_law_of_stock_at_its_coordinates(Plant plant) {
    plant.assertFound();
  }

  static Stream<Plant> refusals() {
    return Stream.of(
        new Plant(
            "a refusal of what there is",
            'D',
            "and there were",
            log -> edit(log, s -> s.setOnHand(s.getReserved() + s.getNeeded() - s.getShipped()))),
        new Plant(
            "a refusal that forgets what was shipped",
            'D',
            "and there were",
            log -> edit(log, s -> s.setOnHand(s.getReserved()).setShipped(s.getNeeded()))),
        new Plant(
            "a refusal of more than was asked for",
            'D',
            "and asked for",
            log -> edit(log, s -> s.setNeeded(s.getNeeded() + 1))),
        new Plant(
            "a refusal for a SKU that the order does not name",
            'D',
            "the answer is not about it",
            log -> edit(log, s -> s.setSku("other"))),
        new Plant(
            "a refusal whose reason has other figures",
            'D',
            "its reason does not tell",
            log ->
                log.edit(
                    refusal(log),
                    (OrderValidation a) ->
                        OrderValidation.newBuilder(a).setReason(a.getReason() + "0").build())),
        new Plant(
            "a refusal with more reserved than there ever was",
            'D',
            "which it never was",
            log -> edit(log, s -> s.setReserved(1_000_000L))),
        new Plant(
            "a refusal with something reserved before anything was",
            'D',
            "which it never was",
            log -> {
              Entry refusal = refusal(log);
              String sku = shortage(refusal).getSku();
              log.removeAll(log.all(StockReservation.class, e -> e.getSku().equals(sku)));
              return edit(log, s -> s.setReserved(1L).setOnHand(0L).setShipped(0L));
            }),
        new Plant(
            "a refusal that names a SKU twice",
            'D',
            "is short twice",
            log ->
                log.edit(
                    refusal(log),
                    (OrderValidation a) ->
                        OrderValidation.newBuilder(a)
                            .setShortages(Collections.nCopies(2, a.getShortages().getFirst()))
                            .build())),
        new Plant(
            "something short of which nothing was refused",
            'D',
            "nothing was refused",
            log -> log.flip(refusal(log), Outcome.PASS)));
  }

  @Test
  void an_answer_of_before_it_was_said_is_counted_and_not_judged() {
    PlantedLog log = new PlantedLog(History.of(205, ORDERS));
    assertThat(counted(log)).containsKey("refusals").doesNotContainKeys(UNSAID, ENDED);
    saysNothing(log, true);
    assertThat(counted(log)).containsEntry(UNSAID, 1L).doesNotContainKey(ENDED);
  }

  @Test
  void an_order_that_had_ended_by_something_else_is_refused_whatever_there_is() {
    PlantedLog log = new PlantedLog(History.of(206, ORDERS));
    saysNothing(log, false);
    assertThat(counted(log)).containsEntry(ENDED, 1L).doesNotContainKey(UNSAID);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 0, 4, 6",
    "-1, 3, 0, 2",
    "-3, 1, 0, 0",
    "3, 0, 10, 0",
    "9223372036854775807, 9223372036854775807, 1, 9223372036854775806",
    "-9223372036854775808, -9223372036854775808, 9223372036854775807, 0",
    "9223372036854775807, 0, -9223372036854775808, 9223372036854775807"
  })
  void what_there_was_is_counted_to_the_ends_of_the_scale(
      long onHand, long shipped, long reserved, long available) {
    assertThat(new StockPair(onHand, shipped).available(reserved)).isEqualTo(available);
  }

  private static Map<String, Long> counted(PlantedLog log) {
    Report report = Audit.of(log.entries(), Quiet.yes("all was worked off"));
    assertThat(report.law('D').holds()).as("%s", report).isTrue();
    return report.law('D').counted();
  }

  /// Takes from a refusal what it rests on.
  ///
  /// @param ended whether it is to be one that ended its order
  private static void saysNothing(PlantedLog log, boolean ended) {
    Entry refusal =
        log
            .all(
                OrderValidation.class,
                a -> a.getCheck() == Check.INVENTORY && a.getOutcome() == Outcome.FAIL)
            .stream()
            .filter(entry -> ended == entry.at().equals(end(log, entry).cause()))
            .findFirst()
            .orElseThrow();
    var _ =
        log.edit(
            refusal, (OrderValidation a) -> OrderValidation.newBuilder(a).clearShortages().build());
  }

  private static Entry end(PlantedLog log, Entry refusal) {
    String orderId = Kind.orderId(value(refusal));
    return log.find(Order.class, o -> o.getOrderId().equals(orderId) && o.getVersion() == 2);
  }

  /// The first answer that says what was short.
  private static Entry refusal(PlantedLog log) {
    return log.find(
        OrderValidation.class, a -> a.getCheck() == Check.INVENTORY && !a.getShortages().isEmpty());
  }

  private static StockShortage shortage(Entry refusal) {
    return ((OrderValidation) value(refusal)).getShortages().getFirst();
  }

  private static Coordinates edit(PlantedLog log, UnaryOperator<StockShortage.Builder> change) {
    Entry refusal = refusal(log);
    StockShortage.Builder edited = StockShortage.newBuilder(shortage(refusal));
    return log.edit(
        refusal,
        (OrderValidation a) ->
            OrderValidation.newBuilder(a)
                .setShortages(List.of(change.apply(edited).build()))
                .build());
  }
}
