package io.insideout.app;

import io.insideout.runtime.http.Json;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the database answers to a statement, shown: rows as a table or as JSON, or how many were
/// changed. No more rows are fetched than are shown.
///
/// @param limit how many rows are shown at most
record DatabaseAnswer(PrintWriter out, PrintWriter err, int limit, boolean json) {
  private static final Set<Integer> NUMBERS =
      Set.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.REAL, Types.DOUBLE);

  /// What is a number in JSON, too: not NaN, nor an amount with its currency.
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  /// What a column's values are in JSON.
  private enum Kind {
    NUMBER,
    TRUTH,
    JSON,
    TEXT
  }

  private record Column(String name, Kind kind) {}

  /// Runs a statement as it stands.
  void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.setMaxRows(limit + 1);
      boolean rows = statement.execute(sql);
      for (SQLWarning told = statement.getWarnings(); told != null; told = told.getNextWarning()) {
        err.println(DatabaseOptions.sentence(told) + ".");
      }
      while (rows || statement.getUpdateCount() >= 0) {
        if (rows) {
          try (ResultSet found = statement.getResultSet()) {
            show(found);
          }
        } else {
          show(statement.getLargeUpdateCount());
        }
        rows = statement.getMoreResults();
      }
    }
  }

  private void show(long changed) {
    out.println(
        json
            ? Printable.json(Json.write(Map.of("changed", changed)))
            : "%,d row%s changed.".formatted(changed, changed == 1 ? "" : "s"));
  }

  private void show(ResultSet found) throws SQLException {
    List<Column> columns = columns(found.getMetaData());
    List<List<String>> rows = new ArrayList<>();
    int shown = 0;
    boolean more = false;
    while (found.next() && !more) {
      more = shown == limit;
      if (!more) {
        shown++;
        if (json) {
          out.println(Printable.json(Json.write(object(columns, found))));
        } else {
          rows.add(cells(columns, found));
        }
      }
    }
    if (!json) {
      new TextTable(
              columns.stream()
                  .map(
                      one ->
                          new TextTable.Column(
                              Printable.text(one.name()), one.kind() == Kind.NUMBER))
                  .toList(),
              rows)
          .lines(TextTable.terminalWidth())
          .forEach(out::println);
    }
    if (more) {
      out.flush();
      err.printf("These are the first %,d rows; there are more. See --limit.%n", shown);
    }
  }

  private static List<Column> columns(ResultSetMetaData told) throws SQLException {
    List<Column> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 1; i <= told.getColumnCount(); i++) {
      String name = told.getColumnLabel(i);
      // An object of JSON has each name once.
      for (int n = 2; !names.add(name); n++) {
        name = told.getColumnLabel(i) + "_" + n;
      }
      columns.add(new Column(name, kind(told.getColumnType(i), told.getColumnTypeName(i))));
    }
    return columns;
  }

  private static Kind kind(int type, String name) {
    return switch (name) {
      case "bool" -> Kind.TRUTH;
      case "json", "jsonb" -> Kind.JSON;
      default -> NUMBERS.contains(type) ? Kind.NUMBER : Kind.TEXT;
    };
  }

  private static List<String> cells(List<Column> columns, ResultSet row) throws SQLException {
    List<String> cells = new ArrayList<>();
    for (int i = 1; i <= columns.size(); i++) {
      String text = row.getString(i);
      cells.add(text == null ? "null" : Printable.text(text));
    }
    return cells;
  }

  private static Map<String, @Nullable Object> object(List<Column> columns, ResultSet row)
      throws SQLException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 1; i <= columns.size(); i++) {
      Column column = columns.get(i - 1);
      String text = row.getString(i);
      object.put(column.name(), text == null ? null : value(column.kind(), text));
    }
    return object;
  }

  private static Object value(Kind kind, String text) {
    return switch (kind) {
      case NUMBER -> NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
      case TRUTH -> text.equals("t");
      case JSON -> Json.tree(text);
      case TEXT -> text;
    };
  }
}
