package io.insideout.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is typed, statements or an error with a place come of it, and nothing else.
class HostileTextTest {
  private static final List<String> PIECES =
      List.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP BY",
          "HAVING",
          "WINDOW",
          "(",
          ")",
          "(",
          ")",
          "SIZE",
          "5",
          "MINUTE",
          "HOPPING",
          "TUMBLING",
          "SESSION",
          "ADVANCE BY",
          "GRACE PERIOD",
          "EMIT",
          "CHANGES",
          "FINAL",
          "ORDER BY",
          "LIMIT",
          "orders",
          "authorizations",
          "order-validations",
          "customers",
          "card_token",
          "STATE",
          "a",
          ".",
          ",",
          ",",
          "*",
          "=",
          "<>",
          "AND",
          "OR",
          "NOT",
          "CASE",
          "WHEN",
          "THEN",
          "END",
          "COUNT",
          "SUM",
          "OVER",
          "PARTITION BY",
          "JOIN",
          "LEFT",
          "ON",
          "WITHIN",
          "1 HOUR",
          "USING",
          "UNION ALL",
          "WITH",
          "AS",
          "VALUES",
          "TABLE",
          "TUMBLE",
          "DESCRIPTOR",
          "UNNEST",
          "LATERAL",
          "INTERVAL",
          "'x'",
          "'",
          "\"",
          "`",
          "`y`",
          "--",
          "/*",
          "*/",
          "/*+ x */",
          ";",
          "[",
          "]",
          "->",
          "=>",
          "::",
          "ROWTIME",
          "WINDOWSTART",
          "CAST",
          "IS NULL",
          "IN",
          "BETWEEN",
          "EXISTS",
          "SHOW",
          "TOPICS",
          "PRINT",
          "DESCRIBE",
          "CREATE",
          "STREAM",
          "IF NOT EXISTS",
          "INSERT INTO",
          "TERMINATE",
          "EXPLAIN",
          "DISTINCT",
          "FILTER",
          "MATCH_RECOGNIZE",
          "FOR SYSTEM_TIME AS OF",
          "\n",
          "\u0000",
          "é",
          "\ud83d\ude00",
          "UCASE",
          "TIMESTAMPTOSTRING",
          "LATEST_BY_OFFSET",
          "99999999999999999999",
          ".5",
          "1e9");

  @Test
  void anyHeapOfWordsIsUnderstoodOrRefused() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      var text = new StringBuilder();
      int pieces = 1 + random.nextInt(25);
      for (int i = 0; i < pieces; i++) {
        text.append(PIECES.get(random.nextInt(PIECES.size())))
            .append(random.nextInt(8) > 0 ? " " : "");
      }
      understoodOrRefused(text.toString(), "round " + round + ", seed " + seed);
    }
  }

  @Test
  void anyMutationOfAQueryIsUnderstoodOrRefused() throws IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    List<String> queries = GoldenQueriesTest.pairs().map(GoldenQueriesTest.Pair::typed).toList();
    int understood = 0;
    for (int round = 0; round < 20_000; round++) {
      String text = queries.get(random.nextInt(queries.size()));
      int mutations = 1 + random.nextInt(4);
      for (int i = 0; i < mutations; i++) {
        text = mutated(text, random);
      }
      understood += understoodOrRefused(text, "round " + round + ", seed " + seed) ? 1 : 0;
    }
    assertThat(understood).as("seed " + seed).isBetween(100, 19_900);
  }

  private static String mutated(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(12));
    String between =
        switch (random.nextInt(4)) {
          case 0 -> "";
          case 1 -> " " + PIECES.get(random.nextInt(PIECES.size())) + " ";
          case 2 -> text.substring(at, end) + " " + text.substring(at, end);
          default -> String.valueOf((char) random.nextInt(256));
        };
    return text.substring(0, at) + between + text.substring(end);
  }

  /// Whether it was understood.
  private static boolean understoodOrRefused(String text, String what) {
    try {
      for (Statement statement : Dialect.statements(text)) {
        rewrite(statement);
      }
      return true;
    } catch (SqlError error) {
      Place place = error.place();
      String[] lines = text.split("\r\n|\r|\n", -1);
      assertThat(place.line()).as(what).isBetween(1, lines.length);
      assertThat(place.column())
          .as(what + ": " + error + " in " + text)
          .isBetween(1, lines[place.line() - 1].length() + 3);
      assertThat(error.problem()).as(what).isNotBlank();
      assertThat(error.instead()).as(what).isNotBlank();
      return false;
    } catch (RuntimeException | StackOverflowError other) {
      throw new AssertionError(what + ": " + text, other);
    } finally {
      var _ = Completion.at(text, Shop.RELATIONS);
      var _ = Completion.isComplete(text);
    }
  }

  private static void rewrite(Statement statement) {
    switch (statement) {
      case Statement.Query query -> {
        var _ = query.rewritten(Shop.RELATIONS);
      }
      case Statement.CreateAs create -> rewrite(create.query());
      case Statement.InsertInto insert -> rewrite(insert.query());
      case Statement.Explain explain -> rewrite(explain.statement());
      case Statement.Show _,
          Statement.Describe _,
          Statement.Print _,
          Statement.Terminate _,
          Statement.TerminateAll _,
          Statement.ExplainQuery _ -> {}
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT #(1#) FROM orders",
        "SELECT #UCASE(state#) FROM orders",
        "SELECT #CASE WHEN 1 = 1 THEN 1# END FROM orders",
        "SELECT 1 FROM #(SELECT 1 FROM orders#)",
        "SELECT 1 FROM #(orders#)",
        "#(SELECT 1#)",
        "SELECT 1 WHERE 1 IN #(SELECT 1 WHERE 1 IN (1)#)",
        "#WITH a AS (SELECT 1# ) SELECT 1",
        "SELECT CAST(1 AS #ARRAY<INT#>)",
        "SELECT lines#[1# FROM orders",
        "SELECT 1 FROM orders MATCH_RECOGNIZE (#(a#))"
      })
  void nestingThatHasNoEndIsRefused(String pattern) {
    for (int depth : new int[] {101, 5_000}) {
      String[] parts = pattern.split("#", -1);
      String text = parts[0] + parts[1].repeat(depth) + parts[2];
      SqlError error =
          catchThrowableOfType(
              SqlError.class, () -> Dialect.statements(text).forEach(HostileTextTest::rewrite));
      assertThat(error).as(pattern).isNotNull();
    }
  }

  @Test
  void nestingWithinItsBoundIsUnderstood() {
    String text = "SELECT " + "(".repeat(90) + "1" + ")".repeat(90);

    assertThat(Shop.flink(text)).contains("(".repeat(90));
    String inner = "SELECT 1 AS x FROM (".repeat(40) + "SELECT 1 AS x FROM orders" + ")".repeat(40);
    assertThat(Shop.rewritten(inner).columns().orElseThrow()).containsExactly("x");
  }

  @Test
  void aLongChainIsNoNesting() {
    String text = "SELECT 1" + " + NOT - 1".repeat(3_000) + " UNION ALL SELECT 1".repeat(1_000);

    assertThat(Shop.flink(text)).hasSizeGreaterThan(40_000);
  }

  @Test
  void aQueryHasAWidth() {
    String columns = "SELECT state" + ", state".repeat(999) + " FROM orders";
    assertThat(Shop.rewritten(columns).columns().orElseThrow()).contains("state_1000");
    String joins = "SELECT 1 FROM orders" + ", orders".repeat(100);
    assertThat(Shop.rewritten(joins).reads()).containsExactly("orders");

    for (String text : List.of("SELECT 1" + ", 1".repeat(1_000), joins + ", orders")) {
      SqlError error = catchThrowableOfType(SqlError.class, () -> Dialect.statements(text));
      assertThat(error.problem()).startsWith("These are more than");
    }
  }

  @Test
  void aStatementHasALength() {
    String longest = "SELECT '" + "x".repeat(Dialect.MAX_STATEMENT_CHARS - 20) + "'";
    assertThat(Dialect.statements(longest + ";" + longest)).hasSize(2);

    String longer = "SHOW TOPICS;\nSELECT '" + "x".repeat(Dialect.MAX_STATEMENT_CHARS) + "'";
    SqlError error = catchThrowableOfType(SqlError.class, () -> Dialect.statements(longer));
    assertThat(error.problem()).contains("longer than 65536 characters");
    assertThat(error.place()).isEqualTo(new Place(2, 1));

    String text = "SHOW TOPICS;".repeat(100_000);
    assertThat(catchThrowableOfType(SqlError.class, () -> Dialect.statements(text)).problem())
        .contains("longer than 1048576 characters");
  }
}
