package io.insideout.app;

import io.insideout.runtime.RunFile;
import io.insideout.runtime.StartFailure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which running system is meant.
final class RunningOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory of the running system (default: data).")
  private @Nullable Path data;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = {
        "A file with a token for the system's HTTP door, where that asks for",
        "one (default: what INSIDEOUT_TOKEN_FILE names)."
      })
  private @Nullable Path tokenFile;

  /// The door of the system that runs on the data directory.
  ///
  /// @throws StartFailure if none does, or the token cannot be read
  Door door() {
    String fromEnvironment = System.getenv("INSIDEOUT_TOKEN_FILE");
    Path file = tokenFile != null || fromEnvironment == null ? tokenFile : Path.of(fromEnvironment);
    return Door.of(system().http(), file);
  }

  /// The system that runs on the data directory.
  ///
  /// @throws StartFailure if none does
  RunFile system() {
    return RunFile.find(dataDirectory());
  }

  Path dataDirectory() {
    Path given = data;
    String fromEnvironment = System.getenv(SettingTexts.environmentName("data"));
    Path chosen =
        given != null ? given : Path.of(fromEnvironment == null ? "data" : fromEnvironment);
    return chosen.toAbsolutePath().normalize();
  }

  boolean given() {
    return data != null;
  }
}
