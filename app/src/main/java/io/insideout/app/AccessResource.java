package io.insideout.app;

import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.Guard;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells a caller whether it has to say who it is, and who it is taken for.
final class AccessResource {
  private static final String ROLE = "role";

  private final AccessSettings settings;
  private final Guard guard;

  AccessResource(AccessSettings settings, Guard guard) {
    this.settings = settings;
    this.guard = guard;
  }

  List<Route> routes() {
    return List.of(Route.get("/access", this::get).forAnybody());
  }

  private Answer get(Request request) throws InterruptedException {
    request.allowQuery();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("auth", settings.auth());
    Optional<String> authorization = request.header("Authorization");
    if (settings.isAsked() && authorization.isPresent()) {
      body.put("caller", shown(guard.caller(authorization)));
    }
    return Answer.json(body);
  }

  private static Map<String, Object> shown(Caller caller) {
    return switch (caller) {
      case Caller.Operator _ -> Map.of(ROLE, "operator");
      case Caller.Customer(var id, _) -> Map.of(ROLE, "customer", "customerId", id);
      case Caller.Stranger _ -> Map.of(ROLE, "none");
    };
  }
}
