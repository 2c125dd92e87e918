package io.insideout.sql.dialect;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A query as Flink is given it, and what is known of it.
///
/// @param sql in one line, but for what strings hold
/// @param window of the outermost query that has one
/// @param reads the names of the relations, each once
/// @param columns the names of what comes out, where they can be told without asking Flink
/// @param keys of the columns those that tell rows apart: of an aggregate, or of a table that is
///   read; none where there are no such
/// @param isAggregate whether a row may come again with other values
/// @param warnings sentences for who typed it
/// @param limit after how many rows to end, which Flink does not by itself
/// @param positions where in the text that was typed something of the SQL stands
public record Rewritten(
    String sql,
    Emit emit,
    Optional<WindowOf> window,
    List<String> reads,
    Optional<List<String>> columns,
    List<String> keys,
    boolean isAggregate,
    List<String> warnings,
    OptionalLong limit,
    PositionMap positions) {
  public Rewritten {
    reads = List.copyOf(reads);
    columns = columns.map(List::copyOf);
    keys = List.copyOf(keys);
    warnings = List.copyOf(warnings);
  }

  /// Whether it is over views, which are asked once, and over nothing else.
  public boolean isOverViews() {
    return reads.stream().anyMatch(Relation::isView);
  }
}
