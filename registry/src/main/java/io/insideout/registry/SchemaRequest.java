package io.insideout.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// The body that carries a schema.
final class SchemaRequest {
  private static final Set<String> UNSUPPORTED = Set.of("metadata", "ruleSet");

  private SchemaRequest() {}

  /// @throws RegistryError 42201 if it holds no Avro schema, 42205 if it asks for what this
  ///   registry does not do
  static AvroSchema read(Call call) {
    var body = call.body();
    var type = body.path("schemaType");
    if (present(type) && !type.asText().equals("AVRO")) {
      throw RegistryError.invalidSchema(
          "the schema type '" + type.asText() + "' is not supported; this registry knows AVRO.");
    }
    if (!body.path("references").isEmpty()) {
      throw RegistryError.invalidSchema(
          "references are not supported; put the referenced types into the schema.");
    }
    for (var field : UNSUPPORTED) {
      if (present(body.path(field))) {
        throw RegistryError.invalidSchema("the field '" + field + "' is not supported.");
      }
    }
    // Clients send 0 or -1 for "choose one".
    if (body.path("id").asInt(0) > 0 || body.path("version").asInt(0) > 0) {
      throw RegistryError.notPermitted(
          "The registry chooses ids and versions itself; it has no import mode.");
    }
    return schema(body.path("schema"));
  }

  private static AvroSchema schema(JsonNode schema) {
    if (!present(schema)) {
      throw RegistryError.invalidSchema("the field 'schema' is missing.");
    }
    if (!schema.isTextual()) {
      throw RegistryError.invalidSchema(
          "the field 'schema' must be a string that holds the schema's JSON.");
    }
    return AvroSchema.parse(schema.textValue());
  }

  private static boolean present(JsonNode node) {
    return !node.isMissingNode() && !node.isNull();
  }
}
