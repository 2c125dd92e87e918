package io.insideout.app;

import io.insideout.app.stores.StoresResource;
import io.insideout.runtime.Part;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.view.ViewClosed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The services that run in this process, over HTTP: what each reads and writes, how it is, and one
/// with all that it is made of. What is told is asked of what runs, each time.
final class ServicesResource {
  private final String instance;
  private final List<Running> services;

  /// @param instance names this process among others of the same services
  ServicesResource(String instance, List<Running> services) {
    this.instance = instance;
    this.services = List.copyOf(services);
  }

  /// A service that runs.
  ///
  /// @param part of the service's name, made of all its parts
  /// @param routes that it answers
  record Running(Part part, List<Route> routes) {}

  List<Route> routes() {
    return List.of(
        Route.get("/api/services", this::all), Route.get("/api/services/{service}", this::one));
  }

  private Answer all(Request request) {
    request.allowQuery();
    return Answer.json(
        Map.of(
            "services",
            services.stream().map(one -> told(one.part(), ServicesResource::summary)).toList()));
  }

  private Answer one(Request request) {
    request.allowQuery();
    String name = request.path("service");
    Running running =
        services.stream()
            .filter(one -> one.part().name().equals(name))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("no service '%s' runs here".formatted(name)));
    Map<String, @Nullable Object> shown = told(running.part(), ServicesResource::whole);
    shown.put(
        "routes",
        running.routes().stream().map(route -> route.method() + " " + route.path()).toList());
    return Answer.json(shown);
  }

  private Map<String, @Nullable Object> told(
      Part service, Function<Part, Map<String, @Nullable Object>> shown) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("service", service.name());
    told.put("instance", instance);
    told.put("health", health(service));
    told.put("parts", service.leaves().map(shown).toList());
    return told;
  }

  /// As `/health/ready` tells it.
  private static String health(Part part) {
    return part.trouble().orElse("UP");
  }

  private static Map<String, @Nullable Object> summary(Part part) {
    Map<String, @Nullable Object> shown = head(part);
    flow(part).ifPresent(flow -> summary(flow, shown));
    shown.put("stores", StoresResource.names(part));
    return shown;
  }

  private static Map<String, @Nullable Object> whole(Part part) {
    Map<String, @Nullable Object> shown = head(part);
    flow(part)
        .ifPresent(
            flow -> {
              summary(flow, shown);
              detail(flow, shown);
            });
    shown.put("stores", StoresResource.names(part));
    return shown;
  }

  private static Map<String, @Nullable Object> head(Part part) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("part", part.name());
    shown.put("health", health(part));
    return shown;
  }

  private static void summary(Flow flow, Map<String, @Nullable Object> shown) {
    switch (flow) {
      case Flow.OfTopology topology -> {
        shown.put("kind", "topology");
        shown.put("group", topology.group());
      }
      case Flow.OfView view -> {
        shown.put("kind", "view");
        shown.put("behind", view.behind());
      }
      case Flow.OfGroup group -> {
        shown.put("kind", "group");
        shown.put("group", group.group());
      }
    }
    shown.put("reads", flow.reads());
    shown.put("writes", flow.writes());
  }

  /// A view may be closed while it is asked.
  private static Optional<Flow> flow(Part part) {
    try {
      return part.flow();
    } catch (ViewClosed e) {
      return Optional.empty();
    }
  }

  private static void detail(Flow flow, Map<String, @Nullable Object> shown) {
    switch (flow) {
      case Flow.OfTopology topology -> {
        shown.put("state", topology.state());
        shown.put("subtopologies", topology.subtopologies());
        shown.put("threads", topology.threads());
        shown.put("restoring", topology.restoring());
      }
      case Flow.OfView view -> shown.put("positions", view.positions());
      case Flow.OfGroup _ -> {}
    }
  }
}
