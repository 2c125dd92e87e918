package io.insideout.console.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The registry's subjects over HTTP: their versions, and whether a schema would fit as the next.
/// Nothing is registered here.
public final class SchemasResource {
  private static final int VERSIONS_AT_MOST = 100;
  private static final String COMPATIBILITY = "compatibilityLevel";

  private final RegistryDoor door;

  /// @param registry where it is
  public SchemasResource(URI registry) {
    this.door = new RegistryDoor(registry);
  }

  /// A schema that somebody thinks of.
  ///
  /// @param schema Avro's JSON
  record Draft(@Nullable JsonNode schema) {}

  public List<Route> routes() {
    return List.of(
        Route.get("/api/schemas", this::subjects),
        Route.get("/api/schemas/{subject}", this::subject),
        Route.post("/api/schemas/{subject}/compatibility", this::compatibility));
  }

  private Answer subjects(Request request) throws InterruptedException {
    request.allowQuery();
    return Answer.json(
        Map.of(
            "compatibility",
            door.get("/config").path(COMPATIBILITY).asText(),
            "subjects",
            door.get("/subjects")));
  }

  private Answer subject(Request request) throws InterruptedException {
    request.allowQuery();
    String subject = request.path("subject");
    String path = "/subjects/" + RegistryDoor.segment(subject) + "/versions";
    List<JsonNode> numbers = door.get(path).valueStream().toList();
    List<Map<String, Object>> versions = new ArrayList<>();
    for (JsonNode number :
        numbers.subList(Math.max(0, numbers.size() - VERSIONS_AT_MOST), numbers.size())) {
      versions.add(shown(door.get(path + "/" + number.asInt())));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("subject", subject);
    body.put("compatibility", level(subject));
    body.put("count", numbers.size());
    body.put("versions", versions.reversed());
    return Answer.json(body);
  }

  private static Map<String, Object> shown(JsonNode version) {
    return Map.of(
        "version",
        version.path("version").asInt(),
        "id",
        version.path("id").asInt(),
        "schema",
        Json.tree(version.path("schema").asText()));
  }

  private String level(String subject) throws InterruptedException {
    return door.get("/config/" + RegistryDoor.segment(subject) + "?defaultToGlobal=true")
        .path(COMPATIBILITY)
        .asText();
  }

  private Answer compatibility(Request request) throws InterruptedException {
    request.allowQuery();
    JsonNode draft = request.body(Draft.class).schema();
    if (draft == null) {
      throw Problem.invalid("schema", "is required: a schema, in Avro's JSON");
    }
    String subject = RegistryDoor.segment(request.path("subject"));
    var _ = door.get("/subjects/" + subject + "/versions");
    JsonNode said =
        door.post(
            "/compatibility/subjects/" + subject + "/versions?verbose=true",
            Map.of("schema", draft.isTextual() ? draft.asText() : draft.toString()));
    return Answer.json(
        Map.of(
            "compatible",
            said.path("is_compatible").asBoolean(),
            "messages",
            said.path("messages").valueStream().map(JsonNode::asText).toList()));
  }
}
