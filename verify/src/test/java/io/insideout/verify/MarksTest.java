package io.insideout.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MarksTest {
  @Test
  void every_record_is_found_by_its_coordinates_and_nothing_between_them() {
    try (Scratch scratch = Scratch.inMemory()) {
      Marks marks = new Marks(scratch.facts("marks"));
      for (int i = 0; i < 2_000; i++) {
        marks.add(bad(i % 3, 10 + i * 2L, "value " + i));
      }
      for (int i = 0; i < 2_000; i++) {
        assertThat(marks.at(new Coordinates("t", i % 3, 10 + i * 2L)))
            .isEqualTo(Marks.digest("key", bytes("value " + i)));
        assertThat(marks.at(new Coordinates("t", i % 3, 11 + i * 2L))).isNull();
      }
      assertThat(marks.at(new Coordinates("t", 0, 1_000_000))).isNull();
      assertThat(marks.at(new Coordinates("other", 0, 10))).isNull();
    }
  }

  @Test
  void a_log_that_begins_later_may_have_had_what_was_before() {
    try (Scratch scratch = Scratch.inMemory()) {
      Marks marks = new Marks(scratch.facts("marks"));
      marks.add(bad(0, 10, "value"));

      assertThat(marks.isBeforeTheLog(new Coordinates("t", 0, 9))).isTrue();
      assertThat(marks.isBeforeTheLog(new Coordinates("t", 0, 11))).isFalse();
      assertThat(marks.isBeforeTheLog(new Coordinates("t", 1, 9))).isFalse();
    }
  }

  @Test
  void no_key_and_no_value_are_not_empty_ones() {
    assertThat(Marks.digest(null, bytes("x"))).isNotEqualTo(Marks.digest("", bytes("x")));
    assertThat(Marks.digest("x", null)).isNotEqualTo(Marks.digest("x", bytes("")));
    assertThat(Marks.digest("x", bytes("y"))).isNotEqualTo(Marks.digest("y", bytes("x")));
  }

  private static Entry bad(int partition, long offset, String value) {
    return new Entry(
        new Coordinates("t", partition, offset),
        0,
        "key",
        new Content.Undecodable("bad", bytes(value)),
        null,
        null);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
