package io.insideout.connect.database;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked once for each version and user from the archive on the class
/// path. They are put into place whole: who finds the folder finds all of it.
final class PostgresBinaries {
  /// The archive that is brought along for this kind of machine, whichever it is.
  private static final List<String> ARCHIVES =
      List.of(
          "/postgres-linux-x86_64.txz",
          "/postgres-linux-arm_64.txz",
          "/postgres-darwin-x86_64.txz",
          "/postgres-darwin-arm_64.txz");

  private static final int OWNER_EXECUTES = 0100;

  private PostgresBinaries() {}

  /// The folder with `bin`, `lib` and `share`.
  ///
  /// @param caches where it is kept for all data directories of this user
  /// @throws StartFailure if there is none for this kind of machine, or no room for it
  static Path unpacked(Path caches) {
    String archive =
        ARCHIVES.stream()
            .filter(name -> PostgresBinaries.class.getResource(name) != null)
            .findFirst()
            .orElseThrow(
                () ->
                    new StartFailure(
                        "No PostgreSQL is brought along for this kind of machine."
                            + " Give the address of yours: --database jdbc:postgresql://HOST/NAME"));
    try (InputStream in = PostgresBinaries.class.getResourceAsStream(archive)) {
      if (in == null) {
        throw new IOException(archive + " is gone");
      }
      // The archive says nothing of its version, and its size changes with it.
      Path home =
          caches.resolve(
              "postgres-%s-%d"
                  .formatted(archive.replaceAll("^/postgres-|\\.txz$", ""), in.available()));
      return Files.isDirectory(home) ? home : unpack(in, home);
    } catch (IOException e) {
      throw new StartFailure("PostgreSQL cannot be unpacked into " + caches + ": " + e, e);
    }
  }

  /// Where this user's caches are, by the XDG base directory specification.
  static Path caches() {
    String configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.resolve("insideout");
  }

  private static Path unpack(InputStream archive, Path home) throws IOException {
    Path parent = home.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    Path unfinished = Files.createTempDirectory(parent, "unpacking-");
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        put(tar, entry, unfinished);
      }
    }
    try {
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(unfinished);
      // Another process was first, with the same.
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
    return home;
  }

  private static void put(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
      throws IOException {
    Path target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("the archive leads out of its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      if ((entry.getMode() & OWNER_EXECUTES) != 0) {
        Files.setPosixFilePermissions(
            target,
            Set.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.OWNER_EXECUTE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.GROUP_EXECUTE,
                PosixFilePermission.OTHERS_READ,
                PosixFilePermission.OTHERS_EXECUTE));
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (FileAlreadyExistsException e) {
      throw new IOException(e);
    }
  }
}
