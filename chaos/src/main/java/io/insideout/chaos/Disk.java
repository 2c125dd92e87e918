package io.insideout.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A small disk of its own for the log, where this process may make one; so that it can be full
/// without anybody else's being so.
final class Disk implements AutoCloseable {
  private static final String SIZE = "512m";
  private static final int BLOCK_BYTES = 1 << 16;

  private final Path directory;
  private final boolean mounted;

  private Disk(Path directory, boolean mounted) {
    this.directory = directory;
    this.mounted = mounted;
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
    try {
      if (mounted && !run("umount", directory.toString())) {
        throw new IOException("the disk at " + directory + " cannot be unmounted");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before the disk was unmounted", e);
    }
  }
}
