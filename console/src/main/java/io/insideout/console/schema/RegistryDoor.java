package io.insideout.console.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.WholeAnswer;
import io.insideout.runtime.schema.Registry;
import io.insideout.runtime.schema.RegistryLogin;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;

/// A schema registry behind Confluent's REST API, asked without patience: somebody looks.
final class RegistryDoor {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final ObjectMapper ANSWERS = new ObjectMapper();
  private static final int NOT_FOUND = 404;
  private static final int UNPROCESSABLE = 422;

  private final String base;
  private final Optional<RegistryLogin> login = RegistryLogin.ofProcess();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();

  RegistryDoor(URI url) {
    this.base = url.toString().replaceAll("/+$", "");
  }

  /// A segment of a path.
  static String segment(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /// @throws Problem 404 if the registry does not have it, 503 if it does not answer
  JsonNode get(String path) throws InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
  }

  /// @throws Problem 400 with the registry's words if it takes exception to it, 404 if there is no
  ///   such thing, 503 if it does not answer
  JsonNode post(String path, Object body) throws InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(BodyPublishers.ofByteArray(Json.write(body))));
  }

  private JsonNode send(HttpRequest.Builder request) throws InterruptedException {
    login.ifPresent(known -> request.header("Authorization", known.authorization()));
    try {
      var answer =
          WholeAnswer.to(
              request.timeout(TIMEOUT).build(), http, Registry.LARGEST_ANSWER_BYTES, TIMEOUT);
      // Not as what callers send is read: a schema is longer than any of their texts.
      JsonNode body = ANSWERS.readTree(answer.body());
      return switch (answer.statusCode()) {
        case 200 -> body;
        case NOT_FOUND ->
            throw Problem.notFound(body.path("message").asText("not in the registry"));
        case UNPROCESSABLE -> throw Problem.invalid("schema", body.path("message").asText());
        default -> throw unavailable();
      };
    } catch (IOException e) {
      throw unavailable();
    }
  }

  private static Problem unavailable() {
    return Problem.unavailable("the schema registry does not answer at this moment");
  }
}
