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
