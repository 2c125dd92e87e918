package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A relation within a query, by the name that it has there.
///
/// @param alias empty where it has none
/// @param shown the columns that `SELECT *` shows; null where nobody can tell without Flink
/// @param hidden further columns that can be asked for
/// @param keys of the columns those that tell its rows apart, where rows change
/// @param isTable whether it holds a row for each key, and no more
/// @param isAggregate whether a query makes it that aggregates
record Visible(
    String alias,
    @Nullable List<String> shown,
    List<String> hidden,
    List<String> keys,
    boolean isTable,
    boolean isAggregate) {

  static Visible of(Relation relation) {
    return new Visible(
        relation.shortName(),
        relation.columnNames(),
        Relation.RECORD_COLUMNS,
        relation.kind() == Statement.Kind.TABLE ? relation.keys() : List.of(),
        relation.kind() == Statement.Kind.TABLE,
        false);
  }

  static Visible of(String alias, Shape shape, List<Token> columns) {
    return new Visible(alias, shape.columns(), List.of(), shape.keys(), false, shape.isAggregate())
        .as(alias, columns);
  }

  /// What only Flink knows.
  static Visible unknown(String alias) {
    return new Visible(alias, null, List.of(), List.of(), false, false);
  }

  Visible as(@Nullable String name, List<Token> columns) {
    String as = name == null ? alias : name;
    return columns.isEmpty()
        ? new Visible(as, shown, hidden, keys, isTable, isAggregate)
        : new Visible(
            as,
            columns.stream().map(Token::name).toList(),
            List.of(),
            List.of(),
            isTable,
            isAggregate);
  }

  /// With the columns that a table function of windows adds.
  Visible windowed() {
    if (shown == null) {
      return this;
    }
    List<String> more = new ArrayList<>(shown);
    more.addAll(List.of("window_start", "window_end", "window_time"));
    return new Visible(alias, more, hidden, keys, false, isAggregate);
  }

  @Nullable String column(Token name) {
    String found = shown == null ? null : match(name, shown);
    return found == null ? match(name, hidden) : found;
  }

  List<String> columns() {
    List<String> all = new ArrayList<>();
    if (shown != null) {
      all.addAll(shown);
    }
    all.addAll(hidden);
    return all;
  }

  /// The name that was meant: as it was typed, or, without quotes, in any case and with its
  /// underscores or without.
  static @Nullable String match(Token typed, List<String> names) {
    if (names.contains(typed.name())) {
      return typed.name();
    }
    if (typed.kind() == Token.Kind.QUOTED) {
      return null;
    }
    String plain = Nearest.plain(typed.text());
    @Nullable String near = null;
    for (String name : names) {
      if (name.equalsIgnoreCase(typed.text())) {
        return name;
      }
      if (near == null && Nearest.plain(name).equals(plain)) {
        near = name;
      }
    }
    return near;
  }
}
