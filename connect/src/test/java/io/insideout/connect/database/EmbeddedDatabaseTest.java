package io.insideout.connect.database;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real server on a directory, ended in every way.
class EmbeddedDatabaseTest {
  @TempDir private Path directory;

  @Test
  void keeps_its_rows_and_its_port_between_starts() throws InterruptedException {
    int port;
    try (EmbeddedDatabase database = new EmbeddedDatabase(directory, 0)) {
      database.start();
      port = database.address().port();
      new Sql(database.address()).say("create table kept as select 7 as seven");
    }
    try (EmbeddedDatabase database = new EmbeddedDatabase(directory, 0)) {
      database.start();
      assertThat(database.address().port()).isEqualTo(port);
      assertThat(new Sql(database.address()).ask("select * from kept")).isEqualTo("7");
    }
    assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
  }

  @Test
  void is_durable_readable_for_capture_and_at_loopback_only() throws InterruptedException {
    try (EmbeddedDatabase database = new EmbeddedDatabase(directory, 0)) {
      database.start();
      Sql person = new Sql(database.address());
      assertThat(
              person.ask(
                  "select current_setting('fsync'), current_setting('synchronous_commit'),"
                      + " current_setting('wal_level'), current_setting('listen_addresses'),"
                      + " current_setting('max_slot_wal_keep_size')"))
          .isEqualTo("on|on|logical|127.0.0.1|1GB");
    }
  }

  @Test
  void is_started_again_where_its_server_is_killed_and_has_what_was_committed()
      throws InterruptedException {
    try (EmbeddedDatabase database = new EmbeddedDatabase(directory, 0)) {
      database.start();
      DatabaseAddress address = database.address();
      new Sql(address).say("create table kept as select 7 as seven");

      long killed = pid();
      ProcessHandle.of(killed).orElseThrow().destroyForcibly();

      eventually("another server runs", () -> pid() != killed && pid() > 0);
      eventually("it takes connections", () -> database.trouble().isEmpty());
      assertThat(database.address()).isEqualTo(address);
      assertThat(new Sql(address).ask("select * from kept")).isEqualTo("7");
    }
  }

  @Test
  void a_server_that_is_dead_and_that_nobody_has_buried_does_not_run() throws IOException {
    // In a container nobody may be there to do it.
    Process parent = new ProcessBuilder("sh", "-c", "sleep 0.2 & echo $!; exec sleep 60").start();
    try (var said = parent.inputReader()) {
      long dead = Long.parseLong(said.readLine());
      Files.createDirectories(directory.resolve("data"));
      Files.writeString(directory.resolve("data/postmaster.pid"), dead + "\n");

      eventually(
          "it is dead, and there",
          () -> ProcessHandle.of(dead).orElseThrow().info().command().isEmpty());
      assertThat(new PostgresServer(Path.of("nowhere"), directory).runs()).isFalse();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void takes_over_a_server_that_has_outlived_its_process() throws InterruptedException {
    EmbeddedDatabase killed = new EmbeddedDatabase(directory, 0);
    killed.start();
    long pid = pid();
    // What a killed process leaves behind: nobody who stops the server.
    try (EmbeddedDatabase database = new EmbeddedDatabase(directory, 0)) {
      database.start();
      assertThat(pid()).isEqualTo(pid);
      assertThat(new Sql(database.address()).ask("select 1")).isEqualTo("1");
    } finally {
      killed.close();
    }
    eventually(
        "it is stopped by who took it over",
        () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void says_what_to_do_where_its_port_is_taken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EmbeddedDatabase database = new EmbeddedDatabase(directory, taken.getLocalPort())) {
      assertThatThrownBy(database::start)
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + " is taken")
          .hasMessageContaining("--set database-port=");
    }
  }

  private long pid() {
    try {
      return Long.parseLong(
          Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst().strip());
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }
}
