package io.insideout.broker;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.ExitGuard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A node that has been started, with all that it holds: the directory, the ports, Kafka's servers.
final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

  // Kafka's default is 5 minutes: longer than a service manager waits before it kills.
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final Duration STOP_AFTER_FAULT = Duration.ofSeconds(1);

  private final BrokerDirectory directory;
  private final LoopbackSockets sockets;
  private final Faults faults = new Faults();
  private volatile @Nullable KafkaServers servers;

  private Node(BrokerDirectory directory, LoopbackSockets sockets) {
    this.directory = directory;
    this.sockets = sockets;
  }

  /// Takes the directory and the port, and starts Kafka on them; on a failure it gives them back.
  ///
  /// @throws InterruptedException if interrupted meanwhile; the start goes on to its end, and is
  ///   undone
  static Node start(Path path, int port) throws InterruptedException {
    var node = holding(path, port);
    var failed = Sheltered.run("broker-start", node::startServers);
    if (failed.isPresent()) {
      var failure = node.failure(failed.get());
      node.stop();
      throw failure;
    }
    if (Thread.interrupted()) {
      node.stop();
      throw new InterruptedException("The start of the broker was interrupted.");
    }
    return node;
  }

  private static Node holding(Path path, int port) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("The start of the broker was interrupted.");
    }
    var directory = BrokerDirectory.open(path);
    try {
      return new Node(directory, LoopbackSockets.bind(port));
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  int port() {
    return sockets.brokerPort();
  }

  /// What keeps the node from taking records. It reads memory only.
  Optional<String> trouble() {
    return broken().or(this::fenced);
  }

  private Optional<String> broken() {
    return servers != null && servers.diskFailed()
        ? Optional.of(
            "the disk of %s failed or is full: make room or mend it, then start again"
                .formatted(directory))
        : faults.fatal();
  }

  private Optional<String> fenced() {
    return servers == null || servers.admitted()
        ? Optional.empty()
        : Optional.of("fenced by its controller, for a heartbeat is overdue");
  }

  void stop() {
    try (directory;
        sockets) {
      Sheltered.run("broker-stop", this::stopServers)
          .ifPresent(
              e -> LOG.warn("The broker did not stop cleanly, its next start will recover", e));
    } finally {
      ExitGuard.release(faults);
    }
  }

  private @Nullable Void startServers() throws Exception {
    ExitGuard.guard(faults);
    // Kafka would wait without an end for a part of it that is dead.
    faults.onFatal(Thread.currentThread()::interrupt);
    KafkaServers.format(directory);
    servers = new KafkaServers(directory, sockets, faults);
    servers.start();
    return null;
  }

  private @Nullable Void stopServers() {
    ExitGuard.guard(faults);
    if (servers != null) {
      servers.stop(faults.fatal().isPresent() ? STOP_AFTER_FAULT : STOP);
    }
    return null;
  }

  private StartFailure failure(Throwable e) {
    return new StartFailure(
        "The broker does not start on the data directory %s: %s."
            .formatted(directory, broken().orElseGet(() -> String.valueOf(e.getMessage()))),
        e);
  }
}
