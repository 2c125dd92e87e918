package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatesTest {
  @Test
  void are_written_as_they_are_read() {
    Coordinates at = new Coordinates("order-commands", 3, 9_000_000_000L);
    assertThat(at).hasToString("order-commands/3/9000000000");
    assertThat(Coordinates.parse(at.toString())).contains(at);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "//", "orders", "orders/1", "/1/2", "orders/x/2", "orders/1/-2"})
  void anything_else_is_none(String text) {
    assertThat(Coordinates.parse(text)).isEmpty();
  }
}
