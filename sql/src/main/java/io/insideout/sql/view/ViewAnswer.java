package io.insideout.sql.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.sql.engine.Lines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Supplier;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An answer that is made while it is told: its rows are not kept. It ends by itself, or at a bound
/// with an error that says which.
final class ViewAnswer implements Lines {
  private static final Logger LOG = LoggerFactory.getLogger(ViewAnswer.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TOGETHER = 128;

  private final Supplier<Enumerator<@Nullable Object>> beginning;
  private @Nullable Enumerator<@Nullable Object> rows;
  private final List<RelDataTypeField> columns;
  private final Bounds bounds;
  private final long limit;
  private final Runnable ended;
  private final Queue<String> ready = new ArrayDeque<>();
  private long told;
  private boolean over;
  private boolean closed;

  /// @param beginning begins to make rows: a query that sorts does all its work there
  /// @param limit after so many rows it is over
  /// @param ended is told when it is closed
  ViewAnswer(
      Supplier<Enumerator<@Nullable Object>> beginning,
      RelDataType type,
      List<String> warnings,
      Bounds bounds,
      long limit,
      Runnable ended) {
    this.beginning = beginning;
    this.columns = type.getFieldList();
    this.bounds = bounds;
    this.limit = limit;
    this.ended = ended;
    Map<String, Object> first = new LinkedHashMap<>();
    first.put("columns", columns.stream().map(ViewAnswer::shown).toList());
    first.put("updates", false);
    first.put("warnings", warnings);
    ready.add(line(first));
  }

  private static Map<String, String> shown(RelDataTypeField column) {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("name", column.getName());
    shown.put("type", ViewTypes.shown(column.getType()));
    return shown;
  }

  @Override
  public @Nullable String next() {
    String line = ready.poll();
    if (line != null || over) {
      return line;
    }
    try {
      return more();
    } catch (AnswerEnds e) {
      return error(String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      LOG.warn("an answer over views ends", e);
      return error("it cannot be answered: " + words(e));
    }
  }

  /// What is worked out once for all rows is worked out where a class begins.
  static String words(Throwable why) {
    Throwable cause =
        why instanceof ExceptionInInitializerError && why.getCause() != null ? why.getCause() : why;
    return Objects.requireNonNullElse(
        cause.getMessage(), "some value cannot be made what it is to be");
  }

  private String more() {
    Enumerator<@Nullable Object> begun = rows;
    if (begun == null) {
      begun = beginning.get();
      rows = begun;
    }
    if (told == limit || !begun.moveNext()) {
      over = true;
      return line(Map.of("end", true));
    }
    if (told == Bounds.ROWS) {
      return error(
          "These are more than %,d rows: write WHERE or LIMIT, or ask the stream."
              .formatted(Bounds.ROWS));
    }
    told++;
    bounds.look();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("op", "+I");
    shown.put("row", cells(begun.current()));
    return line(shown);
  }

  private List<@Nullable Object> cells(@Nullable Object row) {
    var _ = Bounds.bytes(row);
    List<@Nullable Object> cells = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      Object cell = row instanceof Object[] several && columns.size() > 1 ? several[i] : row;
      cells.add(Cells.shown(cell, columns.get(i).getType()));
    }
    return cells;
  }

  private String error(String sentence) {
    over = true;
    return line(Map.of("error", sentence));
  }

  private static String line(Map<String, ?> line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whoever waits is shown some rows from time to time: the next ones may be far apart.
  @Override
  public boolean hasMore() {
    return !over && told % TOGETHER != 0;
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    bounds.close();
    ended.run();
  }
}
