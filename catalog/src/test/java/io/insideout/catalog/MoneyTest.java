package io.insideout.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MoneyTest {
  @Test
  void theTotalIsTheExactSumRoundedOnce() {
    // 3 × 0.0015 + 1 × 0.0005 = 0.005: each line alone would round to nothing.
    assertThat(Money.totalMinor(List.of(line(3, 1_500), line(1, 500)))).hasValue(1);
  }

  @Test
  void halfAMinorUnitIsRoundedUpAndLessIsNot() {
    assertThat(Money.totalMinor(List.of(line(1, 4_999)))).hasValue(0);
    assertThat(Money.totalMinor(List.of(line(1, 5_000)))).hasValue(1);
    assertThat(Money.totalMinor(List.of(line(80_995, 2_080_000)))).hasValue(16_846_960);
    assertThat(Money.totalMinor(List.of())).hasValue(0);
  }

  @Test
  void aTotalThatCannotBeSaidIsNotGuessed() {
    assertThat(Money.totalMinor(List.of(line(1, 10_000), unpriced()))).isEmpty();
    assertThat(Money.totalMinor(List.of(line(2, Long.MAX_VALUE)))).isEmpty();
    assertThat(Money.totalMinor(List.of(line(1, Long.MAX_VALUE), line(1, 1)))).isEmpty();
    assertThat(Money.totalMinor(List.of(line(1, Long.MAX_VALUE)))).isEmpty();
  }

  @Test
  void amountsAndPricesReadAsPeopleWriteThem() {
    assertThat(Money.minorText(5_000_000)).isEqualTo("50,000.00");
    assertThat(Money.minorText(-5)).isEqualTo("-0.05");
    assertThat(Money.microsText(500_000)).isEqualTo("0.50");
    assertThat(Money.microsText(4_655_000)).isEqualTo("4.655");
    assertThat(Money.microsText(100_000_000)).isEqualTo("100.00");
    assertThat(Money.microsText(0)).isEqualTo("0.00");
    assertThat(Money.microsText(50_000_000_000L)).isEqualTo("50,000.00");
    assertThat(Money.microsDecimal(50_000_000_000L)).isEqualTo("50000.00");
    assertThat(Money.microsDecimal(4_655_000)).isEqualTo("4.655");
    assertThat(Money.microsDecimal(0)).isEqualTo("0.00");
  }

  private static OrderLine line(int quantity, long unitPriceMicros) {
    return new OrderLine("A", quantity, unitPriceMicros);
  }

  @SuppressWarnings("NullAway")
  private static OrderLine unpriced() {
    return new OrderLine("A", 1, null);
  }
}
