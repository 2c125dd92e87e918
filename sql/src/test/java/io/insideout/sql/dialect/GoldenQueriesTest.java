package io.insideout.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is typed, and what Flink gets for it, side by side in `queries.sql`. Write what Flink gets
/// anew with `-Dgolden=update`, and look at the difference.
class GoldenQueriesTest {
  private static final String TYPED = "-- what is typed\n";
  private static final String WRITTEN = "-- what Flink gets\n";
  private static final Path FILE =
      Path.of("src/test/resources/io/insideout/sql/dialect/queries.sql");

  record Pair(String typed, String written) {
    @Override
    public String toString() {
      return typed.lines().findFirst().orElse("");
    }
  }

  @BeforeAll
  static void writeAnewWhereThatIsAsked() throws IOException {
    if ("update".equals(System.getProperty("golden"))) {
      String text =
          pairs()
              .map(Pair::typed)
              .map(typed -> TYPED + typed + "\n" + WRITTEN + Shop.flink(typed) + "\n")
              .collect(Collectors.joining("\n"));
      Files.writeString(FILE, text);
    }
  }

  static Stream<Pair> pairs() throws IOException {
    return Arrays.stream(Files.readString(FILE).split(TYPED))
        .filter(pair -> !pair.isBlank())
        .map(pair -> pair.split(WRITTEN, 2))
        .map(halves -> new Pair(halves[0].strip(), halves[1].strip()));
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
}
