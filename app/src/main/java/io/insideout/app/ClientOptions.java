package io.insideout.app;

import io.insideout.runtime.RunFile;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every command that talks to a running system.
final class ClientOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory of the running system (default: data).")
  private @Nullable Path data;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "The log's address; needed only where no system runs on the data directory.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--client-properties",
      paramLabel = "FILE",
      description = "Kafka client properties for the log (security).")
  private @Nullable Path clientProperties;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The schema registry's address; with --bootstrap-servers.")
  private @Nullable String registry;

  /// The system that runs on the data directory.
  ///
  /// @throws StartFailure if none does
  RunFile running() {
    return RunFile.find(dataDirectory());
  }

  Path dataDirectory() {
    Path given = data;
    String fromEnvironment = System.getenv(SettingTexts.environmentName("data"));
    Path chosen =
        given != null ? given : Path.of(fromEnvironment == null ? "data" : fromEnvironment);
    return chosen.toAbsolutePath().normalize();
  }

  /// Whether the log is named by address, so that there may be no system to ask over HTTP.
  boolean byAddress() {
    return bootstrapServers != null;
  }

  /// Whether a running system is named, by its directory or by its log.
  boolean named() {
    return data != null || byAddress();
  }

  LogClient log() {
    return new LogAddress(
            bootstrapServers == null ? running().bootstrapServers() : bootstrapServers,
            clientProperties)
        .client();
  }

  Schemas schemas() {
    return Schemas.at(
        SettingTexts.url("registry", registry == null ? running().registry() : registry));
  }
}
