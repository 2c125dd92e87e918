package io.insideout.services.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.runtime.Part;
import io.insideout.runtime.Service.Assembled;
import io.insideout.runtime.http.HttpDoor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;

/// The service while it runs, seen through its door.
final class Desk implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Assembled service;
  private final HttpDoor door;
  private final HttpClient http = HttpClient.newHttpClient();

  record Reply(int status, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError(body, e);
      }
    }

    Reply expect(int expected) {
      assertThat(status).as(body).isEqualTo(expected);
      return this;
    }
  }

  Desk(Assembled service) throws InterruptedException {
    this.service = service;
    this.door = new HttpDoor("127.0.0.1", 0, service.routes());
    for (Part part : service.parts()) {
      part.start();
    }
    door.start();
  }

  /// Subscribes.
  ///
  /// @return what is answered, its id and its secret among it
  JsonNode subscribe(String url) {
    return post("/api/webhooks", "{\"url\": \"" + url + "\"}").expect(201).json();
  }

  JsonNode status(String webhookId) {
    return get("/api/webhooks/" + webhookId).expect(200).json();
  }

  String state(String webhookId) {
    return status(webhookId).path("state").asText();
  }

  Reply get(String path) {
    return send("GET", path, null);
  }

  Reply put(String path, String body) {
    return send("PUT", path, body);
  }

  Reply delete(String path) {
    return send("DELETE", path, null);
  }

  Reply post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  private Reply send(String method, String path, @Nullable String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(door.url() + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }

  /// What keeps it from working.
  String trouble() {
    return service.parts().stream().flatMap(part -> part.trouble().stream()).toList().toString();
  }

  @Override
  public void close() {
    door.close();
    service.parts().reversed().forEach(Part::close);
    http.shutdownNow();
  }
}
