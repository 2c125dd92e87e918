package io.insideout.services.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {
  @ParameterizedTest(name = "on hand {0}, reserved {1}: {2}")
  @CsvSource({
    "10, 0, 10",
    "10, 4, 6",
    "10, 10, 0",
    "3, 10, 0",
    "0, 0, 0",
    "-5, 0, 0",
    "-9223372036854775808, 1, 0",
    "9223372036854775807, 0, 9223372036854775807"
  })
  void available_is_what_is_on_hand_and_not_reserved(long onHand, long reserved, long available) {
    assertThat(Ledger.available(new StockLevel(onHand, 0L, reserved))).isEqualTo(available);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "-9223372036854775808"})
  void a_quantity_below_one_reserves_nothing(long quantity) {
    assertThat(reserve(List.of(new StockNeed("a", 1L), new StockNeed("b", quantity)), 10))
        .isEqualTo(new Reservation.Declined("b has 10 available, needs " + quantity));
  }

  @Test
  void the_greatest_quantity_does_not_overflow() {
    assertThat(reserve(List.of(new StockNeed("a", Long.MAX_VALUE)), 10))
        .isEqualTo(new Reservation.Declined("a has 10 available, needs " + Long.MAX_VALUE));
    assertThat(reserve(List.of(new StockNeed("a", Long.MAX_VALUE)), Long.MAX_VALUE))
        .isInstanceOf(Reservation.Reserved.class);
  }

  @Test
  void a_reason_names_ten_SKUs_and_counts_the_others() {
    List<StockNeed> needs =
        IntStream.range(0, 300).mapToObj(n -> new StockNeed("x".repeat(500) + n, 7L)).toList();
    String reason =
        switch (reserve(needs, 5)) {
          case Reservation.Declined(var text) -> text;
          default -> "";
        };
    assertThat(reason)
        .startsWith("x".repeat(40) + "… has 5 available, needs 7; ")
        .endsWith("; and 290 more")
        .hasSizeLessThan(1_200);
  }

  private static Reservation reserve(List<StockNeed> needs, long onHand) {
    return Ledger.reserve("o", needs, _ -> new StockLevel(onHand, 0L, 0L));
  }
}
