package io.insideout.app;

import io.insideout.connect.database.DatabaseAddress;
import io.insideout.connect.worker.ConnectClient;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.WholeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a running system tells of its database, of Connect and of the connectors.
///
/// @param database its address, or null while it does not run
/// @param connect the address of Connect's REST API, or null while it does not run
/// @param trouble what is wrong, or null
record ConnectReport(
    @Nullable String database,
    @Nullable String connect,
    @Nullable String trouble,
    List<State> connectors) {
  private static final String PATH = "/api/connectors";

  private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(5);

  /// Longer than the system itself waits for Connect.
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);

  private static final long MOST_BYTES = 16 << 20;

  /// How one connector is, in Connect's words.
  record State(
      String name, String type, String state, List<String> tasks, @Nullable String failure) {}

  /// What is said to Connect.
  interface Question<T> {
    T ask(ConnectClient connect) throws IOException, InterruptedException;
  }

  ConnectReport {
    connect = connect == null ? null : connect.replaceFirst("/+$", "");
    connectors = List.copyOf(connectors);
  }

  /// Asks a system.
  ///
  /// @throws StartFailure if it does not answer, or has no database
  static ConnectReport of(Door system) throws InterruptedException {
    return Json.read(body(system), ConnectReport.class);
  }

  /// The same, as the system says it.
  static byte[] body(Door system) throws InterruptedException {
    return ask(system)
        .orElseThrow(
            () ->
                new StartFailure(
                    "The system at %s has no database. Start it with one: ./insideout up --database"
                        .formatted(system.url())));
  }

  /// Asks whoever is behind a door.
  ///
  /// @return empty where there is no database
  /// @throws StartFailure if it does not answer
  static Optional<ConnectReport> at(Door door) throws InterruptedException {
    return ask(door).map(body -> Json.read(body, ConnectReport.class));
  }

  private static Optional<byte[]> ask(Door door) throws InterruptedException {
    HttpRequest question = door.ask(PATH).timeout(ANSWERS_WITHIN).build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECTS_WITHIN).build()) {
      HttpResponse<byte[]> answer = WholeAnswer.to(question, http, MOST_BYTES, ANSWERS_WITHIN);
      door.requireLetIn(answer.statusCode());
      return switch (answer.statusCode()) {
        case 200 -> Optional.of(answer.body());
        case 404 -> Optional.empty();
        default ->
            throw new StartFailure(
                "The system at %s does not tell of its database at this moment: it answered %d."
                    .formatted(door.url(), answer.statusCode()));
      };
    } catch (IOException e) {
      throw new StartFailure(
          "The system at %s does not answer: %s.".formatted(door.url(), Door.why(e)), e);
    }
  }

  /// Where the database is.
  ///
  /// @throws StartFailure while it does not run
  DatabaseAddress databaseAddress() {
    if (database == null) {
      throw away("database");
    }
    return DatabaseAddress.parse(database);
  }

  /// Asks Connect.
  ///
  /// @throws StartFailure while it does not run, or if it refuses
  <T> T ask(Question<T> question) throws InterruptedException {
    if (connect == null) {
      throw away("Kafka Connect");
    }
    try {
      return question.ask(new ConnectClient(URI.create(connect)));
    } catch (ConnectClient.Refused e) {
      throw new StartFailure(
          "Kafka Connect does not do it: " + Printable.text(String.valueOf(e.getMessage())), e);
    } catch (IOException e) {
      throw new StartFailure("Kafka Connect at %s does not answer.".formatted(connect), e);
    }
  }

  /// One connector as Connect has it.
  ///
  /// @throws StartFailure that names those that there are, if it is not among them
  ConnectClient.Status status(String name) throws InterruptedException {
    var all = ask(ConnectClient::connectors);
    ConnectClient.Status found = all.get(name);
    if (found == null) {
      throw unknown(name, all.keySet());
    }
    return found;
  }

  /// What is said of a connector that there is not.
  static StartFailure unknown(String name, Collection<String> known) {
    return new StartFailure(
        "There is no connector '%s'; there are: %s."
            .formatted(name, Printable.text(String.join(", ", known))));
  }

  private StartFailure away(String what) {
    return new StartFailure(
        "The system's %s does not run at this moment: %s."
            .formatted(
                what, Printable.text(Objects.requireNonNullElse(trouble, "it is starting"))));
  }
}
