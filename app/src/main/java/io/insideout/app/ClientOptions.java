package io.insideout.app;

import io.insideout.runtime.RunFile;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of every command that talks to a running system.
final class ClientOptions {
  @Mixin private RunningOptions running;

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

  @SuppressWarnings("NullAway.Init") // picocli sets the mixin
  ClientOptions() {}

  /// The system that runs on the data directory.
  ///
  /// @throws StartFailure if none does
  RunFile running() {
    return running.system();
  }

  /// Its door.
  ///
  /// @throws StartFailure if none runs, or the token cannot be read
  Door door() {
    return running.door();
  }

  Path dataDirectory() {
    return running.dataDirectory();
  }

  /// Whether the log is named by address, so that there may be no system to ask over HTTP.
  boolean byAddress() {
    return bootstrapServers != null;
  }

  /// Whether a running system is named, by its directory or by its log.
  boolean named() {
    return running.given() || byAddress();
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
