package io.insideout.app.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.runtime.Part;
import io.insideout.runtime.Reachable;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.http.Access;
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
  private final Doors doors;
  private final Forwarder forwarder;
  private final HttpDoor door;

  /// @param openApi the description of all routes, in JSON
  /// @param open makes the door; who asks there is asked again by the services behind
  /// @param operations makes the routes that the gateway answers by itself
  public Gateway(
      Doors doors,
      byte[] openApi,
      Function<List<Route>, HttpDoor> open,
      Function<Part, List<Route>> operations) {
    this(doors, openApi, open, operations, Silence.USUAL);
  }

  Gateway(
      Doors doors,
      byte[] openApi,
      Function<List<Route>, HttpDoor> open,
      Function<Part, List<Route>> operations,
      Silence silence) {
    this.doors = doors;
    this.forwarder = new Forwarder(doors, silence);
    List<Route> routes =
        new ArrayList<>(
            described(
                openApi,
                forwarder,
                new RollCall(doors, forwarder),
                new StoreCall(doors, forwarder)));
    routes.addAll(operations.apply(this));
    this.door = open.apply(routes);
  }

  private static List<Route> described(
      byte[] openApi, Forwarder forwarder, RollCall rollCall, StoreCall storeCall) {
    List<Route> routes = new ArrayList<>();
    JsonNode paths = Json.read(openApi, JsonNode.class).path("paths");
    for (var path : paths.properties()) {
      if (path.getKey().startsWith("/api/")) {
        for (var operation : path.getValue().properties()) {
          String method = operation.getKey().toUpperCase(Locale.ROOT);
          Route.Handler handler =
              switch (path.getKey()) {
                case RollCall.ALL -> rollCall::all;
                case RollCall.ONE -> rollCall::one;
                case StoreCall.STORES -> storeCall::stores;
                case StoreCall.ROWS -> storeCall::rows;
                case StoreCall.FOLD -> storeCall::fold;
                case String known -> request -> forwarder.forward(method, known, request);
              };
          routes.add(new Route(method, path.getKey(), access(operation.getValue()), handler));
        }
      }
    }
    return routes;
  }

  /// Whom an operation is for, as its description says by `security`: a role for each who may, an
  /// empty list where anybody may. One that says nothing is for operators.
  public static Access access(JsonNode operation) {
    JsonNode security = operation.path("security");
    if (security.isArray() && security.isEmpty()) {
      return Access.OPEN;
    }
    return security
            .valueStream()
            .flatMap(one -> one.path("token").valueStream())
            .anyMatch(role -> role.asText().equals("customer"))
        ? Access.CUSTOMERS
        : Access.OPERATORS;
  }

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public void start() throws InterruptedException {
    doors.start();
    door.start();
  }

  /// Where and how to reach it, once started.
  @Override
  public RunFile runFile() {
    return new RunFile(ProcessHandle.current().pid(), door.url().toString(), "", "", List.of());
  }

  /// While it knows doors it serves, though nobody can say at this moment who has come or gone.
  @Override
  public Optional<String> trouble() {
    return door.trouble().or(() -> doors.trouble().filter(_ -> doors.all().isEmpty()));
  }

  @Override
  public void drain() {
    door.drain();
  }

  @Override
  public void close() {
    door.close();
    forwarder.close();
    doors.close();
  }
}
