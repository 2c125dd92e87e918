package io.insideout.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.chaos.history.Ask;
import io.insideout.chaos.history.Call;
import io.insideout.chaos.history.History;
import io.insideout.chaos.history.LogFacts;
import io.insideout.chaos.history.Told;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Problem;
import io.insideout.verify.Coordinates;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes calls over HTTP, and notes each with what came of it.
final class Caller implements AutoCloseable {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_WITHIN)
          .build();
  private final Supplier<Optional<URI>> door;
  private final History history;

  /// @param door where the system is at this moment
  Caller(Supplier<Optional<URI>> door, History history) {
    this.door = door;
    this.history = history;
  }

  /// Makes a call.
  Told call(Ask ask) throws InterruptedException {
    long sentNanos = System.nanoTime();
    Told told = ask(ask);
    history.add(new Call(ask, told, sentNanos, System.nanoTime()));
    return told;
  }

  private Told ask(Ask ask) throws InterruptedException {
    Optional<URI> at = door.get();
    if (at.isEmpty()) {
      return new Told.Unknown("there is no door");
    }
    try {
      HttpResponse<String> answer = http.send(request(at.get(), ask), BodyHandlers.ofString(UTF_8));
      return told(ask, answer);
    } catch (IOException e) {
      return new Told.Unknown(e.toString());
    }
  }

  private static HttpRequest request(URI door, Ask ask) {
    return switch (ask) {
      case Ask.Place(String key, String body) ->
          to(door, "/api/orders", Duration.ZERO)
              .header("Idempotency-Key", key)
              .POST(BodyPublishers.ofString(body))
              .build();
      case Ask.Change(_, String path, String body) ->
          to(door, path, Duration.ZERO).POST(BodyPublishers.ofString(body)).build();
      case Ask.Read(String orderId) -> to(door, "/api/orders/" + orderId, Duration.ZERO).build();
      case Ask.Wait(String orderId, long millis) ->
          to(
                  door,
                  "/api/orders/%s?wait=settled&timeout=%dms".formatted(orderId, millis),
                  Duration.ofMillis(millis))
              .build();
      case Ask.Put(String table, String key, String body) ->
          to(door, row(table, key), Duration.ZERO).PUT(BodyPublishers.ofString(body)).build();
      case Ask.Look(String table, String key) -> to(door, row(table, key), Duration.ZERO).build();
    };
  }

  private static HttpRequest.Builder to(URI door, String path, Duration wait) {
    return HttpRequest.newBuilder(URI.create(door + path)).timeout(PATIENCE.plus(wait));
  }

  private static String row(String table, String key) {
    return "/api/" + table + "/" + URLEncoder.encode(key, UTF_8).replace("+", "%20");
  }

  private static Told told(Ask ask, HttpResponse<String> answer) {
    return switch (answer.statusCode()) {
      case 200, 202 -> read(ask, answer.statusCode(), answer.body());
      case 404 -> new Told.Missing();
      case 400, 405, 409, 413 -> new Told.Refused(answer.statusCode());
      default -> new Told.Unknown(answer.statusCode() + " " + answer.body());
    };
  }

  private static Told read(Ask ask, int status, String body) {
    try {
      JsonNode json = Json.read(body.getBytes(UTF_8), JsonNode.class);
      return switch (ask) {
        case Ask.Place _ -> new Told.Accepted(json.path("orderId").asText());
        case Ask.Change(String orderId, _, _) -> new Told.Accepted(orderId);
        case Ask.Read _, Ask.Wait _ ->
            new Told.Shown(
                json.path("orderId").asText(),
                json.path("version").asInt(),
                json.path("state").asText(),
                at(json));
        case Ask.Put(String table, _, _) ->
            status == 202
                ? new Told.Taken(row(table, json), at(json))
                : new Told.Row(row(table, json), at(json));
        case Ask.Look(String table, _) -> new Told.Row(row(table, json), at(json));
      };
    } catch (Problem e) {
      return new Told.Unknown("an answer that cannot be read: " + body);
    }
  }

  private static String row(String table, JsonNode json) {
    String key = json.path("sku").asText();
    return table.equals("stock")
        ? LogFacts.row(key, json.path("onHand").asLong(), json.path("shipped").asLong())
        : LogFacts.row(key, json.path("description").asText(), json.path("listPrice").asText());
  }

  private static Coordinates at(JsonNode json) {
    return Coordinates.parse(json.path("log").asText())
        .orElseThrow(() -> Problem.invalid("log", "is no place in the log"));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
