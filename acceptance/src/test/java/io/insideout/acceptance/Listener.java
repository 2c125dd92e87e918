package io.insideout.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Somebody who is told what comes by server-sent events.
final class Listener implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpResponse<InputStream> answer;
  private final List<Event> events = new ArrayList<>();

  /// What came, by its name; what has none has an empty one.
  record Event(String name, JsonNode data) {}

  private Listener(URI place) throws IOException, InterruptedException {
    this.answer =
        http.send(
            HttpRequest.newBuilder(place).header("Accept", "text/event-stream").build(),
            BodyHandlers.ofInputStream());
    var _ = Thread.ofVirtual().start(this::listen);
  }

  static Listener at(URI place) throws IOException, InterruptedException {
    return new Listener(place);
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          add(new Event(name, JSON.readTree(line.substring("data: ".length()))));
          name = "";
        }
      }
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    } catch (IOException closed) {
      // Whoever listens has gone, or whoever answers.
    }
  }

  private synchronized void add(Event event) {
    events.add(event);
  }

  int status() {
    return answer.statusCode();
  }

  String contentType() {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  @Override
  public void close() {
    http.shutdownNow();
    try {
      answer.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
