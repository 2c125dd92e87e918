package io.insideout.sql.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Flink, in a process of its own.
public final class FlinkEngine implements SqlEngine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private final Path log;
  private final Map<String, String> flink;
  private final String authorities;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private @Nullable FlinkProcess process;
  private boolean closed;

  /// @param home where Flink's jars are
  /// @param log the file that its process writes to
  /// @param cluster a Flink cluster's REST address; empty for one of our own
  /// @param queries how many may run at the same time
  /// @param authorities a file in PEM with those that its process is to believe; empty for none
  public FlinkEngine(Path home, Path log, String cluster, int queries, String authorities) {
    this.authorities = authorities;
    this.home = home;
    this.log = log;
    this.flink = FlinkSettings.of(cluster, queries);
  }

  @Override
  public void start() {
    var _ = running();
  }

  private synchronized FlinkProcess running() {
    if (closed) {
      throw new EngineFailure("SQL is closed", new IllegalStateException("closed"));
    }
    FlinkProcess known = process;
    if (known == null || !known.isAlive()) {
      known = FlinkProcess.start(home, log, flink, authorities);
      process = known;
    }
    return known;
  }

  @Override
  public Lines ask(Question question) throws InterruptedException {
    HttpResponse<InputStream> answer = send("/query", question);
    if (answer.statusCode() != 200) {
      throw failure(answer);
    }
    return new EngineLines(answer.body());
  }

  @Override
  public String explain(Question question) throws InterruptedException {
    return whole("/explain", question).path("plan").asText();
  }

  @Override
  public List<ResultColumn> columns(Question question) throws InterruptedException {
    return all(whole("/columns", question).path("columns"), ResultColumn.class);
  }

  @Override
  public String check(Job job) throws InterruptedException {
    return whole("/check", job).path("plan").asText();
  }

  @Override
  public void start(Job job) throws InterruptedException {
    var _ = whole("/start", job);
  }

  @Override
  public void stop(Job job) throws InterruptedException {
    var _ = whole("/stop", job);
  }

  @Override
  public List<JobState> jobs() throws InterruptedException {
    return all(whole("/jobs", NullNode.getInstance()).path("jobs"), JobState.class);
  }

  private static <T> List<T> all(JsonNode array, Class<T> type) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(one -> JSON.convertValue(one, type))
        .toList();
  }

  private JsonNode whole(String path, Object asked) throws InterruptedException {
    HttpResponse<InputStream> answer = send(path, asked);
    if (answer.statusCode() != 200) {
      throw failure(answer);
    }
    return read(answer);
  }

  private HttpResponse<InputStream> send(String path, Object asked) throws InterruptedException {
    FlinkProcess running = running();
    try {
      return http.send(
          HttpRequest.newBuilder(running.address().resolve(path))
              .header("Authorization", "Bearer " + running.token())
              .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(asked)))
              .build(),
          BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new EngineFailure("Flink's process has ended; ask again.", e);
    }
  }

  private static RuntimeException failure(HttpResponse<InputStream> answer) {
    String reason = read(answer).path("error").asText();
    return answer.statusCode() == 400
        ? new NotUnderstood(reason)
        : new EngineFailure(reason, new IOException("status " + answer.statusCode()));
  }

  private static JsonNode read(HttpResponse<InputStream> answer) {
    try (InputStream body = answer.body()) {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new EngineFailure("Flink's process has ended; ask again.", e);
    }
  }

  @Override
  public void close() {
    FlinkProcess known;
    synchronized (this) {
      closed = true;
      known = process;
      process = null;
    }
    if (known != null) {
      known.close();
    }
  }
}
