package io.insideout.sql.engine;

import java.util.List;
import java.util.Map;

/// What an engine is to do on its own from now on: read, and write a topic.
///
/// @param name how the job is called; there is one of a name
/// @param tables statements that make the tables that it reads and the one that it writes
/// @param statement one `INSERT INTO`, in Flink's SQL
/// @param settings Flink's settings for it
/// @param checkpoints the directory of its checkpoints, as a URI: it goes on from the newest there
public record Job(
    String name,
    List<String> tables,
    String statement,
    Map<String, String> settings,
    String checkpoints) {
  public Job {
    tables = List.copyOf(tables);
    settings = Map.copyOf(settings);
  }
}
