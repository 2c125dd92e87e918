package io.insideout.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.sql.engine.Lines;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// An answer that is known already, in the same lines as one that is still to come.
final class FixedLines implements Lines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Queue<String> lines = new ArrayDeque<>();

  /// @param columns the names; all of them are text
  /// @param rows as many cells each
  FixedLines(List<String> columns, List<List<String>> rows) {
    add(
        Map.of(
            "columns",
            columns.stream().map(name -> Map.of("name", name, "type", "STRING")).toList(),
            "updates",
            false));
    rows.forEach(row -> add(Map.of("op", "+I", "row", row)));
    add(Map.of("end", true));
  }

  /// One column of text, line by line.
  static FixedLines text(String column, String text) {
    return new FixedLines(List.of(column), Arrays.stream(text.split("\n")).map(List::of).toList());
  }

  private void add(Map<String, ?> line) {
    try {
      lines.add(JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public @Nullable String next() {
    return lines.poll();
  }

  @Override
  public boolean hasMore() {
    return !lines.isEmpty();
  }

  @Override
  public void close() {}
}
