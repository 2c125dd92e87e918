package io.insideout.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.EventStream;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.sql.dialect.Dialect;
import io.insideout.sql.dialect.SqlError;
import io.insideout.sql.dialect.Statement;
import io.insideout.sql.engine.Lines;
import io.insideout.sql.engine.SqlEngine.EngineFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Statements over HTTP: a line of JSON for each change of a row, or a server-sent event where that
/// is asked for, until the answer is complete or the client goes.
final class SqlResource {
  private static final Logger LOG = LoggerFactory.getLogger(SqlResource.class);
  private static final String LINES = "application/x-ndjson";
  private static final String ENGINE_GONE =
      "{\"error\":\"the SQL engine has ended; the next query starts it again\"}";

  private final Desk desk;

  SqlResource(Desk desk) {
    this.desk = desk;
  }

  Answer post(Request request) throws InterruptedException {
    request.allowQuery();
    SqlRequest asked = request.body(SqlRequest.class);
    boolean asEvents = EventStream.isWanted(request);
    try {
      List<Statement> statements = Dialect.statements(asked.sql());
      if (statements.size() != 1) {
        throw Problem.invalid("sql", "is one statement; here are " + statements.size());
      }
      Lines lines = desk.answer(statements.getFirst(), asked.reading());
      return Answer.stream(asEvents ? EventStream.TYPE : LINES, out -> write(lines, out, asEvents));
    } catch (SqlError e) {
      throw Problem.invalid("sql", String.valueOf(e.getMessage()));
    } catch (EngineFailure | IOException e) {
      LOG.warn("SQL cannot be answered", e);
      throw Problem.unavailable(String.valueOf(e.getMessage()));
    }
  }

  private static void write(Lines lines, OutputStream out, boolean asEvents) throws IOException {
    try (lines) {
      boolean over = false;
      while (!over) {
        String line = next(lines);
        over = line.startsWith("{\"end\"") || line.startsWith("{\"error\"");
        out.write(framed(line, asEvents).getBytes(UTF_8));
        // What is there already goes together.
        if (over || !lines.hasMore()) {
          out.flush();
        }
      }
    }
  }

  /// The engine may die in the middle of an answer: whoever listens is told.
  private static String next(Lines lines) {
    try {
      String line = lines.next();
      return line == null ? ENGINE_GONE : line;
    } catch (IOException gone) {
      return ENGINE_GONE;
    }
  }

  private static String framed(String line, boolean asEvents) {
    if (!asEvents) {
      return line + "\n";
    }
    // A comment, which keeps the connection alive.
    return line.isEmpty() ? ":\n\n" : "data: " + line + "\n\n";
  }
}
