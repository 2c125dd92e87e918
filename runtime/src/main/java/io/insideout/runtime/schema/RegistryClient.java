package io.insideout.runtime.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.runtime.http.TlsTrouble;
import io.insideout.runtime.http.WholeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/// A registry behind Confluent's REST API: ours, or any other that speaks it.
final class RegistryClient implements Registry {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

  private final String base;
  private final Optional<RegistryLogin> login;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();

  /// @param login if the registry asks for one
  RegistryClient(URI url, Optional<RegistryLogin> login) {
    this.base = url.toString().replaceAll("/+$", "");
    this.login = login;
  }

  @Override
  public int register(String subject, Schema schema) {
    String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions";
    HttpResponse<byte[]> answer =
        send(request(path).POST(body(Map.of("schema", schema.toString()))).build());
    return switch (answer.statusCode()) {
      case 200 -> read(answer, RegistryAnswers::id);
      case 409, 422 ->
          throw new IncompatibleSchema(subject + ": " + read(answer, RegistryAnswers::message));
      default -> throw unexpected(answer);
    };
  }

  @Override
  public Schema schema(int id) {
    HttpResponse<byte[]> answer = send(request("/schemas/ids/" + id).GET().build());
    return switch (answer.statusCode()) {
      case 200 -> read(answer, body -> RegistryAnswers.schema(id, body));
      default -> throw isUnknown(answer) ? new UnknownSchema(id) : unexpected(answer);
    };
  }

  @Override
  public List<Version> versions(int id) {
    HttpResponse<byte[]> answer = send(request("/schemas/ids/" + id + "/versions").GET().build());
    if (isUnknown(answer)) {
      return List.of();
    }
    if (answer.statusCode() != 200) {
      throw unexpected(answer);
    }
    return read(answer, RegistryAnswers::versions);
  }

  private static boolean isUnknown(HttpResponse<byte[]> answer) {
    return answer.statusCode() == 404 && RegistryAnswers.isUnknownSchema(answer.body());
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
    return HttpRequest.BodyPublishers.ofString(JSON.valueToTree(fields).toString());
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return WholeAnswer.to(request, http, Registry.LARGEST_ANSWER_BYTES, TIMEOUT);
    } catch (IOException e) {
      String why = TlsTrouble.of(e).map(trouble -> ": " + trouble).orElse("");
      throw new RegistryUnreachable("the schema registry at " + base + " does not answer" + why, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnreachable("interrupted while asking the schema registry", e);
    }
  }

  private interface Reading<T> {
    T read(byte[] answer) throws IOException;
  }

  private <T> T read(HttpResponse<byte[]> answer, Reading<T> reading) {
    try {
      return reading.read(answer.body());
    } catch (IOException e) {
      throw new RegistryUnreachable(
          "the schema registry at " + base + " answers what makes no sense", e);
    }
  }

  private RegistryUnreachable unexpected(HttpResponse<byte[]> answer) {
    String hint =
        answer.statusCode() == 401
            ? "; who may write there is known by INSIDEOUT_REGISTRY_PASSWORD (and INSIDEOUT_REGISTRY_USER) in the environment"
            : "";
    return new RegistryUnreachable(
        "the schema registry at " + base + " answered " + answer.statusCode() + hint,
        new IOException(new String(answer.body(), StandardCharsets.UTF_8)));
  }
}
