package io.insideout.sql.engine;

import java.util.List;
import java.util.Map;

/// What an engine is asked.
///
/// @param name how the job is called
/// @param tables statements that make the tables that the query names
/// @param query one query, in Flink's SQL
/// @param settings Flink's settings for it
/// @param limit after so many rows that come it is over; 0 for never
public record Question(
    String name, List<String> tables, String query, Map<String, String> settings, long limit) {
  public Question {
    tables = List.copyOf(tables);
    settings = Map.copyOf(settings);
  }
}
