package io.insideout.runtime;

import io.insideout.runtime.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// The file by which others find a running process: it stands in the data directory from the moment
/// the process is ready until it closes. After a kill it stays behind, and names a process that is
/// not there.
///
/// @param pid the process
/// @param http the HTTP door's address
/// @param bootstrapServers the log's address; empty where the process does not use it
/// @param registry the registry's address; empty where the process does not use it
/// @param paths what the door answers, as paths of routes, and of each service that it runs the
///   path that shows it
public record RunFile(
    long pid, String http, String bootstrapServers, String registry, List<String> paths) {
  public RunFile {
    paths = List.copyOf(paths);
  }

  /// Where the file of a data directory is.
  public static Path in(Path dataDirectory) {
    return dataDirectory.resolve("run.json");
  }

  /// Puts the file there, whole at once.
  public void write(Path dataDirectory) {
    try {
      Files.createDirectories(dataDirectory);
      Path whole = Files.write(dataDirectory.resolve("run.json.new"), Json.write(this));
      Files.move(whole, in(dataDirectory), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes the file away.
  public static void delete(Path dataDirectory) {
    try {
      Files.deleteIfExists(in(dataDirectory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What runs on a data directory, if anything does.
  ///
  /// @throws StartFailure if there is a file that cannot be read
  public static Optional<RunFile> look(Path dataDirectory) {
    try {
      if (Files.exists(in(dataDirectory))) {
        RunFile found = Json.read(Files.readAllBytes(in(dataDirectory)), RunFile.class);
        return Optional.of(found).filter(RunFile::runs);
      }
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      throw new StartFailure("The run file in " + dataDirectory + " cannot be read.", e);
    }
  }

  /// The system that runs on a data directory.
  ///
  /// @throws StartFailure that says how to start one, if none does
  public static RunFile find(Path dataDirectory) {
    return look(dataDirectory)
        .orElseThrow(
            () ->
                new StartFailure(
                    "No system runs on %s. Start one with: ./insideout up"
                        .formatted(dataDirectory)));
  }

  /// Whether the process is there.
  public boolean runs() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
