package io.insideout.runtime.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.runtime.http.TlsTrouble;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/// A registry behind Confluent's REST API: ours, or any other that speaks it.
final class RegistryClient implements Registry {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

  private final String base;
  private final Optional<RegistryLogin> login;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();
  private final ObjectMapper json = new ObjectMapper();

  /// @param login if the registry asks for one
  RegistryClient(URI url, Optional<RegistryLogin> login) {
    this.base = url.toString().replaceAll("/+$", "");
    this.login = login;
  }

  @Override
  public int register(String subject, Schema schema) {
    String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions";
    HttpResponse<String> answer =
        send(request(path).POST(body(Map.of("schema", schema.toString()))).build());
    return switch (answer.statusCode()) {
      case 200 -> read(answer).path("id").intValue();
      case 409, 422 ->
          throw new IncompatibleSchema(
              subject + ": " + read(answer).path("message").asText("refused"));
      default -> throw unexpected(answer);
    };
  }

  @Override
  public Schema schema(int id) {
    HttpResponse<String> answer = send(request("/schemas/ids/" + id).GET().build());
    return switch (answer.statusCode()) {
      case 200 -> new Schema.Parser().parse(read(answer).path("schema").asText());
      case 404 -> throw new UnknownSchema(id);
      default -> throw unexpected(answer);
    };
  }

  @Override
  public List<Version> versions(int id) {
    HttpResponse<String> answer = send(request("/schemas/ids/" + id + "/versions").GET().build());
    return switch (answer.statusCode()) {
      case 200 ->
          read(answer)
              .valueStream()
              .map(one -> new Version(one.path("subject").asText(), one.path("version").intValue()))
              .toList();
      case 404 -> List.of();
      default -> throw unexpected(answer);
    };
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(TIMEOUT)
            .header("Content-Type", CONTENT_TYPE)
            .header("Accept", CONTENT_TYPE);
    login.ifPresent(known -> request.header("Authorization", known.authorization()));
    return request;
  }

  private HttpRequest.BodyPublisher body(Map<String, String> fields) {
    return HttpRequest.BodyPublishers.ofString(json.valueToTree(fields).toString());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      String why = TlsTrouble.of(e).map(trouble -> ": " + trouble).orElse("");
      throw new RegistryUnreachable("the schema registry at " + base + " does not answer" + why, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnreachable("interrupted while asking the schema registry", e);
    }
  }

  private JsonNode read(HttpResponse<String> answer) {
    try {
      return json.readTree(answer.body());
    } catch (IOException e) {
      throw unexpected(answer);
    }
  }

  private RegistryUnreachable unexpected(HttpResponse<String> answer) {
    String hint =
        answer.statusCode() == 401
            ? "; who may write there is known by INSIDEOUT_REGISTRY_PASSWORD (and INSIDEOUT_REGISTRY_USER) in the environment"
            : "";
    return new RegistryUnreachable(
        "the schema registry at " + base + " answered " + answer.statusCode() + hint,
        new IOException(answer.body()));
  }
}
