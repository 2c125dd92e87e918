package io.insideout.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Schemas by their ids: what a reader asks who has met an id in a record. Softly deleted ones are
/// found too, for old records hold their ids still.
record SchemasResource(SchemaStore store) {
  void route(Routes routes) {
    routes
        .on("GET", "/", call -> Json.object())
        .on("GET", "/schemas/types", call -> Json.strings(List.of("AVRO")))
        .on("GET", "/schemas/ids/{id}", this::byId)
        .on("GET", "/schemas/ids/{id}/schema", this::schema)
        .on("GET", "/schemas/ids/{id}/subjects", this::subjects)
        .on("GET", "/schemas/ids/{id}/versions", this::versions);
  }

  private JsonNode byId(Call call) {
    return Json.object().put("schema", text(call));
  }

  private JsonNode schema(Call call) {
    return Json.raw(text(call));
  }

  private String text(Call call) {
    var id = call.name("id");
    var state = store.state();
    return state.text(Lookup.id(state, id)).orElseThrow(() -> RegistryError.schemaNotFound(id));
  }

  private JsonNode subjects(Call call) {
    return Json.strings(
        found(call).stream().map(SchemaVersion::subject).distinct().sorted().toList());
  }

  private JsonNode versions(Call call) {
    var versions = Json.array();
    found(call)
        .forEach(
            version ->
                versions
                    .addObject()
                    .put("subject", version.subject())
                    .put("version", version.version()));
    return versions;
  }

  private List<SchemaVersion> found(Call call) {
    var state = store.state();
    return state.versionsWithId(Lookup.id(state, call.name("id")), call.flag("deleted"));
  }
}
