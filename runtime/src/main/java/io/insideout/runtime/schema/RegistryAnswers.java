package io.insideout.runtime.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.runtime.schema.Registry.UnknownSchema;
import io.insideout.runtime.schema.Registry.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/// What a registry answers, as its client takes it. An [IOException] is an answer that makes no
/// sense, which is as good as none.
final class RegistryAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_WORDS = 1_000;

  /// That there is no such subject, version or schema: not every registry keeps them apart.
  private static final Set<Integer> UNKNOWN = Set.of(40401, 40402, 40403);

  private RegistryAnswers() {}

  /// The id of a schema that was registered. One that is missing must not be taken for any.
  static int id(byte[] answer) throws IOException {
    return positive(JSON.readTree(answer).path("id"));
  }

  /// The schema of an id.
  ///
  /// @throws UnknownSchema if it is none of Avro's: what was written by it cannot be read
  static Schema schema(int id, byte[] answer) throws IOException {
    JsonNode told = JSON.readTree(answer);
    String text = text(told.path("schema"));
    String type = told.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new UnknownSchema(id, "it is of another kind");
    }
    try {
      return new Schema.Parser().parse(text);
    } catch (RuntimeException | StackOverflowError e) {
      // Avro's parser recurses, and answers rubbish with whatever it stumbles over.
      throw new UnknownSchema(id, "it cannot be understood");
    }
  }

  /// Whether it is the registry that says that it has no such schema. Whoever answers in its place
  /// while it is started anew has none either, and knows nothing of it.
  static boolean isUnknownSchema(byte[] answer) {
    try {
      JsonNode code = JSON.readTree(answer).path("error_code");
      return code.isIntegralNumber() && UNKNOWN.contains(code.intValue());
    } catch (IOException senseless) {
      return false;
    }
  }

  /// Under which subjects a schema is registered.
  static List<Version> versions(byte[] answer) throws IOException {
    List<Version> versions = new ArrayList<>();
    for (JsonNode one : JSON.readTree(answer)) {
      versions.add(new Version(text(one.path("subject")), positive(one.path("version"))));
    }
    return versions;
  }

  /// Why it refuses something, in its own words.
  static String message(byte[] answer) throws IOException {
    String words = JSON.readTree(answer).path("message").asText("refused");
    return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + " ...";
  }

  private static String text(JsonNode node) throws IOException {
    if (!node.isTextual()) {
      throw new IOException("a text is missing");
    }
    return node.textValue();
  }

  private static int positive(JsonNode node) throws IOException {
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1) {
      throw new IOException("a number is missing");
    }
    return node.intValue();
  }
}
