package io.insideout.sql.persistent;

import io.insideout.sql.table.SinkTable;
import io.insideout.sql.table.TopicTable;
import java.time.Duration;
import java.util.Map;

/// What a job runs in.
///
/// @param jobName how it is called
/// @param place where log and registry are
/// @param transactions how it writes
/// @param checkpoints the directory of its checkpoints, as a URI
/// @param commitEvery how often what it writes is committed: with each checkpoint
record Surroundings(
    String jobName,
    TopicTable.Place place,
    SinkTable.Transactions transactions,
    String checkpoints,
    Duration commitEvery) {
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

  Map<String, String> settings() {
    return Map.of(
        "execution.checkpointing.interval", commitEvery.toMillis() + " ms",
        // It goes on from there when it is started again.
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION",
        "execution.checkpointing.storage", "filesystem",
        "restart-strategy.type", "exponential-delay",
        "restart-strategy.exponential-delay.max-backoff", LONGEST_BACKOFF.toSeconds() + " s",
        // One task writes all that a query gives, in the order in which it gives it.
        "table.exec.sink.upsert-materialize", "NONE");
  }
}
