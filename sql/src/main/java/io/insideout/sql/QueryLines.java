package io.insideout.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.insideout.sql.dialect.Rewritten;
import io.insideout.sql.engine.Lines;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A query's answer: the engine's, whose first line also says whether rows may change later, and
/// what whoever asked should know of the query. It ends once, and gives its place free then.
final class QueryLines implements Lines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lines engine;
  private final Rewritten query;
  private final Runnable ended;
  private boolean begun;
  private boolean closed;

  /// @param ended is told when it is closed
  QueryLines(Lines engine, Rewritten query, Runnable ended) {
    this.engine = engine;
    this.query = query;
    this.ended = ended;
  }

  @Override
  public @Nullable String next() throws IOException {
    String line = engine.next();
    if (begun || line == null || line.isEmpty()) {
      return line;
    }
    begun = true;
    JsonNode first = JSON.readTree(line);
    if (first instanceof ObjectNode columns) {
      columns.put("updates", query.isAggregate());
      columns.set("warnings", JSON.valueToTree(query.warnings()));
    }
    return JSON.writeValueAsString(first);
  }

  @Override
  public boolean hasMore() throws IOException {
    return engine.hasMore();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    engine.close();
    ended.run();
  }
}
