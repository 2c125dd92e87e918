package io.insideout.sql.dialect;

import java.util.List;
import java.util.Set;

/// The words that mean something by themselves.
final class Keywords {
  /// What a statement may begin with.
  static final List<String> STATEMENTS =
      listed(
          """
          SELECT, SHOW, DESCRIBE, PRINT, CREATE, INSERT, TERMINATE, EXPLAIN, WITH, VALUES
          """);

  /// What may stand behind something in a query.
  static final List<String> CLAUSES =
      listed(
          """
          FROM, WINDOW, WHERE, GROUP BY, HAVING, EMIT, ORDER BY, LIMIT, JOIN, LEFT JOIN, ON,
          AS, AND, OR, NOT, BETWEEN, IN, LIKE, IS NULL, CASE, WHEN, THEN, ELSE, END,
          UNION ALL
          """);

  /// What a clause may begin with.
  static final List<String> BEGINNINGS =
      listed("FROM, WHERE, GROUP, HAVING, WINDOW, EMIT, ORDER, LIMIT, JOIN, UNION, WITHIN");

  private static final Set<String> RESERVED =
      words(
          """
          SELECT FROM WHERE GROUP HAVING WINDOW EMIT ORDER LIMIT OFFSET FETCH UNION EXCEPT
          INTERSECT MINUS JOIN INNER LEFT RIGHT FULL OUTER CROSS NATURAL ON USING AS AND OR NOT
          IN IS LIKE BETWEEN SIMILAR WHEN THEN ELSE END CASE BY VALUES WITH CREATE INSERT INTO
          TABLE DISTINCT EXISTS PARTITION WITHIN MATCH_RECOGNIZE FOR LATERAL UNNEST TABLESAMPLE
          ESCAPE
          """);

  /// Names that stand for a value without parentheses.
  private static final Set<String> VALUES =
      words(
          """
          NULL TRUE FALSE UNKNOWN DEFAULT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP
          CURRENT_ROW_TIMESTAMP LOCALTIME LOCALTIMESTAMP CURRENT_DATABASE CURRENT_USER
          SESSION_USER SYSTEM_USER
          """);

  /// What may stand between the values of one argument: `EXTRACT(DAY FROM x)`, `TRIM(BOTH …)`.
  private static final Set<String> IN_ARGUMENTS =
      words(
          """
          DISTINCT ALL TRUE FALSE UNKNOWN BOTH LEADING TRAILING FROM FOR TO PLACING USING KEY VALUE RETURNING ON
          EMPTY ERROR NULL ABSENT WITH WITHOUT WRAPPER CONDITIONAL UNCONDITIONAL ARRAY DEFAULT
          INT INTEGER BIGINT STRING VARCHAR CHAR DOUBLE FLOAT BOOLEAN DECIMAL FORMAT JSON
          PARTITION ORDER BY ASC DESC NULLS FIRST LAST SEPARATOR
          """);

  /// What stands between the columns of `OVER (…)`.
  private static final Set<String> IN_OVER =
      words(
          """
          PARTITION ORDER BY ASC DESC NULLS FIRST LAST ROWS RANGE BETWEEN AND PRECEDING
          FOLLOWING UNBOUNDED CURRENT ROW
          """);

  private static final Set<String> TIME_UNITS =
      words(
          """
          MILLENNIUM CENTURY DECADE YEAR QUARTER MONTH WEEK DAY HOUR MINUTE SECOND MILLISECOND
          MICROSECOND NANOSECOND EPOCH DOW DOY ISODOW ISOYEAR YEARS QUARTERS MONTHS WEEKS DAYS
          HOURS MINUTES SECONDS MILLISECONDS
          """);

  private Keywords() {}

  private static List<String> listed(String text) {
    return List.of(text.strip().split(",\\s+"));
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  static boolean isReserved(Token token) {
    return token.kind() == Token.Kind.WORD && RESERVED.contains(token.upper());
  }

  static boolean isValue(Token token) {
    return token.kind() == Token.Kind.WORD && VALUES.contains(token.upper());
  }

  static boolean isInArguments(Token token) {
    return token.kind() == Token.Kind.WORD && IN_ARGUMENTS.contains(token.upper());
  }

  static boolean isInOver(Token token) {
    return token.kind() == Token.Kind.WORD && IN_OVER.contains(token.upper());
  }

  /// A unit of time as Flink's functions want it: KSQL has them in plural.
  static String singular(Token unit) {
    String text = unit.text();
    return unit.upper().endsWith("S") ? text.substring(0, text.length() - 1) : text;
  }

  static boolean isTimeUnit(Token token) {
    return token.kind() == Token.Kind.WORD && TIME_UNITS.contains(token.upper());
  }
}
