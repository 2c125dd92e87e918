package io.insideout.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.runtime.http.EventStream;
import io.insideout.runtime.http.OngoingBody;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The running system's door, where stories are asked for.
final class StoryDoor implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES_OF_A_PROBLEM = 1 << 20;

  /// Several beats.
  private static final Duration SILENT_AT_MOST = EventStream.SILENCE.multipliedBy(6);

  private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(1);

  private final Door system;
  private final String path;
  private final Duration silentAtMost;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// Takes what comes, in its order.
  interface Listener {
    /// @param name `story`, `step`, `pending` or `end`
    void event(String name, byte[] data) throws IOException;
  }

  StoryDoor(Door system, String orderId) {
    this(system, orderId, SILENT_AT_MOST);
  }

  /// @param silentAtMost in the middle of a story
  StoryDoor(Door system, String orderId, Duration silentAtMost) {
    this.system = system;
    this.silentAtMost = silentAtMost;
    this.path =
        "/api/orders/"
            + URLEncoder.encode(orderId, StandardCharsets.UTF_8).replace("+", "%20")
            + "/story";
  }

  /// The story as it is now.
  ///
  /// @throws Refused if there is none
  /// @throws IOException if the system does not answer
  byte[] story() throws IOException, InterruptedException {
    try (InputStream body = asked("application/json")) {
      return body.readAllBytes();
    }
  }

  /// The story, and all that happens from then on; returns when the system ends it.
  ///
  /// @throws Refused if there is none
  /// @throws IOException if the system does not answer, or not any more
  void follow(Listener listener) throws IOException, InterruptedException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(asked(EventStream.TYPE), StandardCharsets.UTF_8))) {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          listener.event(name, line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private InputStream asked(String accept) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        http.send(
            system.ask(path).header("Accept", accept).timeout(ANSWERS_WITHIN).build(),
            OngoingBody.silentAtMost(silentAtMost));
    if (answer.statusCode() == 200) {
      return answer.body();
    }
    try (InputStream body = answer.body()) {
      system.requireLetIn(answer.statusCode());
      JsonNode problem = JSON.readTree(body.readNBytes(MOST_BYTES_OF_A_PROBLEM));
      throw new Refused(
          answer.statusCode(), problem.path("detail").asText(problem.path("title").asText()));
    }
  }

  /// The system says that there is no such story, or none now.
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    Refused(int status, String detail) {
      super(detail);
      this.status = status;
    }

    /// Of the answer.
    int status() {
      return status;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
