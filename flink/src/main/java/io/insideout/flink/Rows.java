package io.insideout.flink;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;

/// The rows of a question as they change, for as long as somebody listens. Whoever goes is noticed
/// within a second, and the job ends with them. What is there together goes together.
final class Rows {
  private static final long HEARTBEAT_S = 1;
  private static final int ROWS_AHEAD = 1_024;

  private final Engine engine;
  private final Question question;
  private final BlockingQueue<Next> ahead = new ArrayBlockingQueue<>(ROWS_AHEAD);
  private long late;

  /// What comes next: a row, the end, or why there is none.
  private sealed interface Next {
    record One(Row row) implements Next {}

    record End() implements Next {}

    record Failed(Throwable reason) implements Next {}
  }

  Rows(Engine engine, Question question) {
    this.engine = engine;
    this.question = question;
  }

  void send(Reply reply) throws Exception {
    TableResult result = question.table(engine.environment(question.settings())).execute();
    CloseableIterator<Row> rows = result.collect();
    Thread reader = Thread.ofPlatform().daemon().start(() -> read(rows));
    try {
      reply.line(Map.of("columns", columns(result)));
      reply.flush();
      pass(reply);
    } finally {
      rows.close();
      reader.interrupt();
      Figures.forget(question.name());
    }
  }

  private void read(CloseableIterator<Row> rows) {
    try {
      try {
        while (rows.hasNext()) {
          ahead.put(new Next.One(rows.next()));
        }
        ahead.put(new Next.End());
      } catch (RuntimeException e) {
        ahead.put(new Next.Failed(e));
      }
    } catch (InterruptedException nobodyListens) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(Reply reply) throws Exception {
    long left = question.limit() == 0 ? Long.MAX_VALUE : question.limit();
    boolean over = false;
    while (left > 0 && !over) {
      Next next = ahead.poll();
      if (next == null) {
        reply.flush();
        next = ahead.poll(HEARTBEAT_S, TimeUnit.SECONDS);
      }
      switch (next) {
        case null -> {
          tellLate(reply);
          reply.heartbeat();
        }
        case Next.One(Row row) -> {
          reply.line(Map.of("op", row.getKind().shortString(), "row", Values.of(row)));
          if (row.getKind() == RowKind.INSERT || row.getKind() == RowKind.UPDATE_AFTER) {
            left--;
          }
        }
        case Next.End() -> over = true;
        case Next.Failed(Throwable reason) -> throw new IllegalStateException(reason);
      }
    }
    tellLate(reply);
    reply.line(Map.of("end", true));
  }

  /// Says how many records came too late by now, when there are more of them.
  private void tellLate(Reply reply) throws IOException {
    long now = Figures.late(question.name());
    if (now > late) {
      late = now;
      reply.line(Map.of("late", now));
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
