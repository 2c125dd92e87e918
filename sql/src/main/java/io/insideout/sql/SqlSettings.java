package io.insideout.sql;

import java.net.URI;
import java.nio.file.Path;

/// How streaming SQL is run.
///
/// @param sql when the engine starts: `when-asked`, by the first query, or `at-start`, with the
///   system
/// @param sqlCluster a Flink cluster's REST address, such as `http://flink.example.com:8081`, or
///   empty for one of our own
/// @param sqlQueries how many queries may be listened to at the same time, and how many may go on
///   by themselves, 1 to 100
/// @param sqlCommitMs how often what a query writes is committed, milliseconds, 50 to 600,000:
///   readers of its topic see it as late as that
/// @param sqlCheckpoints where queries that write have their checkpoints, as a URI that the cluster
///   shares; empty for the data directory
/// @param home where Flink's jars are
/// @param authorities a file in PEM with authorities that Flink's process believes besides those
///   that Java knows, where it calls the registry by `https`; empty for none
public record SqlSettings(
    String sql,
    String sqlCluster,
    int sqlQueries,
    int sqlCommitMs,
    String sqlCheckpoints,
    Path home,
    String authorities) {
  /// With the system.
  public static final String AT_START = "at-start";

  /// With the first query.
  public static final String WHEN_ASKED = "when-asked";

  URI checkpoints(Path dataDirectory) {
    if (sqlCheckpoints.isEmpty()) {
      String directory =
          dataDirectory.toAbsolutePath().resolve("sql").resolve("checkpoints").toUri().toString();
      return URI.create(directory.replaceAll("/+$", ""));
    }
    return URI.create(sqlCheckpoints.replaceAll("/+$", ""));
  }

  boolean isAtStart() {
    return sql.equals(AT_START);
  }
}
