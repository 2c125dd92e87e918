package io.insideout.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "999, 999 ms",
    "1000, 1.0 s",
    "9999, 9.9 s",
    "12000, 12 s",
    "60000, 1 min",
    "61000, 1 min 1 s",
    "11520000, 3 h 12 min",
    "86400000, 1 d",
    "95400000, 1 d 2 h",
    "86400000000, '1,000 d'"
  })
  void a_span_is_told_in_two_units_at_most(long millis, String text) {
    assertThat(Elapsed.text(millis)).isEqualTo(text);
  }
}
