package io.insideout.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a statement is.
class StatementsTest {
  @ParameterizedTest
  @CsvSource({
    "SHOW TOPICS, TOPICS",
    "show Streams;, STREAMS",
    "LIST TABLES, TABLES",
    "SHOW QUERIES ; ;, QUERIES"
  })
  void showListsWhatThereIs(String text, Statement.Listing listing) {
    assertThat(Dialect.statements(text)).containsExactly(new Statement.Show(listing));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DESCRIBE order-validations",
        "describe \"order-validations\"",
        "DESC `order-validations`",
        "DESCRIBE order-validations EXTENDED"
      })
  void aTopicMayBeNamedWithItsDashes(String text) {
    var described = (Statement.Describe) statement(text);

    assertThat(described.name().text()).isEqualTo("order-validations");
    assertThat(described.name().relation()).isEqualTo("order_validations");
  }

  @Test
  void printSaysFromWhereAndHowMany() {
    assertThat(statement("PRINT order-validations FROM BEGINNING LIMIT 5"))
        .isEqualTo(
            new Statement.Print(
                new Name("order-validations", new Place(1, 7)), true, OptionalLong.of(5)));
    assertThat(statement("PRINT 'orders'"))
        .isEqualTo(
            new Statement.Print(new Name("orders", new Place(1, 7)), false, OptionalLong.empty()));
  }

  @Test
  void createSaysWhatIsMadeOfWhichQuery() {
    var create =
        (Statement.CreateAs)
            statement(
                "CREATE TABLE IF NOT EXISTS suspicious-cards WITH (start = 'beginning',"
                    + " 'partitions' = 4, key.SAFE = true) AS SELECT card_token FROM authorizations");

    assertThat(create.kind()).isEqualTo(Statement.Kind.TABLE);
    assertThat(create.name().text()).isEqualTo("suspicious-cards");
    assertThat(create.ifNotExists()).isTrue();
    assertThat(create.properties())
        .containsExactly(
            Map.entry("start", "beginning"),
            Map.entry("partitions", "4"),
            Map.entry("key.safe", "true"));
    assertThat(create.text()).startsWith("CREATE TABLE IF").endsWith("FROM authorizations");
    assertThat(create.query().text()).isEqualTo("SELECT card_token FROM authorizations");
    assertThat(create.query().rewritten(Shop.RELATIONS).sql())
        .isEqualTo("SELECT `card_token` FROM `authorizations`");
    assertThat(((Statement.CreateAs) statement("CREATE STREAM x AS SELECT 1")).kind())
        .isEqualTo(Statement.Kind.STREAM);
  }

  @Test
  void insertSaysWhereItsRowsGo() {
    var insert =
        (Statement.InsertInto)
            statement(
                "INSERT INTO order-validations (order_id, `check`) SELECT order_id, 'x' FROM orders");

    assertThat(insert.name().text()).isEqualTo("order-validations");
    assertThat(insert.columns()).containsExactly("order_id", "check");
    assertThat(insert.query().text()).startsWith("SELECT order_id");
    assertThat(((Statement.InsertInto) statement("INSERT INTO x VALUES (1)")).query().text())
        .isEqualTo("VALUES (1)");
  }

  @Test
  void terminateEndsOneQueryOrAll() {
    assertThat(statement("TERMINATE query-1"))
        .isEqualTo(new Statement.Terminate(new Name("query-1", new Place(1, 11))));
    assertThat(statement("TERMINATE QUERY q_2"))
        .isEqualTo(new Statement.Terminate(new Name("q_2", new Place(1, 17))));
    assertThat(statement("terminate all")).isEqualTo(new Statement.TerminateAll());
  }

  @Test
  void explainIsOfAStatementOrOfAQueryThatRuns() {
    assertThat(((Statement.Explain) statement("EXPLAIN SELECT 1")).statement())
        .isInstanceOf(Statement.Query.class);
    assertThat(((Statement.Explain) statement("EXPLAIN CREATE TABLE x AS SELECT 1")).statement())
        .isInstanceOf(Statement.CreateAs.class);
    assertThat(statement("EXPLAIN PLAN FOR VALUES (1)")).isInstanceOf(Statement.Explain.class);
    assertThat(statement("EXPLAIN query-1"))
        .isEqualTo(new Statement.ExplainQuery(new Name("query-1", new Place(1, 9))));
  }

  @Test
  void statementsAreSplitAtSemicolonsThatAreInNothing() {
    List<Statement> statements =
        Dialect.statements(
            "SELECT ';', `a;b`, \"c;d\" FROM x; -- not; here\n/* nor; here */ SHOW TOPICS;\n;");

    assertThat(statements).hasSize(2);
    assertThat(((Statement.Query) statements.getFirst()).text())
        .isEqualTo("SELECT ';', `a;b`, \"c;d\" FROM x");
  }

  @Test
  void nothingIsNoStatement() {
    assertThat(Dialect.statements("")).isEmpty();
    assertThat(Dialect.statements(" ;; -- nothing\n")).isEmpty();
  }

  private static Statement statement(String text) {
    List<Statement> statements = Dialect.statements(text);
    assertThat(statements).hasSize(1);
    return statements.getFirst();
  }

  @Test
  void whatIsTypedTogetherMayBeAskedOneByOneWithItsPlaces() {
    String text = "-- All;\nSHOW TOPICS ; /* and */ SELECT ';'\r\n FROM a -- b;\n;;\n  SELEC";

    List<Typed> typed = Dialect.typed(text);

    assertThat(typed)
        .containsExactly(
            new Typed("\nSHOW TOPICS", new Place(2, 1)),
            new Typed("\n" + " ".repeat(24) + "SELECT ';'\r\n FROM a", new Place(2, 25)),
            new Typed("\n\n\n\n  SELEC", new Place(5, 3)));
    assertThatThrownBy(() -> Dialect.statements(typed.getLast().text()))
        .hasMessageContaining("line 5, column 3");
    assertThat(Dialect.typed(" -- nothing\n;")).isEmpty();
  }
}
