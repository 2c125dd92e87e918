package io.insideout.app;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Where what was typed is kept from one run to the next, for this user's eyes alone.
final class SqlHistory {
  /// So many entries are kept, the newest.
  static final int ENTRIES = 1_000;

  private SqlHistory() {}

  /// By the XDG base directory specification.
  ///
  /// @param environment of the process
  static Path file(Map<String, String> environment, Path home) {
    String configured = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        configured.isBlank() ? home.resolve(".local").resolve("state") : Path.of(configured);
    return base.resolve("insideout").resolve("sql-history");
  }

  /// Makes the file if it is not there yet.
  ///
  /// @throws IOException if it cannot be made, or be kept from others
  static void prepare(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    var own = PosixFilePermissions.fromString("rw-------");
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(own));
    } catch (FileAlreadyExistsException e) {
      Files.setPosixFilePermissions(file, own);
    }
  }
}
