package io.insideout.flink;

import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableEnvironment;

/// What is asked.
///
/// @param name how the job is called
/// @param tables statements that make the tables that the query names
/// @param query one query, in Flink's SQL
/// @param settings Flink's settings for it
/// @param limit after so many rows that come it is over; 0 for never
record Question(
    String name, List<String> tables, String query, Map<String, String> settings, long limit) {
  Question {
    tables = List.copyOf(tables);
    settings = Map.copyOf(settings);
  }

  /// The query with its tables around it, checked.
  Table table(TableEnvironment environment) {
    environment.getConfig().set("pipeline.name", name);
    tables.forEach(environment::executeSql);
    return environment.sqlQuery(query);
  }
}
