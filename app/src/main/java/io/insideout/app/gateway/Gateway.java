package io.insideout.app.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.runtime.Part;
import io.insideout.runtime.Reachable;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.http.HttpDoor;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// One HTTP door for a system that runs in several processes: it answers what is described in
/// `openapi.json`, by asking the process that has the service. Whether that one is up or away, its
/// callers know one address and get an answer in time.
public final class Gateway implements Reachable {
  private final Forwarder forwarder;
  private final HttpDoor door;

  /// @param host the address to listen at
  /// @param port 0 for any free one
  /// @param openApi the description of all routes, in JSON
  /// @param operations makes the routes that the gateway answers by itself
  public Gateway(
      String host, int port, Doors doors, byte[] openApi, Function<Part, List<Route>> operations) {
    this.forwarder = new Forwarder(doors);
    List<Route> routes = new ArrayList<>(described(openApi, forwarder));
    routes.addAll(operations.apply(this));
    this.door = new HttpDoor(host, port, routes);
  }

  private static List<Route> described(byte[] openApi, Forwarder forwarder) {
    List<Route> routes = new ArrayList<>();
    JsonNode paths = Json.read(openApi, JsonNode.class).path("paths");
    for (var path : paths.properties()) {
      if (path.getKey().startsWith("/api/")) {
        path.getValue()
            .fieldNames()
            .forEachRemaining(
                method ->
                    routes.add(route(method.toUpperCase(Locale.ROOT), path.getKey(), forwarder)));
      }
    }
    return routes;
  }

  private static Route route(String method, String path, Forwarder forwarder) {
    return new Route(method, path, request -> forwarder.forward(method, path, request));
  }

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public void start() {
    door.start();
  }

  /// Where and how to reach it, once started.
  @Override
  public RunFile runFile() {
    return new RunFile(ProcessHandle.current().pid(), door.url().toString(), "", "", List.of());
  }

  @Override
  public Optional<String> trouble() {
    return door.trouble();
  }

  @Override
  public void close() {
    door.close();
    forwarder.close();
  }
}
