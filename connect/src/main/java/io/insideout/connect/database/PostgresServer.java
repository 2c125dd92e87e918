package io.insideout.connect.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.security.auth.module.UnixSystem;
import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A PostgreSQL server on a directory, at 127.0.0.1 only: made, started, found again and stopped by
/// its own programs.
///
/// The server is a process of its own and outlives a killed one of ours. What is found running on
/// the directory is taken over as it is: it has lost nothing.
final class PostgresServer {
  static final String USER = "insideout";
  static final String DATABASE = "insideout";

  /// The one that each server has.
  private static final String EVERYBODYS = "postgres";

  /// So much of its journal is kept for a reader that does not come: then the reader is given up,
  /// not the disk.
  static final int KEPT_FOR_READERS_MB = 1_024;

  private static final String HOST = "127.0.0.1";
  private static final int PID_LINE = 0;
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;
  private static final long COMMAND_SECONDS = 90;

  /// Durable, readable for change data capture, and small: it stands beside, on one machine.
  private static final Map<String, String> CONFIG =
      Map.ofEntries(
          Map.entry("listen_addresses", HOST),
          Map.entry("unix_socket_directories", ""),
          Map.entry("wal_level", "logical"),
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("max_slot_wal_keep_size", KEPT_FOR_READERS_MB + "MB"),
          Map.entry("max_wal_size", "256MB"),
          Map.entry("shared_buffers", "32MB"),
          Map.entry("max_connections", "60"),
          Map.entry("io_method", "sync"),
          Map.entry("jit", "off"),
          Map.entry("timezone", "UTC"));

  private final Path home;
  private final Path directory;
  private final Path data;

  /// @param home where its programs are
  /// @param directory where it keeps its data and its log
  PostgresServer(Path home, Path directory) {
    this.home = home;
    this.directory = directory;
    this.data = directory.resolve("data");
  }

  /// Makes the database if there is none, and has a server run on it.
  ///
  /// @param wanted the port to listen at; 0 for the one of the last time, or any free one
  /// @throws StartFailure that says why it cannot be
  void start(int wanted) throws InterruptedException {
    try {
      Files.createDirectories(directory);
      if (!Files.exists(data.resolve("PG_VERSION"))) {
        make();
      }
      if (!runs()) {
        run(wanted);
      }
      requireDatabase();
    } catch (IOException | SQLException e) {
      throw new StartFailure("PostgreSQL cannot be started in " + directory + ": " + e, e);
    }
  }

  /// Under another name until it is whole: a process that dies meanwhile leaves no half database.
  private void make() throws IOException, InterruptedException {
    Path unfinished = Files.createTempDirectory(directory, "making-");
    command(
        "initdb",
        List.of(
            "--pgdata=" + unfinished,
            "--auth=trust",
            "--username=" + USER,
            "--encoding=UTF8",
            "--locale=C"));
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private void run(int wanted) throws IOException, InterruptedException {
    int port = wanted > 0 ? wanted : freePort();
    if (!isFree(port)) {
      throw new StartFailure(
          "Port %d is taken: end who has it, or give another: --set database-port=PORT (0 for any free one)."
              .formatted(port));
    }
    List<String> options = new ArrayList<>(List.of("-p " + port));
    CONFIG.forEach((name, value) -> options.add("-c " + name + "='" + value + "'"));
    command(
        "pg_ctl",
        List.of(
            "start",
            "--wait",
            "--timeout=60",
            "--pgdata=" + data,
            "--log=" + directory.resolve("postgres.log"),
            "--options=" + String.join(" ", options)));
    Files.writeString(directory.resolve("port"), String.valueOf(port));
  }

  private void requireDatabase() throws SQLException {
    try (Connection connection = at(EVERYBODYS).connect();
        Statement statement = connection.createStatement()) {
      boolean there;
      try (ResultSet found =
          statement.executeQuery(
              "select from pg_database where datname = '%s'".formatted(DATABASE))) {
        there = found.next();
      }
      if (!there) {
        statement.execute("create database " + DATABASE);
      }
    }
  }

  private int freePort() throws IOException {
    Path last = directory.resolve("port");
    if (Files.exists(last)) {
      int port = Integer.parseInt(Files.readString(last).strip());
      if (isFree(port)) {
        return port;
      }
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /// Whether a server runs on the directory.
  boolean runs() {
    return line(PID_LINE)
        .map(Long::parseLong)
        .flatMap(ProcessHandle::of)
        .filter(ProcessHandle::isAlive)
        // A number that was given to another process since is not it, nor is one that is dead and
        // not buried: it has no program any more.
        .filter(process -> process.info().command().orElse("").contains("postgres"))
        .isPresent();
  }

  /// Whether it takes connections.
  boolean isReady() {
    return line(STATUS_LINE).filter("ready"::equals).isPresent();
  }

  /// Where it is, while it runs.
  DatabaseAddress address() {
    return at(DATABASE);
  }

  private DatabaseAddress at(String database) {
    int port =
        line(PORT_LINE)
            .map(Integer::parseInt)
            .orElseThrow(() -> new IllegalStateException("the database does not run"));
    return new DatabaseAddress(HOST, port, database, USER, Map.of());
  }

  /// Stops it: sessions are ended, nothing committed is lost.
  void stop() throws InterruptedException {
    if (runs()) {
      try {
        command(
            "pg_ctl", List.of("stop", "--mode=fast", "--wait", "--timeout=30", "--pgdata=" + data));
      } catch (IOException e) {
        throw new StartFailure("PostgreSQL cannot be stopped in " + directory + ": " + e, e);
      }
    }
  }

  private Optional<String> line(int number) {
    try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
      return lines.skip(number).map(String::strip).filter(text -> !text.isEmpty()).findFirst();
    } catch (IOException | java.io.UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private void command(String program, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(asNobody());
    words.add(home.resolve("bin").resolve(program).toString());
    words.addAll(arguments);
    Path said = Files.createTempFile(directory, program + "-", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      if (!ended || process.exitValue() != 0) {
        throw new StartFailure(
            "PostgreSQL's %s failed: %s".formatted(program, Files.readString(said, UTF_8).strip()));
      }
    } finally {
      Files.delete(said);
    }
  }

  /// PostgreSQL refuses to run as root. In a user namespace of its own it is nobody, with root's
  /// files.
  private static List<String> asNobody() {
    return new UnixSystem().getUid() == 0 ? List.of("unshare", "--user") : List.of();
  }
}
