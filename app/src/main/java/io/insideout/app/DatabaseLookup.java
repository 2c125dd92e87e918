package io.insideout.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.connect.database.DatabaseAddress;
import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// The database of a running system, as its HTTP door tells.
public final class DatabaseLookup {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(200);
  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(60);
  private static final int NOT_FOUND = 404;

  private DatabaseLookup() {}

  /// Where it is; one that is only starting is waited for.
  ///
  /// @param door of the system
  /// @return empty where the system has none
  /// @throws StartFailure if the door does not answer, or a minute does not do
  public static Optional<DatabaseAddress> of(String door) throws InterruptedException {
    URI url = URI.create(door + "/api/connectors");
    long deadlineNanos = System.nanoTime() + KNOWN_WITHIN.toNanos();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpRequest question = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
      while (System.nanoTime() < deadlineNanos) {
        var answer = http.send(question, BodyHandlers.ofByteArray());
        if (answer.statusCode() == NOT_FOUND) {
          return Optional.empty();
        }
        JsonNode database = new ObjectMapper().readTree(answer.body()).path("database");
        if (database.isTextual()) {
          return Optional.of(DatabaseAddress.parse(database.asText()));
        }
        Pause.atMost(ASK_AGAIN_AFTER);
      }
      throw new StartFailure("The system's database does not start; " + url + " says why.");
    } catch (IOException e) {
      throw new StartFailure("The system at " + door + " does not answer: " + e.getMessage(), e);
    }
  }
}
