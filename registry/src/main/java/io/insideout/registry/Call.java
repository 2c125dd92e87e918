package io.insideout.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One request, as the resources see it: names from the path, flags, and a JSON body.
record Call(ServerRequest request, Map<String, String> names) {
  private static final Set<String> BODY_TYPES =
      Set.of(
          "application/vnd.schemaregistry.v1+json",
          "application/vnd.schemaregistry+json",
          "application/json",
          "application/octet-stream");

  private static final int MAX_BODY_BYTES = 1024 * 1024;

  /// A part of the path, decoded.
  String name(String placeholder) {
    var name = names.get(placeholder);
    if (name == null) {
      throw new IllegalArgumentException("the route has no {" + placeholder + "}");
    }
    return name;
  }

  /// @throws RegistryError 42208 if it cannot be one
  String subject() {
    var subject = name("subject");
    if (subject.isBlank() || subject.chars().anyMatch(Character::isISOControl)) {
      throw RegistryError.invalidSubject("it is empty or has control characters.");
    }
    return subject;
  }

  VersionNumber version() {
    return VersionNumber.parse(name("version"));
  }

  Optional<String> query(String name) {
    return request.query().first(name).asOptional();
  }

  /// Whether the query has the name with the value `true`.
  boolean flag(String name) {
    return query(name).map(Boolean::parseBoolean).orElse(false);
  }

  /// @throws RegistryError 400 if the body is no JSON object, 413 if it has more than 1 MiB, 415 if
  ///   it says that it is no JSON
  JsonNode body() {
    request.headers().contentType().ifPresent(type -> checkType(type.mediaType().text()));
    try {
      var body = Json.read(bytes());
      if (body.isObject()) {
        return body;
      }
    } catch (Json.Malformed e) {
      throw RegistryError.badRequest("The body is not JSON: " + e.getMessage());
    }
    throw RegistryError.badRequest("The body is not a JSON object.");
  }

  private byte[] bytes() {
    if (!request.content().hasEntity()) {
      throw RegistryError.badRequest("The body is missing: a JSON object is expected.");
    }
    try {
      // Not closed here: to close it is to read on, which a broken body may never let end.
      var body = request.content().inputStream();
      var bytes = body.readNBytes(MAX_BODY_BYTES + 1);
      if (bytes.length > MAX_BODY_BYTES) {
        // Read on to the end: to a connection that is closed on what it sends, a caller who is
        // still sending would not listen for the answer.
        body.transferTo(OutputStream.nullOutputStream());
        throw RegistryError.bodyTooLarge(MAX_BODY_BYTES);
      }
      return bytes;
    } catch (RegistryError | HttpException | RequestException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw RegistryError.badRequest("The body is broken: its length or its chunks are wrong.");
    }
  }

  private static void checkType(String type) {
    if (!BODY_TYPES.contains(type.toLowerCase(Locale.ROOT))) {
      throw RegistryError.unsupportedMediaType(type);
    }
  }
}
