package io.insideout.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Asks beforehand whether a schema could be registered.
record CompatibilityResource(SchemaStore store) {
  void route(Routes routes) {
    routes
        .on("POST", "/compatibility/subjects/{subject}/versions", this::withSubject)
        .on("POST", "/compatibility/subjects/{subject}/versions/{version}", this::withVersion);
  }

  /// Against the versions that the subject's level names.
  private JsonNode withSubject(Call call) {
    var subject = call.subject();
    var schema = SchemaRequest.read(call);
    var state = store.state();
    return answer(
        call,
        Compatibility.messages(
            state.effectiveLevel(subject), schema.schema(), state.versions(subject, false)));
  }

  /// Against one version. Of a subject that does not exist yet, the latest forbids nothing.
  private JsonNode withVersion(Call call) {
    var subject = call.subject();
    var number = call.version();
    var schema = SchemaRequest.read(call);
    var state = store.state();
    if (number instanceof VersionNumber.Latest && state.versions(subject, false).isEmpty()) {
      return answer(call, List.of());
    }
    var version = Lookup.version(state, subject, number, false);
    return answer(
        call,
        Compatibility.against(state.effectiveLevel(subject), schema.schema(), version).toList());
  }

  private static JsonNode answer(Call call, List<String> messages) {
    var answer = Json.object().put("is_compatible", messages.isEmpty());
    if (call.flag("verbose")) {
      answer.set("messages", Json.strings(messages));
    }
    return answer;
  }
}
