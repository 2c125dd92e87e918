package io.insideout.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.runtime.http.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The answer to a statement, shown as it comes: rows that are there at the same time side by side,
/// in columns that keep their widths from then on; or a JSON object each.
final class SqlAnswer {
  private static final Set<String> NUMBERS = Set.of("INT", "BIGINT", "FLOAT", "DOUBLE", "DECIMAL");

  /// So many rows decide how wide columns are, if as many come at once.
  private static final int SHOWN_AT_ONCE = 500;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final List<List<String>> waiting = new ArrayList<>();
  private List<TextTable.Column> columns = List.of();
  private int @Nullable [] widths;
  private boolean updates;
  private boolean failed;

  SqlAnswer(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  /// Takes the next line of the answer.
  void take(JsonNode line) {
    if (line.has("columns")) {
      begin(line);
    } else if (line.has("row")) {
      row(line);
    } else if (line.has("late")) {
      late(line.path("late").asLong());
    } else if (line.has("error")) {
      showSoFar();
      err.println(Printable.text(line.path("error").asText()));
      failed = true;
    }
  }

  private void begin(JsonNode line) {
    updates = line.path("updates").asBoolean();
    List<TextTable.Column> named = new ArrayList<>();
    if (updates && !json) {
      named.add(new TextTable.Column("", false));
    }
    for (JsonNode column : line.path("columns")) {
      String type = column.path("type").asText().split("[ (]")[0];
      named.add(
          new TextTable.Column(
              Printable.text(column.path("name").asText()), NUMBERS.contains(type)));
    }
    columns = named;
    line.path("warnings").forEach(one -> err.println("Note: " + Printable.text(one.asText())));
    err.flush();
  }

  private void row(JsonNode line) {
    String op = line.path("op").asText();
    // What an update takes the place of was shown before.
    if (op.equals("-U")) {
      return;
    }
    if (json) {
      out.println(Printable.json(Json.write(object(op, line.path("row")))));
      return;
    }
    List<String> cells = new ArrayList<>();
    if (updates) {
      cells.add(mark(op));
    }
    line.path("row").forEach(cell -> cells.add(text(cell)));
    waiting.add(cells);
    if (waiting.size() >= SHOWN_AT_ONCE) {
      showSoFar();
    }
  }

  private void late(long records) {
    showSoFar();
    err.println(
        "Note: %,d record%s came too late for %s window, and %s left out."
            .formatted(
                records,
                records == 1 ? "" : "s",
                records == 1 ? "its" : "their",
                records == 1 ? "is" : "are"));
    err.flush();
  }

  private static String mark(String op) {
    return switch (op) {
      case "+U" -> "~";
      case "-D" -> "-";
      default -> "+";
    };
  }

  private Map<String, @Nullable Object> object(String op, JsonNode row) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    if (updates) {
      object.put("op", mark(op));
    }
    for (int i = 0; i < columns.size(); i++) {
      JsonNode cell = row.path(i);
      object.put(columns.get(i).name(), cell.isNull() ? null : cell);
    }
    return object;
  }

  private static String text(JsonNode cell) {
    return Printable.text(cell.isValueNode() ? cell.asText("null") : cell.toString());
  }

  /// Shows what has come so far.
  void showSoFar() {
    if (!json && !waiting.isEmpty()) {
      TextTable table = new TextTable(columns, waiting);
      int[] known = widths;
      if (known == null) {
        known = table.widths(TextTable.terminalWidth());
        widths = known;
        out.println(table.header(known));
      }
      table.body(known).forEach(out::println);
      waiting.clear();
    }
    out.flush();
  }

  boolean failed() {
    return failed;
  }
}
