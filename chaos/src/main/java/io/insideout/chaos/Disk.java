package io.insideout.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A small disk of its own for the log, where this process may make one; so that it can be full
/// without anybody else's being so.
final class Disk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Disk.class);
  private static final String SIZE = "512m";
  private static final int BLOCK_BYTES = 1 << 16;

  private final Path directory;
  private final boolean mounted;

  private final Thread hook = new Thread(this::unmountQuietly, "end-of-the-disk");

  private Disk(Path directory, boolean mounted) {
    this.directory = directory;
    this.mounted = mounted;
    if (mounted) {
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  /// Makes the disk, or finds that it cannot.
  static Disk mount(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    return new Disk(
        directory, run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "none", directory.toString()));
  }

  /// No disk of its own.
  static Disk none(Path directory) {
    return new Disk(directory, false);
  }

  /// Whether there is such a disk.
  boolean mounted() {
    return mounted;
  }

  /// Takes all the room that is left.
  void fill() {
    try (OutputStream out = Files.newOutputStream(ballast())) {
      byte[] block = new byte[BLOCK_BYTES];
      while (true) {
        out.write(block);
      }
    } catch (IOException itIsFull) {
      // That is what was wanted.
    }
  }

  /// Gives it back.
  void free() throws IOException {
    Files.deleteIfExists(ballast());
  }

  /// Copies what is on it to where it stays.
  void keep(Path there) throws IOException, InterruptedException {
    if (mounted && !run("cp", "-a", directory.toString(), there.toString())) {
      throw new IOException("the disk at " + directory + " cannot be copied to " + there);
    }
  }

  private Path ballast() {
    return directory.resolve("ballast");
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException thereIsNoSuchProgram) {
      return false;
    }
  }

  /// Lets the disk vanish. What is to be kept is somewhere else by then.
  @Override
  public void close() throws IOException {
    if (!mounted) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      unmount();
    } catch (IllegalStateException theHookRuns) {
      // Then it does the same.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before the disk was unmounted", e);
    }
  }

  private void unmountQuietly() {
    try {
      unmount();
    } catch (IOException e) {
      LOG.warn("a small disk is left behind", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Lazily: a process that still has a file there ends at this moment.
  private void unmount() throws IOException, InterruptedException {
    if (!run("umount", "-l", directory.toString())) {
      throw new IOException("the disk at " + directory + " cannot be unmounted");
    }
  }
}
