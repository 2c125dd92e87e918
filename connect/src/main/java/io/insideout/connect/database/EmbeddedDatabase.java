package io.insideout.connect.database;

import io.insideout.runtime.Part;
import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real PostgreSQL beside this process, on a directory that keeps it between starts. Where the
/// server dies it is started again; where this process dies the next one takes the server over.
public final class EmbeddedDatabase implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final Path directory;
  private final int port;
  private volatile @Nullable PostgresServer server;
  private volatile Optional<String> trouble = Optional.empty();
  private volatile @Nullable Thread watch;

  /// @param directory where it is kept; made if there is none
  /// @param port at which it listens; 0 for the one of the last time, or any free one
  public EmbeddedDatabase(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public synchronized void start() throws InterruptedException {
    PostgresServer started =
        new PostgresServer(PostgresBinaries.unpacked(PostgresBinaries.caches()), directory);
    started.start(port);
    server = started;
    watch = Thread.ofPlatform().name("database-watch").daemon().start(() -> watch(started));
  }

  /// Where it is, while it runs.
  ///
  /// @throws IllegalStateException if it does not at this moment
  public DatabaseAddress address() {
    PostgresServer started = server;
    if (started == null) {
      throw new IllegalStateException("the database is not started");
    }
    return started.address();
  }

  private void watch(PostgresServer watched) {
    try {
      while (server == watched) {
        Pause.atMost(LOOK_EVERY);
        if (server == watched && !watched.runs()) {
          startAgain(watched);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void startAgain(PostgresServer watched) throws InterruptedException {
    if (server != watched) {
      return;
    }
    LOG.warn("the database in {} has ended; it is started again", directory);
    try {
      watched.start(0);
      trouble = Optional.empty();
    } catch (StartFailure e) {
      trouble = Optional.ofNullable(e.getMessage());
    }
  }

  @Override
  public Optional<String> trouble() {
    PostgresServer started = server;
    if (trouble.isPresent() || started == null) {
      return trouble;
    }
    return started.isReady() ? Optional.empty() : Optional.of("does not take connections");
  }

  @Override
  public synchronized void close() {
    PostgresServer started = server;
    server = null;
    Thread watching = watch;
    if (watching != null) {
      watching.interrupt();
    }
    if (started != null) {
      try {
        started.stop();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
