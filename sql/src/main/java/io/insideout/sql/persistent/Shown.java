package io.insideout.sql.persistent;

import io.insideout.catalog.SqlQuery;
import io.insideout.runtime.log.LogClient;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/// A query that is to run, and how it is.
///
/// @param state `running`, `starting`, `failing` or `failed`
/// @param readPerSecond offsets of what it reads that it has passed in the last second
/// @param lag how many committed records it has not read; below zero where that is not known
/// @param late how many records came too late for its windows, since it was started here
/// @param reason why it last failed, where it does
public record Shown(
    String queryId,
    String state,
    String topic,
    long readPerSecond,
    long lag,
    long late,
    String reason,
    String text) {

  static Shown of(SqlQuery query, Keeper.@Nullable Kept kept, Admin admin, LogClient log)
      throws IOException, InterruptedException {
    return new Shown(
        query.getQueryId(),
        kept == null ? "starting" : kept.state(),
        query.getTopic(),
        kept == null ? 0 : kept.pace().perSecond(),
        lag(kept, admin, log),
        kept == null ? 0 : kept.late(),
        kept == null ? "" : kept.reason(),
        query.getText().replaceAll("\\s+", " "));
  }

  private static long lag(Keeper.@Nullable Kept kept, Admin admin, LogClient log)
      throws IOException, InterruptedException {
    if (kept == null || kept.planned() == null) {
      return -1;
    }
    try {
      return kept.progress().lag(kept.planned().reads(), admin, log);
    } catch (ExecutionException e) {
      throw new IOException("the log does not tell how far a query is: " + e.getCause(), e);
    }
  }
}
