package io.insideout.connect;

import io.insideout.connect.worker.ConnectClient;
import io.insideout.connect.worker.Restart;
import io.insideout.connect.worker.Restart.Outcome;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The connectors over HTTP: where everything is and how they are, and starting one again.
final class ConnectorsResource {
  /// Sooner than a gateway stops to wait.
  private static final Duration WORKS_WITHIN = Duration.ofSeconds(25);

  private final ConnectPart part;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  ConnectorsResource(ConnectPart part) {
    this.part = part;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/connectors", this::connectors),
        Route.post("/api/connectors/{name}/restart", this::restart));
  }

  /// It answers also while something is away.
  private Answer connectors(Request request) {
    request.allowQuery();
    Map<String, Object> body = new LinkedHashMap<>();
    part.database().ifPresent(database -> body.put("database", database.jdbcUrl()));
    part.url().ifPresent(url -> body.put("connect", url.toString()));
    part.trouble().ifPresent(trouble -> body.put("trouble", trouble));
    body.put("connectors", part.url().map(ConnectorsResource::states).orElse(List.of()));
    return Answer.json(body);
  }

  private static List<Map<String, Object>> states(URI url) {
    try {
      return new ConnectClient(url)
          .connectors().values().stream().map(ConnectorsResource::state).toList();
    } catch (IOException away) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private Answer restart(Request request) throws InterruptedException {
    request.allowQuery();
    String name = request.path("name");
    URI connect = part.url().orElseThrow(this::away);
    if (!underWay.add(name)) {
      throw Problem.conflict("%s is being started again at this moment".formatted(name));
    }
    try {
      return told(name, new Restart(new ConnectClient(connect), WORKS_WITHIN).of(name));
    } catch (ConnectClient.Refused e) {
      throw Problem.unavailable("Kafka Connect does not do it: " + e.getMessage());
    } catch (IOException e) {
      throw Problem.unavailable("Kafka Connect does not answer at this moment; try again");
    } finally {
      underWay.remove(name);
    }
  }

  private Problem away() {
    return Problem.unavailable(
        "Kafka Connect does not run at this moment: " + part.trouble().orElse("it is starting"));
  }

  private static Answer told(String name, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Works(var status) -> told(true, status);
      case Outcome.Ails(var status) -> told(false, status);
      case Outcome.Rests(var status) ->
          throw Problem.conflict(
              "%s is %s: somebody wants it to rest, and has to let it go on first"
                  .formatted(name, status.state()));
      case Outcome.Unknown(var known) ->
          throw Problem.notFound(
              "there is no connector '%s'; there are: %s"
                  .formatted(name, String.join(", ", known)));
    };
  }

  private static Answer told(boolean works, ConnectClient.Status status) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("works", works);
    body.put("connector", state(status));
    return Answer.json(body);
  }

  private static Map<String, Object> state(ConnectClient.Status status) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("name", status.name());
    state.put("type", status.type());
    state.put("state", status.state());
    state.put("tasks", status.tasks());
    if (!status.failure().isEmpty()) {
      state.put("failure", status.failure());
    }
    return state;
  }
}
