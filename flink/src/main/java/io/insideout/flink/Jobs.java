package io.insideout.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.table.api.TableEnvironment;
import org.jspecify.annotations.Nullable;

/// The jobs that go on by themselves, on the cluster that the engine has: started, looked after and
/// stopped by name. One that the cluster runs already is not started again.
final class Jobs implements AutoCloseable {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);
  private static final String PREFIX = "insideout ";
  private static final int LONGEST_REASON = 1_000;

  private final Engine engine;
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable RestClusterClient<String> cluster;

  Jobs(Engine engine) {
    this.engine = engine;
  }

  /// Starts a job, from its newest checkpoint if there is one.
  synchronized void start(Job job) throws Exception {
    JobStatusMessage known = newest().get(job.name());
    if (known != null && !known.getJobState().isGloballyTerminalState()) {
      return;
    }
    Map<String, String> settings = new HashMap<>(job.settings());
    settings.put("pipeline.name", PREFIX + job.name());
    settings.put("execution.checkpointing.dir", job.checkpoints());
    Optional<String> checkpoint = new Checkpoints(URI.create(job.checkpoints())).newest();
    if (checkpoint.isPresent()) {
      settings.put("execution.state-recovery.path", checkpoint.get());
      settings.put("execution.state-recovery.claim-mode", "CLAIM");
    }
    TableEnvironment environment = engine.environment(settings);
    job.tables().forEach(environment::executeSql);
    var _ = environment.executeSql(job.statement());
  }

  /// Ends a job, and with it what is not committed of what it has written.
  synchronized void stop(Job job) throws Exception {
    JobStatusMessage known = newest().get(job.name());
    if (known != null && !known.getJobState().isGloballyTerminalState()) {
      await(cluster().cancel(known.getJobId()));
      await(cluster().requestJobResult(known.getJobId()));
    }
    new Checkpoints(URI.create(job.checkpoints())).delete();
    Figures.forget(PREFIX + job.name());
  }

  /// How each of them is: `RUNNING` and so on in Flink's words, why it fails where it does, how
  /// many records came too late for it in this process, and how far it has read.
  List<Map<String, Object>> states() throws Exception {
    List<Map<String, Object>> states = new ArrayList<>();
    for (Map.Entry<String, JobStatusMessage> one : newest().entrySet()) {
      Map<String, Object> state = new LinkedHashMap<>();
      state.put("name", one.getKey());
      state.put("state", one.getValue().getJobState().name());
      boolean runs = one.getValue().getJobState() == JobStatus.RUNNING;
      state.put("reason", runs ? "" : reason(one.getValue().getJobId()));
      state.put("late", Figures.late(PREFIX + one.getKey()));
      state.put("offsets", Figures.offsets(PREFIX + one.getKey()));
      states.add(state);
    }
    return states;
  }

  /// By name; of those that had the same the one that was started last.
  private Map<String, JobStatusMessage> newest() throws Exception {
    Map<String, JobStatusMessage> newest = new TreeMap<>();
    await(cluster().listJobs()).stream()
        .filter(job -> job.getJobName().startsWith(PREFIX))
        .sorted(Comparator.comparingLong(JobStatusMessage::getStartTime))
        .forEach(job -> newest.put(job.getJobName().substring(PREFIX.length()), job));
    return newest;
  }

  private synchronized RestClusterClient<String> cluster() throws Exception {
    RestClusterClient<String> known = cluster;
    if (known == null) {
      known = new RestClusterClient<>(engine.settings(), "insideout");
      cluster = known;
    }
    return known;
  }

  private static <T> T await(java.util.concurrent.CompletableFuture<T> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    return answer.get(ANSWERS_WITHIN.toSeconds(), TimeUnit.SECONDS);
  }

  private String reason(JobID job) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(engine.rest().resolve("/jobs/" + job + "/exceptions"))
                .timeout(ANSWERS_WITHIN)
                .build(),
            BodyHandlers.ofByteArray());
    JsonNode newest =
        Door.JSON
            .readTree(answer.body())
            .path("exceptionHistory")
            .path("entries")
            .path(0)
            .path("stacktrace");
    return root(newest.asText());
  }

  /// Of a stack trace the reason at its bottom.
  private static String root(String stackTrace) {
    String reason =
        stackTrace
            .lines()
            .filter(line -> !line.startsWith("\t") && !line.isBlank())
            .reduce((_, later) -> later)
            .orElse("")
            .replaceFirst("^Caused by: ", "")
            .replaceFirst("^[\\w.$]+(Exception|Error): ", "");
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
  }

  @Override
  public synchronized void close() {
    if (cluster != null) {
      cluster.close();
    }
  }
}
