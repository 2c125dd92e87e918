package io.insideout.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import java.util.List;

class DialectFuzzTest {
  private static final List<Relation> ALL =
      List.of(
          new Relation(
              "orders",
              Statement.Kind.STREAM,
              List.of(
                  new Column("order_id", "STRING"),
                  new Column("state", "STRING"),
                  new Column("total_minor", "BIGINT"),
                  new Column("lines", "ARRAY<ROW<sku STRING, quantity INT>>"),
                  new Column("record_time", "TIMESTAMP_LTZ(3)")),
              List.of()),
          new Relation(
              "views.customers",
              Statement.Kind.TABLE,
              List.of(new Column("customer_id", "STRING"), new Column("name", "STRING")),
              List.of("customer_id")));

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_text_is_understood_or_refused_at_a_place_in_it(byte[] input) {
    String text = Foreign.text(input);
    try {
      Dialect.statements(text).forEach(DialectFuzzTest::rewrite);
      assertThat(Dialect.typed(text)).hasSameSizeAs(Dialect.statements(text));
    } catch (SqlError refused) {
      String[] lines = text.split("\r\n|\r|\n", -1);
      assertThat(refused.place().line()).isBetween(1, lines.length);
      assertThat(refused.place().column())
          .isBetween(1, lines[refused.place().line() - 1].length() + 3);
      assertThat(refused.problem()).isNotBlank();
      assertThat(refused.instead()).isNotBlank();
    }
    assertThat(Completion.at(text, () -> ALL).from()).isBetween(0, text.length());
    var _ = Completion.isComplete(text);
  }

  private static void rewrite(Statement statement) {
    switch (statement) {
      case Statement.Query query ->
          // What Flink is given has neither more statements nor a comment that hides some of it.
          assertThat(Lexer.tokens(query.rewritten(() -> ALL).sql()))
              .noneMatch(token -> token.is(";") || token.kind() == Token.Kind.UNFINISHED);
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
}
