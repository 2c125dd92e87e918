package io.insideout.sql.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the reference says of views is so.
class ViewsPageTest {
  private static final Path PAGE = Path.of("../docs/reference/sql.md");

  /// Those that Calcite writes by itself.
  private static final List<String> OF_CALCITE = List.of("$SUM0", "SINGLE_VALUE", "CAST", "ITEM");

  private final Shelf shelf =
      new Shelf()
          .order("…", "c1", OrderState.PAID, 250, new OrderLine("a", 2, 1_000_000L))
          .customer("c1", "Zoë", "日本");

  @Test
  void it_has_every_function() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(new Operators().getOperatorList())
        .filteredOn(SqlFunction.class::isInstance)
        .extracting(SqlOperator::getName)
        .filteredOn(name -> !OF_CALCITE.contains(name))
        .hasSizeGreaterThan(50)
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  @Test
  void it_has_every_view() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(shelf.relations().all())
        .allSatisfy(view -> assertThat(page).contains("`" + view.name() + "`"));
  }

  @Test
  void it_has_every_bound() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(
            "%,d characters".formatted(Grammar.MOST_CHARS),
            Grammar.MOST_JOINS + " joins",
            Grammar.MOST_DEEP + " steps",
            "%,d rows".formatted(Bounds.ROWS),
            Bounds.TIME.toSeconds() + " seconds",
            (Bounds.KEPT_BYTES >> 20) + " MB",
            "%,d characters".formatted(Bounds.TEXT_CHARS));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void its_examples_are_answered(String example) {
    assertThat(shelf.rows(example)).isNotEmpty();
  }

  static Stream<String> examples() throws IOException {
    return Arrays.stream(Files.readString(PAGE).split("```"))
        .filter(block -> block.startsWith("sql\n"))
        .flatMap(block -> block.substring("sql\n".length()).lines())
        .filter(example -> example.contains("views."));
  }
}
