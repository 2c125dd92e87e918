package io.insideout.app;

import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import java.util.List;
import java.util.Map;

/// The laws over HTTP: how the last proof went, and another one, in the background.
final class LawsResource {
  private final Proofs proofs;

  LawsResource(Proofs proofs) {
    this.proofs = proofs;
  }

  List<Route> routes() {
    return List.of(Route.get("/api/laws", this::state), Route.post("/api/laws/proof", this::prove));
  }

  private Answer state(Request request) {
    request.allowQuery();
    return Answer.json(proofs.state());
  }

  private Answer prove(Request request) {
    request.allowQuery();
    proofs.begin();
    return Answer.json(202, Map.of("Location", "/api/laws"), proofs.state());
  }
}
