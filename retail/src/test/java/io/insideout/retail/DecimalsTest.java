package io.insideout.retail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "2.55, 2550000",
    "0, 0",
    "-0, 0",
    "0.001, 1000",
    ".5, 500000",
    "5., 5000000",
    "-11062.06, -11062060000",
    "1.0000010000, 1000001",
    "9223372036854.775807, 9223372036854775807"
  })
  void aDecimalIsReadExactly(String text, long micros) {
    assertThat(Decimals.micros(text)).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "-.",
        "1e3",
        "+1",
        "1,5",
        "1.2.3",
        " 1",
        "0x1",
        "NaN",
        "٣",
        "1.0000001",
        "--1",
        "9223372036854.775808",
        "99999999999999999999",
        "£2.55"
      })
  void whatIsNoDecimalIsRefused(String text) {
    assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> Decimals.micros(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "1.0", "+1", "٣", "2147483648", "-2147483649", "1 "})
  void whatIsNoWholeNumberIsRefused(String text) {
    assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> Decimals.whole(text));
  }

  @Test
  void anyDecimalIsReadAsBigDecimalReadsIt() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      BigDecimal value =
          BigDecimal.valueOf(random.nextLong() >> random.nextInt(63), random.nextInt(7));
      long micros;
      try {
        micros = value.movePointRight(6).longValueExact();
      } catch (ArithmeticException tooLarge) {
        continue;
      }
      assertThat(Decimals.micros(value.toPlainString()))
          .as("%s, seed %d", value, seed)
          .isEqualTo(micros);
    }
  }
}
