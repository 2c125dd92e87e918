package io.insideout.broker;

import io.insideout.runtime.Part;
import io.insideout.runtime.StartFailure;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A real Apache Kafka in this process: one KRaft node that is broker and controller, for one
/// machine, on 127.0.0.1 only.
///
/// What it promises:
/// - The directory keeps everything between starts, and belongs to one process at a time. A
///   directory of another version of the format, or one that is not ours, is refused untouched.
/// - What has been acknowledged survives the death of the process, `kill -9` included: it is in the
///   operating system's hands by then. It may not survive the death of the machine (power, kernel):
///   Kafka does not force each record to the disk but relies on replicas on other machines, which
///   one node does not have. Who needs that takes a cluster.
/// - It never ends the process. When Kafka cannot go on (the disk is full or broken, say), it says
///   so as [#trouble()] and in the log, and stays so until it is closed.
public final class EmbeddedBroker implements Part {
  private final Path directory;
  private final int port;

  private volatile @Nullable Node node;

  /// A broker that is not started yet.
  ///
  /// @param directory where it keeps its data; made if there is none
  /// @param port the port that clients connect to, 0 for any free one
  public EmbeddedBroker(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  @Override
  public String name() {
    return "broker";
  }

  /// Starts the node and returns when it acknowledges records.
  ///
  /// @throws StartFailure if the directory or the port cannot be had, or the log cannot be read
  @Override
  public synchronized void start() throws InterruptedException {
    if (node != null) {
      throw new IllegalStateException("The broker is started already.");
    }
    node = Node.start(directory, port);
  }

  /// The address for clients' `bootstrap.servers`.
  ///
  /// @throws IllegalStateException if the broker is not started
  public String bootstrapServers() {
    var started = node;
    if (started == null) {
      throw new IllegalStateException("The broker is not started.");
    }
    return LoopbackSockets.HOST + ":" + started.port();
  }

  @Override
  public Optional<String> trouble() {
    var started = node;
    return started == null ? Optional.empty() : started.trouble();
  }

  @Override
  public synchronized void close() {
    var started = node;
    node = null;
    if (started != null) {
      started.stop();
    }
  }
}
