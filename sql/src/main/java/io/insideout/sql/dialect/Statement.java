package io.insideout.sql.dialect;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What a person asks for.
public sealed interface Statement {
  /// What SHOW lists.
  enum Listing {
    TOPICS,
    STREAMS,
    TABLES,
    VIEWS,
    QUERIES
  }

  /// What CREATE makes.
  enum Kind {
    /// Each row is a record by itself.
    STREAM,
    /// Each row stands for its key until the next.
    TABLE
  }

  /// `SHOW TOPICS`
  record Show(Listing listing) implements Statement {}

  /// `DESCRIBE orders`
  record Describe(Name name) implements Statement {}

  /// `PRINT order-validations FROM BEGINNING LIMIT 10`
  record Print(Name topic, boolean fromBeginning, OptionalLong limit) implements Statement {}

  /// `CREATE TABLE x WITH (…) AS SELECT …`
  ///
  /// @param text as it was typed, without the semicolon
  /// @param properties in the order in which they were typed
  record CreateAs(
      String text,
      Kind kind,
      Name name,
      boolean ifNotExists,
      Map<String, String> properties,
      Query query)
      implements Statement {}

  /// `INSERT INTO x SELECT …`
  ///
  /// @param text as it was typed, without the semicolon
  /// @param columns that are named, of x; none for all of them
  record InsertInto(String text, Name name, List<String> columns, Query query)
      implements Statement {}

  /// `TERMINATE query-1`
  record Terminate(Name queryId) implements Statement {}

  /// `TERMINATE ALL`
  record TerminateAll() implements Statement {}

  /// `EXPLAIN SELECT …`
  record Explain(Statement statement) implements Statement {}

  /// `EXPLAIN query-1`
  record ExplainQuery(Name queryId) implements Statement {}

  /// `SELECT …`: a question that goes on being answered.
  ///
  /// @param text as it was typed
  record Query(String text, ParsedQuery parsed) implements Statement {
    /// As Flink is given it.
    ///
    /// @throws SqlError where it names what is not there, or wants what cannot be
    public Rewritten rewritten(Relations relations) {
      return parsed.rewritten(relations, false);
    }

    /// The same for what is written to a topic: where a row comes of one record, the record's key
    /// and time go with it, as the last columns.
    ///
    /// @throws SqlError as above
    public Rewritten carrying(Relations relations) {
      return parsed.rewritten(relations, true);
    }
  }
}
