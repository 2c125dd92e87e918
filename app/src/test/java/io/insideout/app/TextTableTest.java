package io.insideout.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private static final TextTable STOCK =
      table(
          List.of("sku", "on_hand", "description"),
          List.of(
              List.of("TEA", "7", "A tin of tea, of which there is more to be said than of others"),
              List.of("MUG", "1200", "A mug")));

  private static TextTable table(List<String> names, List<List<String>> rows) {
    return new TextTable(
        names.stream().map(name -> new TextTable.Column(name, name.equals("on_hand"))).toList(),
        rows);
  }

  @Test
  void columnsStandSideBySideAndNumbersAtTheRight() {
    assertThat(STOCK.lines(Integer.MAX_VALUE))
        .containsExactly(
            "sku  on_hand  description",
            "TEA        7  A tin of tea, of which there is more to be said than of others",
            "MUG     1200  A mug");
  }

  @Test
  void whatIsTooWideIsCutWhereItIsWidest() {
    assertThat(STOCK.lines(36))
        .containsExactly(
            "sku  on_hand  description",
            "TEA        7  A tin of tea, of wh...",
            "MUG     1200  A mug");
  }

  @Test
  void tooManyColumnsStandOneBelowTheOther() {
    List<String> names = IntStream.range(0, 9).mapToObj(i -> "column_" + i).toList();
    List<String> lines =
        table(names, List.of(names.stream().map(name -> "value of " + name).toList())).lines(60);

    assertThat(lines).hasSize(10).allSatisfy(line -> assertThat(line).hasSizeLessThan(61));
    assertThat(lines).startsWith("-- row 1", "column_0  value of column_0");
  }

  @Test
  void noLineIsWiderThanItMayBe() {
    for (int width = 12; width < 120; width++) {
      int most = width;
      assertThat(STOCK.lines(width))
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(most));
    }
  }

  @Test
  void aTableWithoutRowsHasItsHead() {
    assertThat(table(List.of("a", "b"), List.of()).lines(80)).containsExactly("a  b");
  }
}
