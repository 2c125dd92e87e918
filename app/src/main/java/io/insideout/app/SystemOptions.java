package io.insideout.app;

import io.insideout.connect.ConnectSettings;
import io.insideout.sql.SqlSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every command that starts the system.
final class SystemOptions {
  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "A properties file of settings, by the names of the long options below.")
  private @Nullable Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the log, states and views are kept (default: data).")
  private @Nullable String data;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "A Kafka cluster to use instead of the embedded log.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--client-properties",
      paramLabel = "FILE",
      description = "Kafka client properties for that cluster (security).")
  private @Nullable String clientProperties;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "A schema registry to use instead of the own one.")
  private @Nullable String registry;

  @Option(
      names = "--http-host",
      paramLabel = "HOST",
      description = "The address to listen at (default: 127.0.0.1).")
  private @Nullable String httpHost;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "The port of the HTTP door, 0 for any free one (default: 8080).")
  private @Nullable String httpPort;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "The port of the embedded log, 0 for any free one (default: 9092).")
  private @Nullable String kafkaPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      description = "The port of the own registry, 0 for any free one (default: 8081).")
  private @Nullable String registryPort;

  @Option(
      names = "--commit-interval-ms",
      paramLabel = "MS",
      description = "How often services commit what comes steadily (default: 5).")
  private @Nullable String commitIntervalMillis;

  @Option(
      names = "--database",
      arity = "0..1",
      fallbackValue = ConnectSettings.EMBEDDED,
      paramLabel = "URL",
      description = {
        "With a database beside the log, where products and stock are kept and views go: a PostgreSQL",
        "of our own, or the one at URL, such as jdbc:postgresql://db.example.com/shop?user=insideout."
      })
  private @Nullable String database;

  @Option(
      names = "--sql",
      description = "Start the SQL engine with the system, instead of with the first query.")
  private boolean sql;

  @Option(names = "--auto-ship", description = "Let paid orders leave and arrive by themselves.")
  private boolean autoShip;

  @Option(
      names = "--auth",
      paramLabel = "HOW",
      description = {
        "Who is let in: none, everybody; or oidc, who brings a token as the",
        "settings auth-issuer, auth-audience and auth-jwks say (default: none)."
      })
  private @Nullable String auth;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Any setting by its name, such as --set details-grace-ms=500.")
  private Map<String, String> more = new LinkedHashMap<>();

  /// The settings, from defaults, file, environment and these options.
  Settings settings() {
    return settings(Map.of());
  }

  /// The settings, where some have another default.
  Settings settings(Map<String, String> otherDefaults) {
    Map<String, String> flags = new LinkedHashMap<>(more);
    put(flags, "data", data);
    put(flags, "bootstrap-servers", bootstrapServers);
    put(flags, "client-properties", clientProperties);
    put(flags, "registry", registry);
    put(flags, "http-host", httpHost);
    put(flags, "http-port", httpPort);
    put(flags, "kafka-port", kafkaPort);
    put(flags, "registry-port", registryPort);
    put(flags, "commit-interval-ms", commitIntervalMillis);
    put(flags, "database", database);
    put(flags, "sql", sql ? SqlSettings.AT_START : null);
    put(flags, "auth", auth);
    put(flags, "auto-ship", autoShip ? "true" : null);
    return Settings.of(otherDefaults, file, System.getenv(), flags);
  }

  private static void put(Map<String, String> flags, String name, @Nullable String value) {
    if (value != null) {
      flags.put(name, value);
    }
  }
}
