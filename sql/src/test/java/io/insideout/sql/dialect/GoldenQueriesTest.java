package io.insideout.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is typed, and what Flink gets for it, side by side in `queries.sql`. Write what Flink gets
/// anew with `-Dgolden=update`, and look at the difference.
class GoldenQueriesTest {
  private static final String TYPED = "-- what is typed";
  private static final String WRITTEN = "-- what Flink gets";
  private static final Path FILE =
      Path.of("src/test/resources/io/insideout/sql/dialect/queries.sql");

  record Pair(String typed, String written) {
    @Override
    public String toString() {
      return typed.lines().findFirst().orElse("");
    }
  }

  static Stream<Pair> pairs() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(GoldenQueriesTest.class.getResourceAsStream("queries.sql"))) {
      return parsed(new String(in.readAllBytes(), StandardCharsets.UTF_8)).stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void flinkGetsWhatIsMeant(Pair pair) {
    assertThat(Shop.flink(pair.typed())).isEqualTo(pair.written());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whatFlinkGetsMeansTheSameWhenItIsTyped(Pair pair) {
    assertThat(Shop.flink(pair.written())).isEqualTo(pair.written());
  }

  @Test
  @EnabledIfSystemProperty(named = "golden", matches = "update")
  void writeAnew() throws IOException {
    var text = new StringBuilder();
    for (Pair pair : parsed(Files.readString(FILE))) {
      text.append(TYPED).append('\n').append(pair.typed()).append('\n');
      text.append(WRITTEN).append('\n').append(Shop.flink(pair.typed())).append("\n\n");
    }
    Files.writeString(FILE, text.toString().stripTrailing() + "\n");
  }

  private static List<Pair> parsed(String text) {
    List<Pair> pairs = new ArrayList<>();
    for (String pair : text.split(TYPED + "\n")) {
      String[] halves = pair.split(WRITTEN + "\n", -1);
      if (!pair.isBlank()) {
        pairs.add(new Pair(halves[0].strip(), halves.length > 1 ? halves[1].strip() : ""));
      }
    }
    return pairs;
  }
}
