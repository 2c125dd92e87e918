package io.insideout.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.OngoingBody;
import io.insideout.runtime.http.WholeAnswer;
import io.insideout.sql.dialect.Column;
import io.insideout.sql.dialect.Relation;
import io.insideout.sql.dialect.Statement.Kind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The running system's door, where statements are asked. It is looked for each time: a system that
/// was started again may be elsewhere.
final class SqlDoor implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Somebody waits for it with a word half typed.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long MOST_BYTES_OF_RELATIONS = 16 << 20;

  /// The first statement starts the engine, and one that writes is tried before.
  private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(5);

  /// Longer than a gateway bears, so that it says first what has become of the answer.
  private static final Duration SILENT_AT_MOST = Duration.ofMinutes(2);

  private final Supplier<Door> door;
  private final Duration silentAtMost;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// @param door says where the system is, or throws a [io.insideout.runtime.StartFailure] if there
  ///   is none
  SqlDoor(Supplier<Door> door) {
    this(door, SILENT_AT_MOST);
  }

  /// @param silentAtMost in the middle of an answer
  SqlDoor(Supplier<Door> door, Duration silentAtMost) {
    this.door = door;
    this.silentAtMost = silentAtMost;
  }

  /// Where the system is now.
  ///
  /// @throws io.insideout.runtime.StartFailure if there is none
  String address() {
    return door.get().url();
  }

  /// Asks a statement, and waits for nothing.
  ///
  /// @throws io.insideout.runtime.StartFailure if there is no system
  SqlCall ask(String sql, SqlOptions options) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("sql", sql);
    body.put("from", options.from());
    body.put("untilNow", options.untilNow());
    return new SqlCall(
        http.sendAsync(
            door.get()
                .ask("/api/sql")
                .header("Content-Type", "application/json")
                .timeout(ANSWERS_WITHIN)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
                .build(),
            OngoingBody.silentAtMost(silentAtMost)));
  }

  /// The streams and tables that there are.
  ///
  /// @throws io.insideout.runtime.StartFailure if there is no system
  /// @throws IOException if it does not answer
  List<Relation> relations() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        WholeAnswer.to(
            door.get().ask("/api/sql/relations").build(), http, MOST_BYTES_OF_RELATIONS, PATIENCE);
    if (answer.statusCode() != 200) {
      throw new IOException("it answers " + answer.statusCode());
    }
    List<Relation> relations = new ArrayList<>();
    for (JsonNode one : JSON.readTree(answer.body()).path("relations")) {
      relations.add(
          new Relation(
              Printable.text(one.path("name").asText()),
              one.path("kind").asText().equals("table") ? Kind.TABLE : Kind.STREAM,
              columns(one.path("columns")),
              List.of()));
    }
    return relations;
  }

  private static List<Column> columns(JsonNode columns) {
    List<Column> named = new ArrayList<>();
    for (JsonNode one : columns) {
      named.add(
          new Column(
              Printable.text(one.path("name").asText()),
              Printable.text(one.path("type").asText())));
    }
    return named;
  }

  @Override
  public void close() {
    // What is still being asked is nobody's any more.
    http.shutdownNow();
  }
}
