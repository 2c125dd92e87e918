package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds what the names of an expression mean, and says what may have been meant where they mean
/// nothing.
///
/// @param windowing of the query that the expression stands in
/// @param isBeforeGroups whether it stands where no window has a bound yet
/// @param selected the names that SELECT gives, where they are not to be used
record Columns(
    Rewriting rewriting,
    Scope scope,
    @Nullable Windowing windowing,
    boolean isBeforeGroups,
    Set<String> selected) {
  private static final Map<String, String> PSEUDO =
      Map.of(
          "rowtime", "record_time",
          "rowkey", "record_key",
          "rowpartition", "record_partition",
          "rowoffset", "record_offset");

  /// What a name means.
  ///
  /// @param sql as Flink reads it
  /// @param last the name of the column, or of the field that it leads to
  /// @param bound the bound of the window that it is, or empty
  record Meaning(String sql, String last, String bound) {}

  Columns beforeGroups() {
    return new Columns(rewriting, scope, windowing, true, selected);
  }

  Columns selected(Set<String> names) {
    return new Columns(rewriting, scope, windowing, isBeforeGroups, names);
  }

  Meaning meaning(Part.Path path) {
    List<Token> names = path.names();
    Token first = names.getFirst();
    String bound = Windowing.bound(names.getLast());
    if (names.size() > 1) {
      Visible relation = scope.relation(first);
      if (relation != null) {
        return windowing != null && !bound.isEmpty() && names.size() == 2
            ? bound(names.getLast(), bound)
            : qualified(relation, names);
      }
    } else if (windowing != null && !bound.isEmpty()) {
      return bound(first, bound);
    }
    String column = column(scope.column(first), pseudo(first, scope.names()));
    if (column == null) {
      return unknown(names, bound);
    }
    return fields(FlinkText.quoted(column), column, names, 1);
  }

  private Meaning bound(Token name, String bound) {
    if (isBeforeGroups || windowing == null) {
      throw rewriting.error(
          name,
          "In WHERE no window has been made yet",
          "write the condition on " + bound + " in HAVING");
    }
    return new Meaning(windowing.expression(bound), bound, bound);
  }

  private Meaning qualified(Visible relation, List<Token> names) {
    Token name = names.get(1);
    String column = column(relation.column(name), pseudo(name, relation.columns()));
    if (column == null) {
      if (relation.shown() != null) {
        throw missing(name, relation.columns(), relation.alias());
      }
      column = name.name();
    }
    String sql = FlinkText.quoted(relation.alias()) + "." + FlinkText.quoted(column);
    return fields(sql, column, names, 2);
  }

  private Meaning fields(String sql, String column, List<Token> names, int from) {
    var path = new StringBuilder(sql);
    String last = column;
    for (Token field : names.subList(from, names.size())) {
      last = rewriting.field(field);
      path.append('.').append(FlinkText.quoted(last));
    }
    return new Meaning(path.toString(), last, "");
  }

  private static @Nullable String column(@Nullable String found, @Nullable String pseudo) {
    return found == null ? pseudo : found;
  }

  /// The column that KSQL's name means.
  static @Nullable String pseudo(Token name) {
    return name.kind() == Token.Kind.WORD ? PSEUDO.get(Nearest.plain(name.text())) : null;
  }

  private static @Nullable String pseudo(Token name, List<String> columns) {
    String pseudo = pseudo(name);
    return pseudo != null && columns.contains(pseudo) ? pseudo : null;
  }

  private Meaning unknown(List<Token> names, String bound) {
    Token first = names.getFirst();
    if (names.size() == 1 && Keywords.isValue(first)) {
      return new Meaning(first.text(), first.text().toLowerCase(Locale.ROOT), "");
    }
    if (scope.isOpen()) {
      List<String> written = new ArrayList<>();
      names.forEach(
          name ->
              written.add(
                  name.kind() == Token.Kind.WORD ? name.text() : FlinkText.quoted(name.name())));
      return new Meaning(String.join(".", written), names.getLast().name(), "");
    }
    if (!bound.isEmpty()) {
      throw rewriting.error(
          first, "This query has no window", "write WINDOW (SIZE 5 MINUTES) behind FROM");
    }
    if (Visible.match(first, List.copyOf(selected)) != null) {
      throw rewriting.error(
          first,
          "'" + first.name() + "' is a name that SELECT gives, and not to be used here",
          "write the expression that it names");
    }
    throw missing(first, scope.names(), scope.shown());
  }

  private SqlError missing(Token name, List<String> columns, String where) {
    List<String> near = Nearest.to(name.name(), columns);
    String problem = "There is no column '" + name.name() + "' in " + where;
    if (!near.isEmpty()) {
      return rewriting.error(name, problem, Nearest.question(near));
    }
    if (name.text().startsWith("\"")) {
      return rewriting.error(name, problem, "write 'text' in single quotes, if it is text");
    }
    Map<String, String> known = new TreeMap<>();
    columns.forEach(column -> known.put(column, column));
    return rewriting.error(
        name,
        problem,
        known.isEmpty()
            ? "write FROM relation, or 'text' in single quotes"
            : "there are " + String.join(", ", known.keySet()));
  }
}
