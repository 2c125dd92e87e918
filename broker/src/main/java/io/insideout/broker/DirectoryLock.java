package io.insideout.broker;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A directory held by this process: the operating system's lock on a file in it, which also ends
/// when the process is killed. The file holds the pid of its holder.
final class DirectoryLock implements AutoCloseable {
  static final String FILE = "broker.lock";

  // Behind the pid, so that where a lock forbids others to read they can read the pid all the same.
  private static final long LOCKED_POSITION = 1L << 40;

  // The system's lock belongs to the process: closing any channel of the file, even one that was
  // refused the lock, gives it up. So a second broker of this process must not come to the file.
  private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /// Takes the directory, given by its real path.
  ///
  /// @throws StartFailure if it is in use; the message names the holder
  static DirectoryLock take(Path directory) throws IOException {
    if (!HELD_BY_THIS_PROCESS.add(directory)) {
      throw inUse(directory, "another broker of this very process");
    }
    try {
      return new DirectoryLock(directory, locked(directory));
    } catch (IOException | RuntimeException e) {
      HELD_BY_THIS_PROCESS.remove(directory);
      throw e;
    }
  }

  @Override
  public void close() {
    // The file goes on to exist: were it deleted, two processes could hold a lock each.
    try (channel) {
      HELD_BY_THIS_PROCESS.remove(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel locked(Path directory) throws IOException {
    var file = directory.resolve(FILE);
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock(LOCKED_POSITION, 1, false);
      if (lock == null) {
        throw inUse(directory, holder(file));
      }
      channel.truncate(0);
      var pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
      return channel;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  private static String holder(Path file) throws IOException {
    var pid = Files.readString(file).strip();
    return pid.isEmpty() ? "another process" : "the process with pid " + pid;
  }

  private static StartFailure inUse(Path directory, String holder) {
    return new StartFailure(
        "The data directory %s is in use by %s. Stop that one first, or name another directory."
            .formatted(directory, holder));
  }
}
