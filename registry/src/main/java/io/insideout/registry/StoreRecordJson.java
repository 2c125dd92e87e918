package io.insideout.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// The bytes of the schemas topic, in Confluent's format: JSON keys in which the order of the
/// fields counts, since compaction compares bytes, and JSON values.
final class StoreRecordJson {
  private StoreRecordJson() {}

  /// The bytes are no record of a schemas topic; the message says why.
  static final class Rubbish extends RuntimeException {
    Rubbish(String why) {
      super(why, null, false, false);
    }
  }

  static ProducerRecord<byte[], byte[]> write(StoreRecord storeRecord) {
    return switch (storeRecord) {
      case StoreRecord.SchemaRecord(var version) ->
          onTopic(schemaKey(version.subject(), version.version()), schemaValue(version));
      case StoreRecord.SchemaTombstone(var subject, int version) ->
          onTopic(schemaKey(subject, version), null);
      case StoreRecord.ConfigRecord(var subject, var level) ->
          onTopic(configKey(subject), Json.object().put("compatibilityLevel", level.name()));
      case StoreRecord.ConfigTombstone(var subject) -> onTopic(configKey(subject), null);
      case StoreRecord.DeleteSubject(var subject, int upToVersion) ->
          onTopic(
              key("DELETE_SUBJECT").put("subject", subject).put("magic", 0),
              Json.object().put("subject", subject).put("version", upToVersion));
      case StoreRecord.Noop(int highestId) ->
          onTopic(key("NOOP").put("magic", 0), Json.object().put("highestId", highestId));
      case StoreRecord.Foreign(var what, int id) ->
          throw new IllegalArgumentException("this registry does not write " + what);
    };
  }

  private static ObjectNode key(String type) {
    return Json.object().put("keytype", type);
  }

  private static ObjectNode schemaKey(String subject, int version) {
    return key("SCHEMA").put("subject", subject).put("version", version).put("magic", 1);
  }

  private static ObjectNode schemaValue(SchemaVersion version) {
    return Json.object()
        .put("subject", version.subject())
        .put("version", version.version())
        .put("id", version.id())
        .put("schema", version.text())
        .put("deleted", version.deleted());
  }

  private static ObjectNode configKey(Optional<String> subject) {
    return key("CONFIG").put("subject", subject.orElse(null)).put("magic", 0);
  }

  private static ProducerRecord<byte[], byte[]> onTopic(
      ObjectNode key, @Nullable ObjectNode value) {
    return new ProducerRecord<>(
        SchemasTopic.NAME,
        SchemasTopic.PARTITION.partition(),
        Json.write(key),
        value == null ? null : Json.write(value));
  }

  /// @throws Rubbish if the bytes are nothing that this registry knows
  static StoreRecord read(byte @Nullable [] keyBytes, byte @Nullable [] valueBytes) {
    var key = object(keyBytes, "key");
    var type = key.path("keytype").asText();
    if (valueBytes == null) {
      return switch (type) {
        case "SCHEMA" ->
            new StoreRecord.SchemaTombstone(string(key, "subject"), number(key, "version"));
        case "CONFIG" -> new StoreRecord.ConfigTombstone(optionalSubject(key));
        case "DELETE_SUBJECT", "CLEAR_SUBJECT", "MODE", "CONTEXT", "NOOP" ->
            new StoreRecord.Noop(0);
        default -> throw new Rubbish("its key has the unknown type '" + type + "'");
      };
    }
    return switch (type) {
      case "SCHEMA" -> schema(key, object(valueBytes, "value"));
      case "CONFIG" -> config(key, object(valueBytes, "value"));
      case "DELETE_SUBJECT" ->
          new StoreRecord.DeleteSubject(
              string(key, "subject"), number(object(valueBytes, "value"), "version"));
      case "NOOP" -> new StoreRecord.Noop(object(valueBytes, "value").path("highestId").asInt(0));
      case "CLEAR_SUBJECT", "MODE", "CONTEXT" -> new StoreRecord.Noop(0);
      default -> throw new Rubbish("its key has the unknown type '" + type + "'");
    };
  }

  private static StoreRecord schema(JsonNode key, JsonNode value) {
    var subject = string(key, "subject");
    int number = number(key, "version");
    int id = number(value, "id");
    var type = value.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO") || !value.path("references").isEmpty()) {
      var what = type.equals("AVRO") ? "a schema with references" : "a schema of type " + type;
      return new StoreRecord.Foreign(
          "%s (subject '%s', version %d)".formatted(what, subject, number), id);
    }
    try {
      var text = AvroSchema.parse(string(value, "schema")).text();
      boolean deleted = value.path("deleted").asBoolean(false);
      return new StoreRecord.SchemaRecord(new SchemaVersion(subject, number, id, text, deleted));
    } catch (RegistryError e) {
      throw new Rubbish("its schema is not Avro: " + e.text());
    }
  }

  private static StoreRecord config(JsonNode key, JsonNode value) {
    try {
      var level = CompatibilityLevel.named(string(value, "compatibilityLevel"));
      return new StoreRecord.ConfigRecord(optionalSubject(key), level);
    } catch (RegistryError e) {
      throw new Rubbish(e.text());
    }
  }

  private static Optional<String> optionalSubject(JsonNode key) {
    return key.path("subject").isNull() || key.path("subject").isMissingNode()
        ? Optional.empty()
        : Optional.of(string(key, "subject"));
  }

  private static JsonNode object(byte @Nullable [] bytes, String what) {
    if (bytes == null) {
      throw new Rubbish("it has no " + what);
    }
    try {
      var node = Json.read(bytes);
      if (node.isObject()) {
        return node;
      }
    } catch (Json.Malformed e) {
      throw new Rubbish("its " + what + " is not JSON");
    }
    throw new Rubbish("its " + what + " is not a JSON object");
  }

  private static String string(JsonNode node, String field) {
    var value = node.path(field);
    if (!value.isTextual()) {
      throw new Rubbish("the text '" + field + "' is missing");
    }
    return value.textValue();
  }

  private static int number(JsonNode node, String field) {
    var value = node.path(field);
    if (!value.isInt() || value.intValue() < 1) {
      throw new Rubbish("the number '" + field + "' is missing or not positive");
    }
    return value.intValue();
  }
}
