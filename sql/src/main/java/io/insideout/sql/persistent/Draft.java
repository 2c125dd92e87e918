package io.insideout.sql.persistent;

import static java.util.stream.Collectors.joining;

import io.insideout.runtime.http.Problem;
import io.insideout.sql.dialect.Statement;
import io.insideout.sql.engine.ResultColumn;
import io.insideout.sql.table.NewSchema;
import io.insideout.sql.table.Tables;
import io.insideout.sql.table.TopicTable;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/// What `CREATE … AS SELECT` would make: a topic for the columns of the query.
///
/// @param table the topic, as SQL will see it
/// @param keys the columns of its records' key; none for that of the record that was read
record Draft(QueryPlan plan, OutputTopic topic, TopicTable table, List<String> keys) {
  private static final int AS_MANY_AS_WHAT_IS_READ = 0;

  static Draft of(Statement.CreateAs create, Tables.Found found, Planner planner)
      throws InterruptedException {
    Properties said = new Properties(create.properties());
    String name = said.topic().orElse(create.name().text());
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,200}")) {
      throw Problem.invalid("sql", "makes '%s', which no topic can be called".formatted(name));
    }
    QueryPlan plan = planner.plan(create.query(), List.of(), found);
    boolean isTable = create.kind() == Statement.Kind.TABLE;
    List<String> keys = keys(said, plan, isTable);
    Schema schema = schema(name, plan, keys);
    return new Draft(
        plan,
        new OutputTopic(name, isTable, said.partitions(AS_MANY_AS_WHAT_IS_READ), schema),
        new TopicTable(name, create.kind(), schema),
        keys);
  }

  private static Schema schema(String topic, QueryPlan plan, List<String> keys) {
    try {
      return NewSchema.of(
          topic,
          plan.values().stream()
              .map(
                  one ->
                      new NewSchema.Field(
                          one.name(), one.nullable() && !keys.contains(one.name()), one.avro()))
              .toList());
    } catch (AvroRuntimeException e) {
      throw Problem.invalid(
          "sql",
          "gives columns that a topic cannot have: %s; write AS and a name of letters, digits and _"
              .formatted(e.getMessage()));
    }
  }

  private static List<String> keys(Properties said, QueryPlan plan, boolean isTable) {
    List<String> keys = said.keys();
    if (keys.isEmpty() && isTable) {
      keys = plan.query().keys();
    }
    boolean isCarried = keys.isEmpty() && plan.gives(QueryPlan.KEY);
    if (isCarried || keys.equals(List.of(QueryPlan.KEY))) {
      return List.of();
    }
    if (keys.isEmpty() && isTable) {
      throw Problem.invalid(
          "sql",
          "makes a table, which has a row for each key, and the query has none: write GROUP BY, or"
              + " WITH (key = 'column'), or CREATE STREAM");
    }
    List<String> columns = plan.values().stream().map(ResultColumn::name).toList();
    for (String key : keys) {
      if (!columns.contains(key)) {
        throw Problem.invalid(
            "sql",
            "has the key %s, which is no column of the query; there are %s"
                .formatted(key, columns.stream().collect(joining(", "))));
      }
    }
    return keys;
  }
}
