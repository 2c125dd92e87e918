package io.insideout.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is refused, where, and what is to be written instead.
class RefusalsTest {
  @Test
  void anErrorShowsTheLineWithACaretUnderThePlace() {
    SqlError error = error("SELECT order_id,\n  card_nmber\nFROM authorizations");

    assertThat(error.place()).isEqualTo(new Place(2, 3));
    assertThat(error.problem()).isEqualTo("There is no column 'card_nmber' in authorizations");
    assertThat(error.instead()).isEqualTo("is it card_number?");
    assertThat(error)
        .hasMessage(
            """
            line 2, column 3: There is no column 'card_nmber' in authorizations; is it card_number?
                card_nmber
                ^\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          SELECT 1 FROM authorisations                                     | 15 | There is no stream or table 'authorisations' | is it authorizations?
          SELECT 1 FROM nix                                                | 15 | There is no stream or table 'nix'     | SHOW TOPICS lists
          SELECT a.nix FROM authorizations a                               | 10 | There is no column 'nix' in a         | there are amount_minor
          SELECT "CARD_TOKEN" FROM authorizations                          | 8  | There is no column 'CARD_TOKEN'       | is it card_token?
          SELECT x.* FROM authorizations a                                 | 8  | There is no relation 'x'              | write a.*
          SELECT COUNT(nix) FROM orders                                    | 14 | There is no column 'nix'              | there are
          SELECT state FROM orders WHERE state = "PAID"                    | 40 | There is no column 'PAID' in orders  | in single quotes
          SELECT nix                                                       | 8  | There is no column 'nix' in a query without FROM | FROM
          SELECT window_start FROM orders                                  | 8  | This query has no window              | WINDOW (SIZE
          SELECT country AS c, COUNT(*) FROM orders GROUP BY c             | 52 | 'c' is a name that SELECT gives       | the expression
          SELECT country, COUNT(*) FROM orders GROUP BY country HAVING count > 1 | 62 | 'count' is a name that SELECT gives | the expression
          SELECT state AS x, country AS X FROM orders                      | 31 | Two columns have the name X           | another name
          SELECT state FROM orders EMIT FINAL                              | 26 | EMIT FINAL shows a window             | or EMIT CHANGES
          SELECT state FROM orders EMIT SOMETIMES                          | 31 | 'SOMETIMES' is not when               | EMIT CHANGES or EMIT FINAL
          SELECT state FROM orders PARTITION BY state                      | 26 | A query has no PARTITION BY           | GROUP BY
          SELECT state, COUNT(*) FROM orders GROUP BY state WINDOW (SIZE 1 HOUR) | 51 | WINDOW stands too late          | right behind FROM
          SELECT state FROM orders HAVING 1 = 1 WHERE 1 = 1                | 39 | WHERE stands in the wrong place       | keep to the order
          """)
  void whatAQueryNamesHasToBeThere(String text, int column, String problem, String instead) {
    expect(text, column, problem, instead);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          WINDOW (SIZE 5 MINUTE)                              | 36 |  A window without GROUP BY          | GROUP BY window_start
          WINDOW HOPPING (SIZE 5 MINUTE) GROUP BY state       | 51 |  does not say how far it hops       | ADVANCE BY 5 MINUTES
          WINDOW HOPPING (SIZE 5 SECONDS, ADVANCE BY 1 DAY) GROUP BY state | 79 |  hop farther than they are long | at most the SIZE
          WINDOW (SIZE 0 MINUTES) GROUP BY state              | 49 |  A window of no length              | SIZE of 1 or more
          WINDOW (SIZE 5 FORTNIGHTS) GROUP BY state           | 51 |  'FORTNIGHTS' is no unit            | MINUTES
          WINDOW (SIZE 1 MONTH) GROUP BY state                | 51 |  'MONTH' is no unit                 | DAYS
          WINDOW (SIZE 1.5 HOURS) GROUP BY state              | 49 |  '1.5' is no whole number           | a smaller unit
          WINDOW (SIZE 99999999999999999999 HOURS) GROUP BY state | 49 |  longer than 36500 days         | a shorter time
          WINDOW (SIZE HOUR) GROUP BY state                   | 49 |  A number is missing                | 5 MINUTES
          WINDOW SLIDING (SIZE 1 HOUR) GROUP BY state         | 43 |  'SLIDING' is no kind of window     | WINDOW HOPPING
          WINDOW TUMBLING (1 HOUR) GROUP BY state             | 53 |  SIZE is missing                    | TUMBLING (SIZE 5 MINUTES)
          WINDOW (SIZE 1 HOUR, ADVANCE BY 1 HOUR) GROUP BY state | 57 |  no 'ADVANCE' here               | WINDOW HOPPING
          WINDOW (SIZE 1 HOUR) WHERE window_start > 1 GROUP BY state | 63 |  In WHERE no window has been made | in HAVING
          WINDOW HOPPING (SIZE 5 MINUTES, ADVANCE BY 2 MINUTES) GROUP BY state EMIT FINAL | 79 | as long as so many hops | divides the SIZE
          WINDOW SESSION (1 HOUR) GROUP BY state HAVING LATEST_BY_OFFSET(country) = 'x' | 82 | LATEST_BY_OFFSET is not known from its parts | MAX
          WINDOW SESSION (1 HOUR) GROUP BY UCASE(state) EMIT FINAL | 69 |  has columns for keys          | EMIT CHANGES
          """)
  void aWindowHasItsRules(String window, int column, String problem, String instead) {
    expect("SELECT COUNT(*) AS n FROM orders a " + window, column, problem, instead);
    expect(
        "SELECT COUNT(*) AS n FROM orders a " + window.replace("WINDOW", "window"),
        column,
        problem,
        instead);
  }

  @Test
  void aWindowIsOverOneRelation() {
    expect(
        "SELECT COUNT(*) FROM orders o JOIN customers c ON o.customer_id = c.customer_id"
            + " WINDOW (SIZE 1 HOUR) GROUP BY c.name",
        81,
        "not over a join",
        "WITH joined AS");
    expect(
        "SELECT COUNT(*) FROM UNNEST(ARRAY[1]) WINDOW (SIZE 1 HOUR) GROUP BY window_start",
        39,
        "not over what a function makes",
        "FROM relation");
    expect(
        "SELECT COUNT(*) FROM (SELECT * FROM orders) WINDOW (SIZE 1 HOUR)"
            + " GROUP BY state EMIT FINAL",
        45,
        "is over what has a name",
        "WITH name AS");
    expect(
        "SELECT * FROM orders WINDOW (SIZE 1 HOUR) GROUP BY state",
        8,
        "has no *",
        "name the columns");
  }

  @Test
  void aWindowIsOfTimes() {
    expect(
        "WITH w AS (SELECT state FROM orders)"
            + " SELECT COUNT(*) FROM w WINDOW (SIZE 1 HOUR) GROUP BY state",
        61,
        "w has no record_time",
        "SELECT record_time there too");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          SELCT 1                                 | 1  | does not begin with 'SELCT'     | is it SELECT?
          DROP STREAM x                           | 1  | does not begin with 'DROP'      | TERMINATE
          SHOW FUNCTIONS                          | 6  | no list of 'FUNCTIONS'          | SHOW TOPICS
          CREATE OR REPLACE TABLE x AS SELECT 1   | 8  | is not replaced                 | TERMINATE
          CREATE TABLE x (id INT)                 | 16 | Columns are not declared        | CREATE TABLE name AS SELECT
          CREATE VIEW x AS SELECT 1               | 8  | TABLE is missing before 'VIEW'  | CREATE STREAM
          CREATE TABLE "a b" AS SELECT 1          | 14 | No topic can have the name      | letters
          CREATE TABLE x WITH (a = 1, a = 2) AS SELECT 1 | 29 | a is said twice          | once
          CREATE TABLE x AS SELECT state FROM orders LIMIT 3 | 50 | has no LIMIT         | leave it away
          INSERT INTO x                           | 14 | A query is missing              | write SELECT
          PRINT orders FROM END                   | 19 | BEGINNING is missing            | FROM BEGINNING
          TERMINATE                               | 10 | A name is missing               | write a name
          SELECT state FORM orders                | 14 | 'FORM' is not understood here   | is it FROM?
          SELECT * FORM orders                    | 10 | 'FORM' is not understood here   | is it FROM?
          SELECT 1 FROM orders WHER state = 1     | 22 | 'WHER' is not understood here   | is it WHERE?
          SELECT 1 2                              | 10 | '2' is not understood here      | ;
          SELECT a + FROM orders                  | 12 | An expression is missing before 'FROM' | backticks
          SELECT (1 + 2 FROM orders               | 15 | 'FROM' is not understood here   | or )
          SELECT COUNT(state FROM orders           | 31 | ) is missing before the end     | close it
          SELECT CASE WHEN 1 = 1 THEN 2           | 30 | END is missing before the end   | END
          SELECT 1 == 1                           | 10 | Equality has one sign           | write =
          SELECT '1'::INT                         | 11 | This is no cast                 | CAST(x AS type)
          SELECT 'abc                             | 8  | begins here with ' does not end | close it with '
          SELECT 1 /* abc                         | 10 | begins here with /* does not end | close it with */
          SELECT 1 ~ 2                            | 10 | '~' means nothing here          | leave it away
          SELECT 1 LIMIT x                        | 16 | A whole number is missing       | LIMIT 10
          SELECT state FROM orders o JOIN customers c WITHIN 1 HOUR | 45 | what is joined | ON a = b
          SELECT ‘a’                              | 8  | '‘' means nothing here          | a straight quote
          SELECT x IS GOOD                        | 13 | whether it is 'GOOD'            | IS NULL
          SELECT INTERVAL '1' JOT                 | 21 | A unit of time is missing       | INTERVAL '5' MINUTE
          """)
  void aSentenceHasToBeWhole(String text, int column, String problem, String instead) {
    expect(text, column, problem, instead);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          EXPLODE(lines)                       | UNNEST
          TOPK(total_minor, 3)                 | ROW_NUMBER()
          GEO_DISTANCE(1, 2, 3, 4)             | SIN, COS
          FIELD(state, 'a', 'b')               | CASE
          MASK(state)                          | REGEXP_REPLACE
          STRINGTOTIMESTAMP(state, 'yyyy')     | TO_TIMESTAMP
          LATEST_BY_OFFSET(state, 3)           | LAST_VALUE(x1)
          TIMEADD(MINUTES, 5, state)           | INTERVAL '5' MINUTE
          TRANSFORM(lines, x => x)             | UNNEST
          STRUCT(a := 1)                       | ROW
          """)
  void whatFlinkHasNoCounterpartForIsSaidOtherwise(String call, String instead) {
    SqlError error = error("SELECT " + call + " FROM orders");

    assertThat(error.instead()).contains(instead);
    assertThat(error.place().line()).isEqualTo(1);
  }

  private static void expect(String text, int column, String problem, String instead) {
    SqlError error = error(text);
    assertThat(error).as(text).hasMessageContaining(problem);
    assertThat(error.instead()).as(text).contains(instead);
    assertThat(error.place()).as(error.toString()).isEqualTo(new Place(1, column));
  }

  private static SqlError error(String text) {
    return catchThrowableOfType(
        SqlError.class,
        () ->
            Dialect.statements(text)
                .forEach(
                    statement -> {
                      if (statement instanceof Statement.Query query) {
                        var _ = query.rewritten(Shop.RELATIONS);
                      }
                    }));
  }
}
