package io.insideout.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the reference says of SQL is so.
class SqlPageTest {
  private static final Path PAGE = Path.of("../docs/reference/sql.md");

  @Test
  void itHasEveryFunctionOfKsql() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    Functions.written()
        .forEach(
            (name, function) ->
                rows.put(
                    name,
                    "`"
                        + function
                            .template()
                            .replace("#1", "x")
                            .replace("#2", "y")
                            .replace("#3", "z")
                        + "`"));
    rows.putAll(Functions.refused());

    String page = Files.readString(PAGE);
    assertThat(rows)
        .hasSizeGreaterThan(60)
        .allSatisfy((name, row) -> assertThat(page).contains("| `" + name + "` | " + row + " |\n"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void itsExamplesAreUnderstood(String example) {
    assertThat(Shop.rewritten(example).warnings()).isEmpty();
  }

  static Stream<String> examples() throws IOException {
    return Arrays.stream(Files.readString(PAGE).split("```"))
        .filter(block -> block.startsWith("sql\n"))
        .flatMap(block -> block.substring("sql\n".length()).lines())
        // What is asked of views has a test of its own.
        .filter(example -> !example.contains("views."));
  }
}
