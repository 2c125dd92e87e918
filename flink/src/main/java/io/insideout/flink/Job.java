package io.insideout.flink;

import java.util.List;
import java.util.Map;

/// What goes on by itself: a statement that writes.
///
/// @param name how the job is called; there is one of a name
/// @param tables statements that make the tables that it reads and the one that it writes
/// @param statement one `INSERT INTO`, in Flink's SQL
/// @param settings Flink's settings for it
/// @param checkpoints the directory of its checkpoints, as a URI: it goes on from the newest there
record Job(
    String name,
    List<String> tables,
    String statement,
    Map<String, String> settings,
    String checkpoints) {
  Job {
    tables = List.copyOf(tables);
    settings = Map.copyOf(settings);
  }
}
