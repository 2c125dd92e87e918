package io.insideout.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// A statement that has been asked. Whoever closes it, from any thread and at any time, ends it:
/// with the connection the query ends, and gives its place free.
final class SqlCall implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES_OF_A_PROBLEM = 1 << 20;

  private final CompletableFuture<HttpResponse<InputStream>> response;
  private volatile boolean closed;

  SqlCall(CompletableFuture<HttpResponse<InputStream>> response) {
    this.response = response;
  }

  /// Shows the answer as it comes, until it is complete or this is closed.
  ///
  /// @throws IOException if the system does not answer, or not any more
  void show(SqlAnswer answer) throws IOException, InterruptedException {
    try {
      HttpResponse<InputStream> head = response.get();
      try (InputStream body = head.body()) {
        if (head.statusCode() == 200) {
          lines(body, answer);
        } else {
          answer.refused(detail(JSON.readTree(body.readNBytes(MOST_BYTES_OF_A_PROBLEM))));
        }
      }
    } catch (CancellationException | ExecutionException | IOException e) {
      answer.showSoFar();
      if (!closed) {
        throw new IOException(
            reason(e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e), e);
      }
    }
  }

  private void lines(InputStream body, SqlAnswer answer) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null) {
      if (!line.isEmpty()) {
        answer.take(JSON.readTree(line));
      }
      if (!lines.ready()) {
        answer.showSoFar();
      }
      line = lines.readLine();
    }
    answer.showSoFar();
    if (!answer.isOver() && !closed) {
      throw new IOException("it broke off in the middle of an answer");
    }
  }

  /// What is wrong with the statement, without the name of the field that it came in.
  private static String detail(JsonNode problem) {
    String detail = problem.path("detail").asText(problem.path("title").asText());
    if (detail.startsWith("sql line ")) {
      return detail.substring("sql ".length());
    }
    return detail.startsWith("sql ")
        ? "The statement " + detail.substring("sql ".length())
        : detail;
  }

  private static String reason(Throwable failure) {
    String said = failure.getMessage();
    return said == null ? failure.getClass().getSimpleName() : said;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    response.cancel(true);
    if (response.state() == Future.State.SUCCESS) {
      try {
        response.resultNow().body().close();
      } catch (IOException e) {
        // It is not listened to any more in any case.
      }
    }
  }
}
