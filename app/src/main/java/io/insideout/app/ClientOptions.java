package io.insideout.app;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
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
      description = "Kafka client properties for that log (security).")
  private @Nullable Path clientProperties;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The schema registry's address; with --bootstrap-servers.")
  private @Nullable URI registry;

  /// The system that runs on the data directory.
  ///
  /// @throws StartFailure if none does
  RunFile running() {
    return RunFile.find(dataDirectory());
  }

  Path dataDirectory() {
    Path given = data;
    String fromEnvironment = System.getenv(Settings.environmentName("data"));
    Path chosen =
        given != null ? given : Path.of(fromEnvironment == null ? "data" : fromEnvironment);
    return chosen.toAbsolutePath().normalize();
  }

  /// Whether the log is named by address, so that there may be no system to ask over HTTP.
  boolean byAddress() {
    return bootstrapServers != null;
  }

  LogClient log() {
    if (bootstrapServers == null) {
      return LogClient.at(running().bootstrapServers());
    }
    Map<String, Object> properties = new HashMap<>(read(clientProperties));
    properties.put("bootstrap.servers", bootstrapServers);
    return new LogClient(properties);
  }

  Schemas schemas() {
    return Schemas.at(registry == null ? URI.create(running().registry()) : registry);
  }

  private static Map<String, Object> read(@Nullable Path file) {
    Map<String, Object> read = new HashMap<>();
    if (file != null) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new StartFailure("The client properties " + file + " cannot be read.", e);
      }
      properties.forEach((name, value) -> read.put(String.valueOf(name), value));
    }
    return read;
  }
}
