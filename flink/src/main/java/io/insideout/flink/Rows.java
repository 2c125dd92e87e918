package io.insideout.flink;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;

/// The rows of a question as they change, for as long as somebody listens. Whoever goes is noticed
/// within a second, and the job ends with them.
final class Rows {
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private final Engine engine;
  private final Question question;

  Rows(Engine engine, Question question) {
    this.engine = engine;
    this.question = question;
  }

  void send(Reply reply) throws Exception {
    TableResult result = question.table(engine.environment(question.settings())).execute();
    CloseableIterator<Row> rows = result.collect();
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try {
      reply.line(Map.of("columns", columns(result)));
      reply.flush();
      var _ =
          clock.scheduleAtFixedRate(
              () -> beat(reply, rows),
              HEARTBEAT.toMillis(),
              HEARTBEAT.toMillis(),
              TimeUnit.MILLISECONDS);
      pass(rows, reply);
    } finally {
      clock.shutdownNow();
      rows.close();
    }
  }

  private void pass(CloseableIterator<Row> rows, Reply reply) throws IOException {
    long left = question.limit() == 0 ? Long.MAX_VALUE : question.limit();
    while (left > 0 && rows.hasNext()) {
      Row row = rows.next();
      reply.line(Map.of("op", row.getKind().shortString(), "row", Values.of(row)));
      reply.flush();
      if (row.getKind() == RowKind.INSERT || row.getKind() == RowKind.UPDATE_AFTER) {
        left--;
      }
    }
    reply.line(Map.of("end", true));
  }

  /// Ends the job of somebody who has gone, from beside the thread that waits for its next row.
  private static void beat(Reply reply, CloseableIterator<Row> rows) {
    try {
      reply.heartbeat();
    } catch (IOException gone) {
      try {
        rows.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      throw new IllegalStateException("nobody listens", gone);
    }
  }

  private static List<Map<String, Object>> columns(TableResult result) {
    return result.getResolvedSchema().getColumns().stream()
        .map(
            column ->
                Map.<String, Object>of(
                    "name", column.getName(), "type", column.getDataType().toString()))
        .toList();
  }
}
