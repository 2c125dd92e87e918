package io.insideout.connect.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.runtime.http.WholeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Connect by its REST API, be it in this process or anywhere.
public final class ConnectClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long MOST_BYTES = 64 << 20;

  private final String base;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();
  private final ObjectMapper json = new ObjectMapper();

  /// @param url of the REST API
  public ConnectClient(URI url) {
    this.base = url.toString().replaceAll("/+$", "");
  }

  /// How a connector is: its state, its tasks', and what it was told.
  ///
  /// @param state in Connect's words, such as RUNNING, PAUSED, STOPPED, FAILED
  /// @param tasks the state of each
  /// @param failure the first line of why something of it failed, or empty
  public record Status(
      String name,
      String type,
      String state,
      List<String> tasks,
      String failure,
      Map<String, String> config) {

    /// Whether it does what it is for.
    public boolean works() {
      return state.equals("RUNNING")
          && !tasks.isEmpty()
          && tasks.stream().allMatch("RUNNING"::equals);
    }

    /// Whether somebody wants it to do nothing.
    public boolean rests() {
      return state.equals("PAUSED") || state.equals("STOPPED");
    }

    /// Whether something of it has to be started again.
    public boolean failed() {
      return state.equals("FAILED") || tasks.contains("FAILED");
    }
  }

  /// Connect does not do what it was asked.
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /// All connectors, by name.
  public Map<String, Status> connectors() throws IOException, InterruptedException {
    Map<String, Status> all = new TreeMap<>();
    for (var one : get("/connectors?expand=status&expand=info").properties()) {
      all.put(one.getKey(), status(one.getKey(), one.getValue()));
    }
    return all;
  }

  private static Status status(String name, JsonNode node) {
    JsonNode status = node.path("status");
    List<String> tasks = new ArrayList<>();
    String failure = status.path("connector").path("trace").asText("");
    for (JsonNode task : status.path("tasks")) {
      tasks.add(task.path("state").asText());
      failure = failure.isEmpty() ? cause(task.path("trace").asText("")) : failure;
    }
    Map<String, String> config = new TreeMap<>();
    node.path("info")
        .path("config")
        .properties()
        .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
    return new Status(
        name,
        status.path("type").asText(),
        status.path("connector").path("state").asText("UNASSIGNED"),
        tasks,
        cause(failure),
        config);
  }

  /// The last cause of a trace is what somebody can mend.
  private static String cause(String trace) {
    return trace
        .lines()
        .filter(line -> line.startsWith("Caused by: "))
        .reduce((first, second) -> second)
        .map(line -> line.substring("Caused by: ".length()))
        .orElse(trace.lines().findFirst().orElse(""))
        .replaceAll("^[\\w.$]+(Exception|Error): ", "");
  }

  /// Makes a connector, or gives it another configuration.
  public void put(Connector connector) throws IOException, InterruptedException {
    send(request(path(connector.name()) + "/config").PUT(body(connector.sorted())).build());
  }

  /// Starts a connector and its tasks again.
  ///
  /// @param onlyFailed whether only what has failed
  public void restart(String name, boolean onlyFailed) throws IOException, InterruptedException {
    post(name, "/restart?includeTasks=true&onlyFailed=" + onlyFailed);
  }

  /// Stops a connector: its tasks end, its configuration and its positions stay.
  public void stop(String name) throws IOException, InterruptedException {
    send(request(path(name) + "/stop").PUT(BodyPublishers.noBody()).build());
  }

  /// Lets a connector go on.
  public void resume(String name) throws IOException, InterruptedException {
    send(request(path(name) + "/resume").PUT(BodyPublishers.noBody()).build());
  }

  /// Forgets how far a stopped connector is: it begins anew.
  public void forgetPositions(String name) throws IOException, InterruptedException {
    send(request(path(name) + "/offsets").DELETE().build());
  }

  /// Connectors of other people may be named as they like.
  private static String path(String name) {
    return "/connectors/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private void post(String name, String path) throws IOException, InterruptedException {
    send(request(path(name) + path).POST(BodyPublishers.noBody()).build());
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return json.readTree(send(request(path).GET().build()).body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json");
  }

  private BodyPublisher body(Map<String, String> fields) {
    return BodyPublishers.ofString(json.valueToTree(fields).toString());
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = WholeAnswer.to(request, http, MOST_BYTES, TIMEOUT);
    if (answer.statusCode() / 100 != 2) {
      throw new Refused(
          Optional.ofNullable(json.readTree(answer.body()).get("message"))
              .map(JsonNode::asText)
              .orElse("Connect answered " + answer.statusCode()));
    }
    return answer;
  }
}
