package io.insideout.sql.persistent;

import static java.util.stream.Collectors.joining;

import io.insideout.runtime.http.Problem;
import io.insideout.sql.dialect.Dialect;
import io.insideout.sql.dialect.Rewritten;
import io.insideout.sql.dialect.Statement;
import io.insideout.sql.engine.Job;
import io.insideout.sql.engine.Question;
import io.insideout.sql.engine.ResultColumn;
import io.insideout.sql.table.SinkTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a query is written to a topic: the job that does it.
///
/// What comes of one record keeps its key and its time. What comes of a window has the last
/// millisecond of it as its time, and what comes of more records than that the time at which it is
/// written.
///
/// @param query as Flink is given it
/// @param gives its columns
/// @param columns of the topic that it names, in their order; none for all of them
record QueryPlan(Rewritten query, List<ResultColumn> gives, List<String> columns) {
  static final String KEY = "record_key";
  static final String TIME = "record_time";

  QueryPlan {
    gives = List.copyOf(gives);
    columns = List.copyOf(columns);
  }

  /// The query of what was typed.
  static Statement.Query queryOf(String text) {
    return switch (Dialect.statements(text).getFirst()) {
      case Statement.CreateAs create -> create.query();
      case Statement.InsertInto insert -> insert.query();
      case Statement other -> throw new IllegalStateException(other + " writes nothing");
    };
  }

  /// The columns that it names of what it writes.
  static List<String> columnsOf(String text) {
    return Dialect.statements(text).getFirst() instanceof Statement.InsertInto insert
        ? insert.columns()
        : List.of();
  }

  /// What becomes of columns of the topic.
  List<ResultColumn> values() {
    return gives.stream()
        .filter(column -> !column.name().equals(KEY) && !column.name().equals(TIME))
        .toList();
  }

  boolean gives(String column) {
    return gives.stream().anyMatch(one -> one.name().equals(column));
  }

  /// The job that writes it.
  ///
  /// @param question the query with its tables
  /// @throws Problem if the columns of both are not as many, or there is no key for a table
  Job job(Question question, SinkTable sink, Surroundings around) {
    List<String> into = columns.isEmpty() ? sink.columns() : columns;
    if (values().size() != into.size()) {
      throw Problem.invalid(
          "sql",
          "gives %d columns (%s), and %s has %d (%s)"
              .formatted(
                  values().size(),
                  values().stream().map(ResultColumn::name).collect(joining(", ")),
                  sink.topic().topic(),
                  into.size(),
                  String.join(", ", into)));
    }
    Optional<String> time = time();
    SinkTable.Carried carried = new SinkTable.Carried(gives(KEY), time.isPresent());
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < into.size(); i++) {
      cells.put(sink.field(into.get(i)), quoted(values().get(i).name()));
    }
    boolean takesKey = sink.keys().isEmpty() && carried.key();
    if (takesKey) {
      cells.put(KEY, quoted(KEY));
    }
    time.ifPresent(expression -> cells.put(TIME, expression));
    List<String> tables = new ArrayList<>(question.tables());
    tables.add(sink.ddl(carried, around.transactions(), around.place()));
    Map<String, String> settings = new LinkedHashMap<>(question.settings());
    settings.putAll(around.settings());
    return new Job(
        around.jobName(),
        tables,
        statement(sink, cells, keyed(sink, into, takesKey)),
        settings,
        around.checkpoints());
  }

  private String statement(SinkTable sink, Map<String, String> cells, List<String> keys) {
    return "INSERT INTO %s (%s) SELECT %s FROM (%s)%s"
        .formatted(
            quoted(sink.name()),
            cells.keySet().stream().map(QueryPlan::quoted).collect(joining(", ")),
            String.join(", ", cells.values()),
            query.sql(),
            keys.isEmpty()
                ? ""
                : keys.stream().collect(joining(" IS NOT NULL AND ", " WHERE ", " IS NOT NULL")));
  }

  /// What a record's key is made of: a row without it belongs nowhere, as one of a guest does where
  /// rows are grouped by customer.
  private List<String> keyed(SinkTable sink, List<String> into, boolean takesKey) {
    if (takesKey) {
      return List.of();
    }
    return sink.keys().stream()
        .filter(into::contains)
        .map(key -> values().get(into.indexOf(key)))
        .filter(ResultColumn::nullable)
        .map(column -> quoted(column.name()))
        .toList();
  }

  private Optional<String> time() {
    if (gives(TIME)) {
      return Optional.of("CAST(%s AS TIMESTAMP_LTZ(3))".formatted(quoted(TIME)));
    }
    if (query.window().isEmpty() || query.keys().isEmpty()) {
      return Optional.empty();
    }
    // The bounds of the window are the last of the keys.
    return Optional.of(
        "CAST(%s AS TIMESTAMP_LTZ(3)) - INTERVAL '0.001' SECOND"
            .formatted(quoted(query.keys().getLast())));
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
