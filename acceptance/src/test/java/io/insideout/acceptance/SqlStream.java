package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Somebody who has asked something in SQL, and listens.
final class SqlStream implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpResponse<InputStream> answer;
  private final List<JsonNode> lines = new ArrayList<>();
  private final Thread listener;

  private SqlStream(HttpResponse<InputStream> answer) {
    this.answer = answer;
    this.listener = Thread.ofVirtual().start(this::listen);
  }

  /// @param more besides the statement
  static SqlStream ask(URI door, String sql, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("sql", sql);
    try {
      return new SqlStream(
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .send(
                  HttpRequest.newBuilder(door.resolve("/api/sql"))
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                      .build(),
                  BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private void listen() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isEmpty()) {
          synchronized (lines) {
            lines.add(JSON.readTree(line));
          }
        }
      }
    } catch (IOException closed) {
      // Whoever listens has gone, or whoever answers.
    }
  }

  int status() {
    return answer.statusCode();
  }

  /// All that has come so far.
  List<JsonNode> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /// Waits for the end of the answer.
  SqlStream whole() {
    var _ =
        eventually(
            "the answer ends",
            PATIENCE,
            () -> listener.isAlive() ? Optional.empty() : Optional.of(true));
    return this;
  }

  /// The rows as the changes so far leave them, each as its cells in text.
  Set<List<String>> rows() {
    Set<List<String>> rows = new LinkedHashSet<>();
    for (JsonNode line : lines()) {
      List<String> cells = new ArrayList<>();
      line.path("row").forEach(cell -> cells.add(cell.asText()));
      switch (line.path("op").asText()) {
        case "+I", "+U" -> rows.add(cells);
        case "-U", "-D" -> rows.remove(cells);
        default -> {
          // A line about the answer.
        }
      }
    }
    return rows;
  }

  @Override
  public void close() {
    try {
      answer.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
