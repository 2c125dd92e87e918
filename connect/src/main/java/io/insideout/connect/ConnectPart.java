package io.insideout.connect;

import io.insideout.connect.database.DatabaseAddress;
import io.insideout.connect.database.EmbeddedDatabase;
import io.insideout.connect.database.Preparation;
import io.insideout.connect.worker.Connectors;
import io.insideout.connect.worker.RunningConnect;
import io.insideout.connect.worker.WorkerRights;
import io.insideout.runtime.Part;
import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.delivery.Backoff;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Right;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database, and Kafka Connect between it and the log. They start in the background, for orders
/// can be placed without them; what is away is waited for, and what dies is started again.
public final class ConnectPart implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectPart.class);

  private final ConnectSettings settings;
  private final LogClient log;
  private final URI registry;
  private final @Nullable EmbeddedDatabase embedded;
  private final Supplier<DatabaseAddress> database;
  private volatile Optional<String> trouble = Optional.of("is starting");
  private volatile @Nullable RunningConnect connect;
  private @Nullable Thread thread;

  /// @param directory where an embedded database is kept
  /// @param registry the schema registry's address
  /// @throws StartFailure if the setting `database` is not one
  public ConnectPart(ConnectSettings settings, Path directory, LogClient log, URI registry) {
    this.settings = settings;
    this.log = log;
    this.registry = registry;
    if (settings.database().equals(ConnectSettings.EMBEDDED)) {
      EmbeddedDatabase beside = new EmbeddedDatabase(directory, settings.databasePort());
      embedded = beside;
      database = beside::address;
    } else {
      DatabaseAddress elsewhere = DatabaseAddress.parse(settings.database());
      embedded = null;
      database = () -> elsewhere;
    }
  }

  @Override
  public String name() {
    return "connect";
  }

  /// Orders are taken without it.
  @Override
  public boolean isVital() {
    return false;
  }

  /// Returns at once: what starts here may take as long as it takes.
  @Override
  public synchronized void start() {
    thread = Thread.ofPlatform().name("connect").daemon().start(this::run);
  }

  private void run() {
    try {
      step("database", this::startDatabase);
      step("tables", () -> Preparation.of(database.get()));
      step("worker", this::startConnect);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Something that may fail for a while.
  private interface Step {
    void take() throws InterruptedException, SQLException;
  }

  /// Until it is done, however often it takes.
  private void step(String what, Step step) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        step.take();
        return;
      } catch (SQLException | RuntimeException e) {
        String why = String.valueOf(e.getMessage());
        if (!trouble.equals(Optional.of(why))) {
          LOG.warn("the {} of connect cannot be started, and it is tried again: {}", what, why, e);
        }
        trouble = Optional.of(why);
        Pause.atMost(Backoff.PATIENT.after(attempt));
      }
    }
  }

  private void startDatabase() throws InterruptedException {
    EmbeddedDatabase beside = embedded;
    if (beside != null) {
      beside.start();
    }
  }

  private void startConnect() throws InterruptedException {
    requireDeadLetters();
    RunningConnect running = new RunningConnect(database, log, registry, settings);
    connect = running;
    running.start();
    trouble = Optional.empty();
  }

  /// The sinks would each make it, and complain that it is not there.
  private void requireDeadLetters() throws InterruptedException {
    try (Admin admin = log.admin()) {
      NewTopic topic = new NewTopic(Connectors.DEAD_LETTERS, Optional.of(1), Optional.empty());
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new StartFailure(
            "The topic %s cannot be made: %s".formatted(Connectors.DEAD_LETTERS, e.getCause()), e);
      }
    }
  }

  /// Where the database is, if it is known by now.
  public Optional<DatabaseAddress> database() {
    try {
      return Optional.of(database.get());
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }

  /// Where Connect's REST API is, if it runs by now.
  public Optional<URI> url() {
    return Optional.ofNullable(connect).flatMap(RunningConnect::url);
  }

  @Override
  public Optional<String> trouble() {
    RunningConnect running = connect;
    return trouble
        .or(() -> embedded == null ? Optional.empty() : embedded.trouble())
        .or(() -> running == null ? Optional.empty() : running.trouble());
  }

  @Override
  public List<Right> rights() {
    return WorkerRights.all();
  }

  @Override
  public synchronized void close() {
    Thread starting = thread;
    thread = null;
    if (starting != null) {
      starting.interrupt();
      try {
        starting.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    RunningConnect running = connect;
    connect = null;
    if (running != null) {
      running.close();
    }
    if (embedded != null) {
      embedded.close();
    }
  }
}
