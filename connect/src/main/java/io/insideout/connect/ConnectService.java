package io.insideout.connect;

import io.insideout.connect.worker.ConnectClient;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Service;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The database and Connect as the application runs them, beside the services.
public final class ConnectService implements Service {
  private final ConnectSettings settings;

  public ConnectService(ConnectSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "connect";
  }

  @Override
  public Assembled assemble(Environment environment) {
    ConnectPart part =
        new ConnectPart(
            settings,
            environment.dataDirectory().resolve("database"),
            environment.log(),
            environment.registry("Connect"));
    return new Assembled(
        List.of(part), List.of(Route.get("/api/connectors", request -> connectors(request, part))));
  }

  /// Where everything is, and how the connectors are. It answers also while something is away.
  private static Answer connectors(Request request, ConnectPart part) {
    request.allowQuery();
    Map<String, Object> body = new LinkedHashMap<>();
    part.database().ifPresent(database -> body.put("database", database.jdbcUrl()));
    part.url().ifPresent(url -> body.put("connect", url.toString()));
    part.trouble().ifPresent(trouble -> body.put("trouble", trouble));
    body.put("connectors", part.url().map(ConnectService::states).orElse(List.of()));
    return Answer.json(body);
  }

  private static List<Map<String, Object>> states(URI url) {
    try {
      return new ConnectClient(url)
          .connectors().values().stream().map(ConnectService::state).toList();
    } catch (IOException away) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
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
