package io.insideout.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.runtime.http.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
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
  private final IntSupplier width;
  private final List<List<String>> waiting = new ArrayList<>();
  private List<TextTable.Column> columns = List.of();
  private int @Nullable [] widths;
  private int widthOfAll;
  private boolean updates;
  private long rows;
  private boolean over;
  private boolean failed;

  /// @param width what lines may have: where it changes, columns begin anew
  SqlAnswer(PrintWriter out, PrintWriter err, boolean json, IntSupplier width) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.width = width;
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
      over = true;
      refused(line.path("error").asText());
    } else if (line.has("end")) {
      over = true;
    }
  }

  /// There is no answer, or no more of it.
  ///
  /// @param why a line, or several
  void refused(String why) {
    showSoFar();
    why.lines().map(Printable::text).forEach(err::println);
    failed = true;
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
    rows++;
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
      show(new TextTable(columns, waiting));
      waiting.clear();
    }
    out.flush();
  }

  private void show(TextTable table) {
    int now = width.getAsInt();
    int[] wanted = widths(table, now);
    if (!TextTable.fit(wanted, now)) {
      table.below(now, rows - table.rows().size()).forEach(out::println);
    } else {
      if (!Arrays.equals(wanted, widths)) {
        out.println(table.header(wanted));
      }
      table.body(wanted).forEach(out::println);
    }
    widths = wanted;
    widthOfAll = now;
  }

  private int[] widths(TextTable table, int now) {
    int[] known = widths;
    if (known == null || now != widthOfAll) {
      return table.widths(now);
    }
    return table.cutsNumbers(known) ? table.wider(now, known) : known;
  }

  /// How much it was: `3 rows`, or where rows change `1 change`.
  String size() {
    String one = updates ? "change" : "row";
    return "%,d %s".formatted(rows, rows == 1 ? one : one + "s");
  }

  /// Whether it is complete, well or not.
  boolean isOver() {
    return over;
  }

  boolean failed() {
    return failed;
  }
}
