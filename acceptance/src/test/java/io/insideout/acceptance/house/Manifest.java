package io.insideout.acceptance.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.insideout.app.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What stands in a file of `deploy`, in YAML or JSON.
record Manifest(Path file, JsonNode content) {
  static final Path DEPLOY = House.ROOT.resolve("deploy");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VARIABLE = Pattern.compile("INSIDEOUT_[A-Z_]+");

  /// Every document of a file.
  static List<Manifest> of(Path file) {
    List<Manifest> all = new ArrayList<>();
    for (Object one :
        new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(House.text(file))) {
      all.add(new Manifest(file, JSON.valueToTree(one)));
    }
    return all;
  }

  /// Every document of every file below a folder of `deploy`.
  static List<Manifest> below(String folder) {
    try (Stream<Path> files = Files.walk(DEPLOY.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> of(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a schema among the test resources has to say against a document.
  ///
  /// @param definition the one of its definitions that is meant, or empty for all of it
  static Set<ValidationMessage> against(String schema, String definition, JsonNode content) {
    try (InputStream in =
        Objects.requireNonNull(
            Manifest.class.getResourceAsStream("/io/insideout/acceptance/" + schema))) {
      JsonNode whole = JSON.readTree(in);
      JsonNode meant =
          definition.isEmpty()
              ? whole
              : JSON.createObjectNode()
                  .put("$ref", "#/definitions/" + definition)
                  .set("definitions", whole.get("definitions"));
      JsonSchema checked =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(meant);
      return checked.validate(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The environment variables that the program knows: of settings, of secrets and of the launcher.
  static Set<String> variables() {
    Stream<String> settings =
        Settings.of(null, Map.of(), Map.of()).shown().keySet().stream()
            .map(name -> "INSIDEOUT_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
    Stream<String> others =
        Stream.concat(
                House.mainSources().stream(),
                Stream.of(House.ROOT.resolve("insideout"), House.ROOT.resolve("bin/aot-cache")))
            .flatMap(file -> VARIABLE.matcher(House.text(file)).results().map(MatchResult::group))
            .flatMap(name -> Stream.of(name, name + "_FILE"));
    return Stream.concat(settings, others).collect(Collectors.toSet());
  }

  /// The paths that `openapi.json` describes.
  static List<String> paths() {
    return json(House.ROOT.resolve("app/src/main/resources/openapi.json"))
        .path("paths")
        .propertyStream()
        .map(Map.Entry::getKey)
        .toList();
  }

  String kind() {
    return content.path("kind").asText();
  }

  String name() {
    return content.at("/metadata/name").asText();
  }

  /// The words that the program is started with.
  List<String> words() {
    return texts(content.at("/spec/template/spec/containers/0/args"));
  }

  static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  @Override
  public String toString() {
    return House.name(file) + ": " + kind() + " " + name();
  }
}
