package io.insideout.sql.dialect;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A topic, as SQL sees it: what happens in it, or, among the views, what is now.
///
/// @param name the topic's, with underscores; behind `views.` if it is a view
/// @param columns in the order in which `SELECT *` shows them; those of a record belong to them
///   only where it shows these too, and can be asked for in any case
/// @param keys the columns that are its key
public record Relation(String name, Statement.Kind kind, List<Column> columns, List<String> keys) {
  /// What every relation has of the record that a row was: its time, key, partition, offset and
  /// headers.
  public static final List<String> RECORD_COLUMNS =
      List.of("record_time", "record_key", "record_partition", "record_offset", "record_headers");

  private static final String VIEWS = "views.";

  public Relation {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
  }

  /// The same topic as it stands now.
  public Relation asView() {
    return new Relation(VIEWS + name, Statement.Kind.TABLE, columns, keys);
  }

  /// Whether it is a view: asked once, it answers with what is.
  public boolean isView() {
    return isView(name);
  }

  /// Whether a name leads to the views.
  static boolean isView(String name) {
    return name.regionMatches(true, 0, VIEWS, 0, VIEWS.length());
  }

  /// What it is called where it has no other name: the last part.
  public String shortName() {
    return isView() ? name.substring(VIEWS.length()) : name;
  }

  /// As Flink's SQL has it: no topic's name has a dot in it.
  String sql() {
    return Stream.of(name.split("\\.")).map(FlinkText::quoted).collect(Collectors.joining("."));
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }
}
