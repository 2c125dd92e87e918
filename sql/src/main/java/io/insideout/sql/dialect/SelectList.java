package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a query selects: each column with its expression as Flink reads it, and with a name.
final class SelectList {
  private final Rewriting rewriting;
  private final Columns columns;
  private final ExpressionRewriter expressions;
  private final ColumnNames names = new ColumnNames();
  private final List<Entry> entries = new ArrayList<>();
  private boolean isOpen;

  /// @param last the column that it is, where it is one and no expression
  /// @param bound the bound of the window that it is, or empty
  private record Entry(
      FlinkText text, Token at, @Nullable String last, String bound, String name, boolean isStar) {}

  SelectList(Rewriting rewriting, Columns columns, ExpressionRewriter expressions) {
    this.rewriting = rewriting;
    this.columns = columns;
    this.expressions = expressions;
  }

  void add(List<QueryTree.Item> items) {
    reserve(items);
    for (int i = 0; i < items.size(); i++) {
      switch (items.get(i)) {
        case QueryTree.Star star -> star(star);
        case QueryTree.Value value -> value(value, i + 1);
      }
    }
  }

  /// What has a name already keeps it.
  private void reserve(List<QueryTree.Item> items) {
    for (QueryTree.Item item : items) {
      if (item instanceof QueryTree.Value(_, Token alias)
          && alias != null
          && !names.take(alias.name())) {
        throw rewriting.error(
            alias, "Two columns have the name " + alias.name(), "write another name");
      }
    }
  }

  private void star(QueryTree.Star star) {
    var text = new FlinkText();
    List<Visible> all = columns.scope().visibles();
    Token of = star.of();
    if (of != null) {
      Visible one = columns.scope().relation(of);
      if (one == null && !columns.scope().isOpen()) {
        throw rewriting.error(
            of,
            "There is no relation '" + of.name() + "' in this query",
            "write " + columns.scope().shown() + ".*");
      }
      String alias = one == null ? of.name() : one.alias();
      text.put(FlinkText.quoted(alias) + ".*", of, false);
      all = one == null ? List.of() : List.of(one);
      isOpen |= one == null;
    } else if (all.isEmpty()) {
      throw rewriting.error(star.star(), "* wants something to select from", "write FROM relation");
    } else {
      text.put("*", star.star(), false);
    }
    entries.add(new Entry(text, star.star(), null, "", "", true));
    for (Visible visible : all) {
      if (visible.shown() == null) {
        isOpen = true;
      } else {
        visible.shown().forEach(column -> shown(column, star.star()));
      }
    }
  }

  private void shown(String column, Token at) {
    // Of two columns of one name Flink renames the second as it likes.
    isOpen |= !names.take(column);
    entries.add(new Entry(new FlinkText(), at, column, "", column, false));
  }

  private void value(QueryTree.Value value, int position) {
    Expression expression = value.expression();
    FlinkText text = expressions.text(expression);
    Columns.Meaning meaning =
        Part.only(expression) instanceof Part.Path path ? columns.meaning(path) : null;
    String name;
    if (value.alias() != null) {
      name = value.alias().name();
    } else if (meaning != null) {
      name = names.free(meaning.last());
    } else {
      name = names.free(ColumnNames.of(expression, position, columns));
    }
    boolean isNatural =
        meaning != null
            && meaning.last().equals(name)
            && meaning.sql().endsWith(FlinkText.quoted(name));
    Token at = value.alias() == null ? expression.first() : value.alias();
    if (!isNatural) {
      text.word("AS", at);
      text.word(FlinkText.quoted(name), at);
    }
    entries.add(
        new Entry(
            text,
            at,
            meaning == null ? null : meaning.last(),
            meaning == null ? "" : meaning.bound(),
            name,
            false));
  }

  /// The bounds of the window that nobody has asked for: without them a key is not whole.
  void addBounds(Windowing windowing, Token at) {
    for (String bound : List.of("window_start", "window_end")) {
      if (entries.stream().noneMatch(entry -> entry.bound().equals(bound))) {
        var text = new FlinkText();
        String name = names.free(bound);
        text.word(windowing.expression(bound), at);
        if (!windowing.isFinal() || !name.equals(bound)) {
          text.word("AS " + FlinkText.quoted(name), at);
        }
        entries.add(new Entry(text, at, null, bound, name, false));
      }
    }
  }

  /// Key and time of the record that a row is made of, unless they are there.
  void addRecord(Visible of, Token at) {
    for (String column : List.of("record_key", "record_time")) {
      if (of.hidden().contains(column) && names.take(column)) {
        var text = new FlinkText();
        text.word(FlinkText.quoted(of.alias()) + "." + FlinkText.quoted(column), at);
        entries.add(new Entry(text, at, column, "", column, false));
      }
    }
  }

  void write(FlinkText out) {
    boolean isFirst = true;
    for (Entry entry : entries) {
      if (!entry.text().isEmpty()) {
        out.put(isFirst ? "" : ",", entry.at(), false);
        out.append(entry.text(), true);
        isFirst = false;
      }
    }
  }

  /// The names of all columns; null where only Flink can tell.
  @Nullable List<String> names() {
    return isOpen
        ? null
        : entries.stream().filter(entry -> !entry.isStar()).map(Entry::name).toList();
  }

  /// The names that are given to expressions.
  Set<String> given() {
    Set<String> given = new LinkedHashSet<>();
    entries.stream()
        .filter(entry -> !entry.isStar() && !entry.name().equals(entry.last()))
        .forEach(entry -> given.add(entry.name()));
    return given;
  }

  /// The name under which an expression of GROUP BY is shown.
  @Nullable String nameOf(String expression, @Nullable String last) {
    for (Entry entry : entries) {
      String text = entry.text().toString();
      boolean isSame =
          text.equals(expression)
              || text.equals(expression + " AS " + FlinkText.quoted(entry.name()))
              || (last != null && last.equals(entry.last()));
      if (isSame && !entry.isStar()) {
        return entry.name();
      }
    }
    return null;
  }

  @Nullable String nameOfBound(String bound) {
    return entries.stream()
        .filter(entry -> entry.bound().equals(bound))
        .map(Entry::name)
        .findFirst()
        .orElse(null);
  }
}
