package io.insideout.sql.dialect;

import java.util.List;

/// A topic, as SQL sees it.
///
/// @param name the topic's, with underscores
/// @param columns in the order in which `SELECT *` shows them; those of a record belong to them
///   only where it shows these too, and can be asked for in any case
/// @param keys the columns that are its key
public record Relation(String name, Statement.Kind kind, List<Column> columns, List<String> keys) {
  /// What every relation has of the record that a row was: its time, key, partition, offset and
  /// headers.
  public static final List<String> RECORD_COLUMNS =
      List.of("record_time", "record_key", "record_partition", "record_offset", "record_headers");

  public Relation {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }
}
