package io.insideout.connect.worker;

import io.insideout.connect.ConnectSettings;
import io.insideout.connect.database.DatabaseAddress;
import io.insideout.runtime.Part;
import io.insideout.runtime.Pause;
import io.insideout.runtime.log.ExitGuard;
import io.insideout.runtime.log.LogClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A worker, and who looks after it, its connectors and the replication slot for as long as it is
/// up.
public final class RunningConnect implements Part, ExitGuard.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(RunningConnect.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final int SLOT_EVERY_LOOKS = 10;

  private final Supplier<DatabaseAddress> database;
  private final LogClient log;
  private final URI registry;
  private final ConnectSettings settings;
  private final SlotWatch slot;
  private volatile @Nullable Worker worker;
  private volatile boolean dead;
  private volatile Optional<String> connectors = Optional.of("its connectors are starting");
  private volatile Optional<String> behind = Optional.empty();
  private @Nullable Thread thread;

  /// @param database where it is at this moment
  public RunningConnect(
      Supplier<DatabaseAddress> database, LogClient log, URI registry, ConnectSettings settings) {
    this.database = database;
    this.log = log;
    this.registry = registry;
    this.settings = settings;
    this.slot = new SlotWatch(new Leftovers(log));
  }

  @Override
  public String name() {
    return "connect-worker";
  }

  /// Starts a worker, and returns when its REST API answers.
  @Override
  public synchronized void start() {
    worker = newWorker();
    thread = Thread.ofPlatform().name("connect-caretaker").daemon().start(this::lookAfter);
  }

  private Worker newWorker() {
    dead = false;
    ExitGuard.guard(this);
    return Worker.start(log, registry, settings.connectPort(), settings.connectPlugins());
  }

  /// Kafka's code would have ended the process.
  @Override
  public void fatal(String message, @Nullable Throwable cause) {
    LOG.error("the worker of Connect cannot go on: {}", message, cause);
    dead = true;
  }

  private void lookAfter() {
    try {
      Worker looked = null;
      Caretaker caretaker = null;
      for (int looks = 0; ; looks++) {
        if (dead) {
          startAgain();
        }
        Worker running = worker;
        if (running == null) {
          return;
        }
        if (caretaker == null || looked != running) {
          looked = running;
          caretaker = new Caretaker(new ConnectClient(running.url()));
        }
        look(caretaker);
        if (looks % SLOT_EVERY_LOOKS == 0) {
          lookAtSlot();
        }
        Pause.atMost(LOOK_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void startAgain() {
    Worker before = worker;
    if (before != null && thread != null) {
      LOG.warn("the worker of Connect is started again");
      before.close();
      worker = newWorker();
    }
  }

  private void look(Caretaker caretaker) throws InterruptedException {
    try {
      List<Connector> wanted =
          Connectors.here(database.get(), DatabaseAddress.password().isPresent());
      Map<String, String> wrong = caretaker.look(wanted);
      connectors =
          wrong.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  wrong.entrySet().stream()
                      .map(one -> one.getKey() + ": " + one.getValue())
                      .collect(Collectors.joining("; ")));
    } catch (ConnectClient.Refused e) {
      // While workers find together it takes nothing: the next look tells it again.
      connectors = Optional.of(String.valueOf(e.getMessage()));
    } catch (IOException | IllegalStateException e) {
      connectors = Optional.of("does not answer: " + e.getMessage());
    }
  }

  private void lookAtSlot() {
    try {
      behind = slot.look(database.get());
    } catch (IllegalStateException e) {
      behind = Optional.of("the database does not run");
    }
  }

  /// Where its REST API is, if it runs.
  public Optional<URI> url() {
    return Optional.ofNullable(worker).map(Worker::url);
  }

  @Override
  public Optional<String> trouble() {
    return connectors.or(() -> behind);
  }

  @Override
  public void close() {
    Thread caring;
    Worker running;
    synchronized (this) {
      caring = thread;
      running = worker;
      thread = null;
      worker = null;
    }
    if (caring != null) {
      caring.interrupt();
      try {
        caring.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (running != null) {
      running.close();
    }
    ExitGuard.release(this);
  }
}
