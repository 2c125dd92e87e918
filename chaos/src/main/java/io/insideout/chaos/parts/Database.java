package io.insideout.chaos.parts;

import io.insideout.runtime.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// The database that connect has beside it: processes that belong to nobody here, found by what the
/// server notes in its data directory.
public final class Database {
  private static final int PID_LINE = 0;
  private static final int PORT_LINE = 3;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final String ANSWERS_WITHIN_SECONDS = "8";

  private final Path note;

  /// @param connect the directory of the part that runs it
  public Database(Path connect) {
    note = connect.resolve("database").resolve("data").resolve("postmaster.pid");
  }

  /// A connection that does not wait for ever. The caller closes it.
  public Connection connect() throws SQLException {
    int port =
        line(PORT_LINE)
            .map(Integer::parseInt)
            .orElseThrow(() -> new SQLException("the database does not run", "08001"));
    Properties properties = new Properties();
    properties.put("user", "insideout");
    properties.put("ApplicationName", "people");
    for (String timeout : List.of("loginTimeout", "connectTimeout", "socketTimeout")) {
      properties.put(timeout, ANSWERS_WITHIN_SECONDS);
    }
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/insideout".formatted(port), properties);
  }

  /// SIGKILL of the server. The processes that it has made see that it is gone, and end.
  ///
  /// @return whether there was a server to kill
  public boolean kill() {
    Optional<ProcessHandle> running = server();
    running.ifPresent(ProcessHandle::destroyForcibly);
    return running.isPresent();
  }

  /// SIGSTOP of the server and of all processes that it has made.
  ///
  /// @return what was stopped
  public List<ProcessHandle> stop() throws InterruptedException {
    List<ProcessHandle> stopped = new ArrayList<>(server().stream().toList());
    // The server first: then it makes no further ones.
    signal("STOP", stopped);
    List<ProcessHandle> made = stopped.stream().flatMap(ProcessHandle::descendants).toList();
    signal("STOP", made);
    stopped.addAll(made);
    return stopped;
  }

  /// SIGCONT.
  public void goOn(List<ProcessHandle> stopped) throws InterruptedException {
    signal("CONT", stopped);
  }

  private static void signal(String signal, List<ProcessHandle> to) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of("kill", "-" + signal));
    to.forEach(process -> words.add(String.valueOf(process.pid())));
    if (!to.isEmpty()) {
      try {
        new ProcessBuilder(words).start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Waits until it takes a connection again.
  ///
  /// @return whether it does
  public boolean awaitUp(Duration atMost) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() < deadlineNanos) {
      try (Connection connection = connect()) {
        return connection.isValid(1);
      } catch (SQLException away) {
        Pause.atMost(LOOK_AGAIN);
      }
    }
    return false;
  }

  /// Ends all that there is of it, at once.
  void end() {
    server()
        .ifPresent(
            running -> {
              List<ProcessHandle> made = running.descendants().toList();
              running.destroyForcibly();
              made.forEach(ProcessHandle::destroyForcibly);
            });
  }

  private Optional<ProcessHandle> server() {
    return line(PID_LINE)
        .map(Long::parseLong)
        .flatMap(ProcessHandle::of)
        // A number that was given to another process since is not it.
        .filter(process -> process.info().command().orElse("").contains("postgres"));
  }

  private Optional<String> line(int number) {
    try (Stream<String> lines = Files.lines(note)) {
      return lines.skip(number).map(String::strip).filter(text -> !text.isEmpty()).findFirst();
    } catch (IOException | UncheckedIOException thereIsNone) {
      return Optional.empty();
    }
  }
}
