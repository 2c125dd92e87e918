package io.insideout.services.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.StockShortage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {
  @ParameterizedTest(name = "on hand {0}, shipped {1}, reserved {2}: {3}")
  @CsvSource({
    "10, 0, 0, 10",
    "10, 0, 4, 6",
    "6, 4, 4, 6",
    "6, 4, 10, 0",
    "3, 0, 10, 0",
    "0, 0, 0, 0",
    "-5, 0, 0, 0",
    "-1, 3, 0, 2",
    "-1, 3, 2, 0",
    "5, -2, 0, 3",
    "-9223372036854775808, 0, 1, 0",
    "-9223372036854775808, -1, 1, 0",
    "-9223372036854775808, 9223372036854775807, 0, 0",
    "9223372036854775807, 0, 0, 9223372036854775807",
    "9223372036854775807, 1, 0, 9223372036854775807",
    "9223372036854775807, -1, 0, 9223372036854775806",
    "9223372036854775807, 9223372036854775807, 9223372036854775806, 1",
    "9223372036854775807, 9223372036854775807, 9223372036854775807, 0"
  })
  void available_is_what_there_is_on_hand_and_shipped_and_not_reserved(
      long onHand, long shipped, long reserved, long available) {
    assertThat(Ledger.available(new StockLevel(onHand, shipped, reserved))).isEqualTo(available);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "-9223372036854775808"})
  void a_quantity_below_one_reserves_nothing(long quantity) {
    assertThat(reserve(List.of(new StockNeed("a", 1L), new StockNeed("b", quantity)), 10))
        .isEqualTo(
            new Reservation.Declined(
                "b has 10 available, needs " + quantity,
                List.of(new StockShortage("b", 10L, 0L, 0L, quantity))));
  }

  @Test
  void the_greatest_quantity_does_not_overflow() {
    assertThat(reserve(List.of(new StockNeed("a", Long.MAX_VALUE)), 10))
        .isEqualTo(
            new Reservation.Declined(
                "a has 10 available, needs " + Long.MAX_VALUE,
                List.of(new StockShortage("a", 10L, 0L, 0L, Long.MAX_VALUE))));
    assertThat(reserve(List.of(new StockNeed("a", Long.MAX_VALUE)), Long.MAX_VALUE))
        .isInstanceOf(Reservation.Reserved.class);
  }

  @Test
  void what_is_reserved_never_leaves_the_scale() {
    assertThat(
            Ledger.reserve(
                "o",
                List.of(new StockNeed("a", 2L)),
                _ -> new StockLevel(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1)))
        .isInstanceOf(Reservation.Declined.class);
  }

  @Test
  void a_refusal_names_ten_SKUs_and_counts_the_others() {
    List<StockNeed> needs =
        IntStream.range(0, 300).mapToObj(n -> new StockNeed("x".repeat(500) + n, 7L)).toList();
    assertThat(reserve(needs, 5))
        .isInstanceOfSatisfying(
            Reservation.Declined.class,
            declined -> {
              assertThat(declined.reason())
                  .startsWith("x".repeat(40) + "… has 5 available, needs 7; ")
                  .endsWith("; and 290 more")
                  .hasSizeLessThan(1_200);
              assertThat(declined.shortages())
                  .hasSize(10)
                  .startsWith(new StockShortage("x".repeat(500) + 0, 5L, 0L, 0L, 7L));
            });
  }

  private static Reservation reserve(List<StockNeed> needs, long onHand) {
    return Ledger.reserve("o", needs, _ -> new StockLevel(onHand, 0L, 0L));
  }
}
