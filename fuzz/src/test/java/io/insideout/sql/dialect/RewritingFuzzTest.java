package io.insideout.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import java.util.List;

class RewritingFuzzTest {
  private static final List<Relation> ALL =
      List.of(
          new Relation(
              "orders",
              Statement.Kind.STREAM,
              List.of(
                  new Column("order_id", "STRING"),
                  new Column("state", "STRING"),
                  new Column("total_minor", "BIGINT"),
                  new Column("record_time", "TIMESTAMP_LTZ(3)")),
              List.of()),
          new Relation(
              "customers",
              Statement.Kind.TABLE,
              List.of(
                  new Column("customer_id", "STRING"),
                  new Column("name", "STRING"),
                  new Column("record_time", "TIMESTAMP_LTZ(3)")),
              List.of("customer_id")));

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void what_is_written_for_flink_stands_for_what_was_typed_place_by_place(byte[] input) {
    String text = Foreign.text(input);
    rewrite(text);
    rewrite("SELECT " + text);
    rewrite("SELECT state, COUNT(*) AS n FROM orders WINDOW " + text + " GROUP BY state;");
    rewrite("SELECT state FROM orders o JOIN customers c WITHIN " + text + ";");
  }

  private static void rewrite(String text) {
    try {
      for (Statement statement : Dialect.statements(text)) {
        if (statement instanceof Statement.Query query) {
          check(text, query.rewritten(() -> ALL));
          assertThat(query.rewritten(() -> ALL).sql()).isEqualTo(query.rewritten(() -> ALL).sql());
        }
      }
    } catch (SqlError refused) {
      assertThat(refused.problem()).isNotBlank();
    }
  }

  private static void check(String text, Rewritten written) {
    String sql = written.sql();
    assertThat(sql.length()).as("a size of the text's").isLessThan(4_096 + 64 * text.length());
    assertThat(ALL).extracting(Relation::name).containsAll(written.reads());
    written.window().ifPresent(_ -> assertThat(sql).containsAnyOf("TUMBLE(", "HOP(", "SESSION("));
    String[] typed = text.split("\r\n|\r|\n", -1);
    int line = 1;
    int column = 1;
    for (int i = 0; i <= sql.length(); i++) {
      Place place = written.positions().error(line, column, "problem", "instead").place();
      assertThat(place.line()).isBetween(1, typed.length);
      assertThat(place.column()).isBetween(1, typed[place.line() - 1].length() + 3);
      boolean isEnd = i < sql.length() && sql.charAt(i) == '\n';
      line += isEnd ? 1 : 0;
      column = isEnd ? 1 : column + 1;
    }
  }
}
