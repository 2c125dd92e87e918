package io.insideout.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Subjects and their versions.
record SubjectsResource(SchemaStore store) {
  /// What Confluent's clients send for "in whatever context"; there is one here.
  private static final String ANY_CONTEXT = ":*:";

  void route(Routes routes) {
    routes
        .on("GET", "/subjects", this::list)
        .on("POST", "/subjects/{subject}", this::lookup)
        .on("DELETE", "/subjects/{subject}", this::deleteSubject)
        .on("GET", "/subjects/{subject}/versions", this::versions)
        .on("POST", "/subjects/{subject}/versions", this::register)
        .on("GET", "/subjects/{subject}/versions/{version}", this::version)
        .on("DELETE", "/subjects/{subject}/versions/{version}", this::deleteVersion)
        .on("GET", "/subjects/{subject}/versions/{version}/schema", this::schema)
        .on("GET", "/subjects/{subject}/versions/{version}/referencedby", this::referencedBy);
  }

  private JsonNode list(Call call) {
    var prefix = call.query("subjectPrefix").orElse("");
    var wanted = prefix.startsWith(ANY_CONTEXT) ? prefix.substring(ANY_CONTEXT.length()) : prefix;
    var names = store.state().subjects(call.flag("deleted"));
    return Json.strings(names.stream().filter(name -> name.startsWith(wanted)).toList());
  }

  private JsonNode versions(Call call) {
    var versions = Lookup.versions(store.state(), call.subject(), call.flag("deleted"));
    return Json.numbers(versions.stream().map(SchemaVersion::version).toList());
  }

  private JsonNode version(Call call) {
    return json(find(call));
  }

  private JsonNode schema(Call call) {
    return Json.raw(find(call).text());
  }

  private JsonNode referencedBy(Call call) {
    find(call);
    return Json.numbers(List.of());
  }

  private SchemaVersion find(Call call) {
    return Lookup.version(store.state(), call.subject(), call.version(), call.flag("deleted"));
  }

  private JsonNode register(Call call) {
    var subject = call.subject();
    var schema = SchemaRequest.read(call);
    int id =
        Registration.existing(store.state(), subject, schema)
            .orElseGet(() -> store.write(state -> Registration.register(state, subject, schema)));
    return Json.object().put("id", id);
  }

  private JsonNode lookup(Call call) {
    var subject = call.subject();
    var schema = SchemaRequest.read(call);
    return json(Lookup.schema(store.state(), subject, schema, call.flag("deleted")));
  }

  private JsonNode deleteSubject(Call call) {
    var subject = call.subject();
    boolean permanent = call.flag("permanent");
    return Json.numbers(store.write(state -> Deletion.subject(state, subject, permanent)));
  }

  private JsonNode deleteVersion(Call call) {
    var subject = call.subject();
    var version = call.version();
    boolean permanent = call.flag("permanent");
    return Json.number(store.write(state -> Deletion.version(state, subject, version, permanent)));
  }

  private static JsonNode json(SchemaVersion version) {
    return Json.object()
        .put("subject", version.subject())
        .put("version", version.version())
        .put("id", version.id())
        .put("schema", version.text());
  }
}
