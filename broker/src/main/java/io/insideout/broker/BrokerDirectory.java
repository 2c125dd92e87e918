package io.insideout.broker;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/// The data directory of a node, held by this process until it is closed. It has three entries:
/// `broker.properties` says in which version of our format it is and of which cluster,
/// `broker.lock` is the lock, and `log` is Kafka's own.
///
/// The first is written before Kafka writes anything: a directory without it is not ours, whenever
/// the process was killed.
final class BrokerDirectory implements AutoCloseable {
  /// The version of the format that this code reads and writes. It goes up when a directory written
  /// before can no longer be read, or one written now not by the versions before.
  static final int FORMAT_VERSION = 1;

  static final String MARKER = "broker.properties";

  private static final String MARKER_BEING_WRITTEN = "broker.properties.tmp";
  private static final Set<String> BEFORE_THE_MARKER =
      Set.of(DirectoryLock.FILE, MARKER_BEING_WRITTEN);
  private static final String FORMAT_VERSION_KEY = "format.version";
  private static final String CLUSTER_ID_KEY = "cluster.id";

  private final Path path;
  private final DirectoryLock lock;
  private final String clusterId;

  private BrokerDirectory(Path path, DirectoryLock lock, String clusterId) {
    this.path = path;
    this.lock = lock;
    this.clusterId = clusterId;
  }

  /// Takes the directory, and makes it if there is none.
  ///
  /// @throws StartFailure if it is not ours, of another version, in use, or cannot be written
  static BrokerDirectory open(Path directory) {
    try {
      var path = Files.createDirectories(directory).toRealPath();
      refuseIfForeign(path);
      var lock = DirectoryLock.take(path);
      try {
        return new BrokerDirectory(path, lock, clusterId(path));
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StartFailure(
          "The data directory %s cannot be used: %s. Give this user the right to read and write it, or name another directory."
              .formatted(directory, reason(e)),
          e);
    }
  }

  String clusterId() {
    return clusterId;
  }

  /// Where Kafka keeps the records and its metadata.
  Path log() {
    return path.resolve("log");
  }

  @Override
  public void close() {
    lock.close();
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private static void refuseIfForeign(Path path) throws IOException {
    if (Files.exists(path.resolve(MARKER))) {
      return;
    }
    try (var entries = Files.list(path)) {
      var foreign =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !BEFORE_THE_MARKER.contains(name))
              .sorted()
              .limit(3)
              .collect(Collectors.joining(", "));
      if (!foreign.isEmpty()) {
        throw new StartFailure(
            "The directory %s is not a data directory of Insideout: it has no %s, but other things (%s). Name an empty or a new directory."
                .formatted(path, MARKER, foreign));
      }
    }
  }

  private static String clusterId(Path path) throws IOException {
    var marker = path.resolve(MARKER);
    if (!Files.exists(marker)) {
      writeMarker(path, Uuid.randomUuid().toString());
    }
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(marker)) {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      throw damaged(marker, e);
    }
    var version = properties.getProperty(FORMAT_VERSION_KEY);
    if (version == null) {
      throw damaged(marker, null);
    }
    if (!version.equals(Integer.toString(FORMAT_VERSION))) {
      throw new StartFailure(
          "The data directory %s is of format version %s, and this version of Insideout reads and writes version %d only. Start it with the version of Insideout that wrote it, or name another directory."
              .formatted(path, version, FORMAT_VERSION));
    }
    var clusterId = properties.getProperty(CLUSTER_ID_KEY);
    if (clusterId == null) {
      throw damaged(marker, null);
    }
    return clusterId;
  }

  private static void writeMarker(Path path, String clusterId) throws IOException {
    var text =
        "# Written by Insideout. Do not change.%n%s=%d%n%s=%s%n"
            .formatted(FORMAT_VERSION_KEY, FORMAT_VERSION, CLUSTER_ID_KEY, clusterId);
    var beingWritten = path.resolve(MARKER_BEING_WRITTEN);
    try (var channel =
        FileChannel.open(
            beingWritten,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    Files.move(beingWritten, path.resolve(MARKER), StandardCopyOption.ATOMIC_MOVE);
  }

  private static StartFailure damaged(Path marker, @Nullable Throwable cause) {
    return new StartFailure(
        "The file %s is damaged. Restore it from a backup of the data directory, or name another directory."
            .formatted(marker),
        cause);
  }

  private static String reason(IOException e) {
    // The message of these is no more than the file's name.
    return e instanceof FileSystemException f && f.getReason() == null
        ? f.getClass().getSimpleName().replace("Exception", "") + " " + f.getFile()
        : String.valueOf(e.getMessage());
  }
}
