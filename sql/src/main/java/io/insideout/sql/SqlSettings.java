package io.insideout.sql;

import java.nio.file.Path;

/// How streaming SQL is run.
///
/// @param sql when the engine starts: `when-asked`, by the first query, or `at-start`, with the
///   system
/// @param sqlCluster a Flink cluster's REST address, such as `http://flink.example.com:8081`, or
///   empty for one of our own
/// @param sqlQueries how many queries may run at the same time, 1 to 100
/// @param home where Flink's jars are
public record SqlSettings(String sql, String sqlCluster, int sqlQueries, Path home) {
  /// With the system.
  public static final String AT_START = "at-start";

  /// With the first query.
  public static final String WHEN_ASKED = "when-asked";

  boolean isAtStart() {
    return sql.equals(AT_START);
  }
}
