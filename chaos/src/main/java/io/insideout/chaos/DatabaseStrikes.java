package io.insideout.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.chaos.history.DatabaseAway;
import io.insideout.chaos.history.History;
import io.insideout.chaos.history.Stop;
import io.insideout.chaos.parts.Child;
import io.insideout.chaos.parts.Database;
import io.insideout.chaos.plan.Fault;
import io.insideout.runtime.Pause;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Does to the database, and to what captures it, what a plan says.
final class DatabaseStrikes {
  private static final Duration UP_AGAIN_WITHIN = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final Duration READ_ANEW_WITHIN = Duration.ofSeconds(60);
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(90);
  private static final Duration TELL_AGAIN_AFTER = Duration.ofMillis(500);

  /// More than the database keeps for a reader, in segments of its journal.
  private static final int SEGMENTS = 70;

  private static final String WRITE_A_SEGMENT =
      "select pg_logical_emit_message(false, 'chaos', ''), pg_switch_wal()";
  private static final String DELETE_SOME =
      """
      delete from product where sku in (select sku from product where sku like 'BULK-%' order by sku limit 20)
      """;
  private static final String IS_LOST =
      "select from pg_replication_slots where slot_name = 'insideout' and wal_status = 'lost'";
  private static final String IS_READ_ANEW =
      """
      select from pg_stat_activity
      where pid <> pg_backend_pid() and state <> 'idle' and query ilike 'select%from "public"."product"%'
      """;

  private final Child connect;
  private final Database database;
  private final History history;
  private final Consumer<String> note;

  DatabaseStrikes(Child connect, Database database, History history, Consumer<String> note) {
    this.connect = connect;
    this.database = database;
    this.history = history;
    this.note = note;
  }

  void strike(Fault.AtDatabase fault) throws InterruptedException {
    long fromNanos = System.nanoTime();
    switch (fault) {
      case Fault.KillDatabase _ -> kill();
      case Fault.KillBoth both -> {
        kill();
        var _ = connect.kill();
        Strikes.rest(both.down());
        connect.start();
      }
      case Fault.PauseDatabase pause -> {
        List<ProcessHandle> stopped = database.stop();
        Strikes.rest(pause.length());
        database.goOn(stopped);
      }
      case Fault.StopCapture stop -> {
        tell("stop");
        Strikes.rest(stop.length());
        // What was not told to stop goes on anyway.
        tell("resume");
        return;
      }
      case Fault.LoseSlot lose -> {
        loseSlot(lose);
        return;
      }
    }
    if (!database.awaitUp(UP_AGAIN_WITHIN)) {
      note.accept(
          "the database does not come back within %d s".formatted(UP_AGAIN_WITHIN.toSeconds()));
    }
    history.add(new Stop(DatabaseAway.DATABASE, fromNanos, System.nanoTime()));
  }

  private void kill() {
    if (!database.kill()) {
      note.accept("there is no database to kill");
    }
  }

  private void loseSlot(Fault.LoseSlot lose) throws InterruptedException {
    boolean lost = connect.signal("STOP") && isLost();
    if (!lost) {
      note.accept("the database does not give its reader up");
    }
    var _ = connect.signal("CONT");
    if (lost && lose.killed()) {
      if (!awaitReadAnew()) {
        note.accept("nobody was seen reading the tables anew");
      }
      var _ = connect.kill();
      connect.start();
    }
  }

  private boolean isLost() {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (int segment = 0; segment < SEGMENTS; segment++) {
        if (segment % (SEGMENTS / 2) == 1) {
          statement.execute(DELETE_SOME);
        }
        statement.execute(WRITE_A_SEGMENT);
      }
      statement.execute("checkpoint");
      return there(statement, IS_LOST);
    } catch (SQLException away) {
      return false;
    }
  }

  private boolean awaitReadAnew() throws InterruptedException {
    long deadlineNanos = System.nanoTime() + READ_ANEW_WITHIN.toNanos();
    while (System.nanoTime() < deadlineNanos) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        while (System.nanoTime() < deadlineNanos) {
          if (there(statement, IS_READ_ANEW)) {
            return true;
          }
          Pause.atMost(LOOK_AGAIN);
        }
      } catch (SQLException away) {
        Pause.atMost(LOOK_AGAIN);
      }
    }
    return false;
  }

  private static boolean there(Statement statement, String question) throws SQLException {
    try (ResultSet row = statement.executeQuery(question)) {
      return row.next();
    }
  }

  /// Connect's own REST API is told, as an operator would do: until it takes it.
  private void tell(String what) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + TOLD_WITHIN.toNanos();
    String why = "";
    while (System.nanoTime() < deadlineNanos) {
      try {
        int status = put("/connectors/legacy-tables/" + what);
        if (status / 100 == 2) {
          return;
        }
        why = "it answers " + status;
      } catch (IOException | IllegalArgumentException away) {
        why = String.valueOf(away.getMessage());
      }
      Pause.atMost(TELL_AGAIN_AFTER);
    }
    note.accept("capture cannot be told to %s: %s".formatted(what, why));
  }

  private int put(String path) throws IOException, InterruptedException {
    RunFile at = connect.runFile().orElseThrow(() -> new IOException("it does not run"));
    try (HttpClient http = HttpClient.newHttpClient()) {
      byte[] state =
          http.send(request(at.http() + "/api/connectors").build(), BodyHandlers.ofByteArray())
              .body();
      String url = Json.read(state, JsonNode.class).path("connect").asText();
      return http.send(
              request(url.replaceAll("/+$", "") + path).PUT(BodyPublishers.noBody()).build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(ANSWERS_WITHIN);
  }
}
