package io.insideout.console.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  private static final Map<String, Object> RECORD =
      Map.of(
          "key",
          "order-1",
          "offset",
          41L,
          "timestamp",
          "2026-11-28T19:00:00.000Z",
          "headers",
          Map.of("cause", "order-commands/0/7", "x.y", "z"),
          "value",
          Map.of(
              "state",
              "PAID",
              "totalMinor",
              1_250,
              "express",
              true,
              "note",
              "it's Ada's",
              "lines",
              List.of(Map.of("sku", "TEA"), Map.of("sku", "MUG"))));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "key = 'order-1'",
        "key='order-1'and offset=41",
        "value.state = 'PAID' and value.totalMinor > 1000",
        "value.totalMinor >= 1250 AND value.totalMinor <= 1250.00",
        "value.totalMinor != -5",
        "value.express = true",
        "value.lines.sku = 'MUG'",
        "value.lines.sku != 'CUP'",
        "value.note = 'it''s Ada''s'",
        "value contains 'paid'",
        "key contains 'ORDER'",
        "headers.cause contains 'order-commands/'",
        "headers.'x.y' = 'z'",
        "value.none = null",
        "value.state != null",
        "timestamp >= '2026-11-28T19' and timestamp < '2026-11-29'",
        "not key = 'x' and not (key = 'y' or key = 'z')",
        "key = 'x' or value.state = 'PAID'",
        "key = 'order-1' or key = 'x' and key = 'y'"
      })
  void it_wants_the_record(String query) {
    assertThat(Query.parse(query).matches(RECORD)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key = 'order'",
        "key != 'order-1'",
        "value.totalMinor > 1250",
        "value.totalMinor = '1250'",
        "value.state > 5",
        "value.state.deeper = 'PAID'",
        "value.none = 'x'",
        "value.none != 'x'",
        "value.none contains 'x'",
        "value.lines.sku != 'TEA'",
        "value.lines contains 'cup'",
        "value.express = false",
        "value.state = null",
        "not key = 'order-1'",
        "(key = 'order-1' or key = 'x') and key = 'y'"
      })
  void it_does_not_want_the_record(String query) {
    assertThat(Query.parse(query).matches(RECORD)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "state = 'PAID' | 1 | key, value, headers",
        "key | 4 | one of",
        "key = | 6 | a value",
        "key = PAID | 7 | in single quotes",
        "key = 'open | 7 | no end",
        "key = 'a' key | 11 | and, or, or the end",
        "(key = 'a' | 11 | ')'",
        "key = 'a' and | 14 | the end",
        "value. = 1 | 8 | a name",
        "value.x > null | 11 | = or !=",
        "key == 'a' | 6 | a value",
        "key = \"\"a\"\" | 7 | means nothing",
        "key ; 'a' | 5 | means nothing"
      })
  void what_cannot_be_read_is_told_at_its_column(String query, int column, String words) {
    assertThatExceptionOfType(QueryError.class)
        .isThrownBy(() -> Query.parse(query))
        .satisfies(error -> assertThat(error.column()).isEqualTo(column))
        .withMessageContaining("column " + column)
        .withMessageContaining(words);
  }

  @Test
  void what_is_too_long_or_nested_too_deep_is_refused() {
    assertThatExceptionOfType(QueryError.class)
        .isThrownBy(() -> Query.parse("(".repeat(21) + "key = 'a'"))
        .withMessageContaining("too deep");
    assertThatExceptionOfType(QueryError.class)
        .isThrownBy(() -> Query.parse("key = '" + "a".repeat(1_000) + "'"))
        .withMessageContaining("1,000 characters");
  }

  @Test
  void whatever_is_written_is_read_or_refused() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> pieces =
        Arrays.asList(
            "key",
            "value",
            ".",
            "x",
            "=",
            "!=",
            "<",
            ">=",
            "contains",
            "'a'",
            "'",
            "12",
            "-1.5",
            "null",
            "true",
            "and",
            "or",
            "not",
            "(",
            ")",
            " ",
            "\n",
            "\"",
            "ß",
            "\0");
    for (int trial = 0; trial < 2_000; trial++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(pieces.get(random.nextInt(pieces.size())))
            .append(random.nextBoolean() ? " " : "");
      }
      try {
        assertThat(Query.parse(text.toString()).matches(RECORD)).isIn(true, false);
      } catch (QueryError e) {
        assertThat(e.column()).as("seed " + seed).isBetween(1, text.length() + 1);
      }
    }
  }
}
