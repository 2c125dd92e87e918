package io.insideout.app;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The file by which commands find a running system: it stands in the data directory from the
/// moment the system is ready until it closes.
///
/// @param pid the process
/// @param http the HTTP door's address
/// @param bootstrapServers the log's address
/// @param registry the registry's address
public record RunFile(long pid, String http, String bootstrapServers, String registry) {

  static Path in(Path dataDirectory) {
    return dataDirectory.resolve("run.json");
  }

  void write(Path dataDirectory) {
    try {
      Files.createDirectories(dataDirectory);
      Path whole = Files.write(dataDirectory.resolve("run.json.new"), Json.write(this));
      Files.move(whole, in(dataDirectory), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path dataDirectory) {
    try {
      Files.deleteIfExists(in(dataDirectory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The system that runs on a data directory.
  ///
  /// @throws StartFailure that says how to start one, if none does
  static RunFile find(Path dataDirectory) {
    try {
      if (Files.exists(in(dataDirectory))) {
        RunFile found = Json.read(Files.readAllBytes(in(dataDirectory)), RunFile.class);
        Optional<ProcessHandle> process = ProcessHandle.of(found.pid());
        if (process.isPresent() && process.get().isAlive()) {
          return found;
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new StartFailure("The run file in " + dataDirectory + " cannot be read.", e);
    }
    throw new StartFailure(
        "No system runs on %s. Start one with: ./insideout up".formatted(dataDirectory));
  }
}
