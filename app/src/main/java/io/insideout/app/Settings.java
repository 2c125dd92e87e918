package io.insideout.app;

import io.insideout.catalog.Topic;
import io.insideout.connect.ConnectService;
import io.insideout.connect.ConnectSettings;
import io.insideout.console.ConsoleService;
import io.insideout.runtime.Service;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Guard;
import io.insideout.runtime.http.HttpDoor;
import io.insideout.runtime.http.Route;
import io.insideout.services.ServiceSettings;
import io.insideout.services.Services;
import io.insideout.sql.SqlService;
import io.insideout.sql.SqlSettings;
import io.insideout.story.StoryService;
import io.insideout.traces.TracesService;
import io.insideout.traces.TracesSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All settings of the system, in one place and checked once. A setting comes from its default, the
/// settings file, the environment (`INSIDEOUT_HTTP_PORT` for `http-port`), or a flag; the later
/// wins.
///
/// @param dataDirectory where the log, the states and the views are kept
/// @param bootstrapServers a Kafka cluster to use instead of the embedded log, or empty
/// @param clientProperties a file of Kafka client properties for that cluster (security), or empty
/// @param registry the address of a schema registry to use instead of the own one, or empty
/// @param httpHost the address that the HTTP door listens at
/// @param httpPort 0 to 65535, 0 for any free port
/// @param kafkaPort of the embedded log, 0 to 65535, 0 for any free port
/// @param registryHost the address that the own registry listens at; who may write there is known
///   by a password, `INSIDEOUT_REGISTRY_PASSWORD` in the environment, where there is one
/// @param registryPort of the own registry, 0 to 65535, 0 for any free port
/// @param partitions of each topic that is spread, 0 to 1,000; 0 for as many as they have; a new
///   embedded log gives them one, a new cluster as many as the catalogue declares
/// @param commitIntervalMillis how often services commit what comes steadily, 1 to 10,000 ms; while
///   they have more in hand than they do in a moment, every 100 ms where that is longer
/// @param streamThreads threads of each service, 1 to 64
/// @param story whether stories of orders are kept: they take about a quarter of the log's disk
/// @param drainSeconds how long callers are still answered after the process is told to end, while
///   it says that it is not ready, 0 to 600: as long as whoever sends callers here needs to see it
/// @param instances this process among others of the same services
/// @param services what the services decide by
/// @param connect the database beside the log, and Kafka Connect
/// @param streamingSql the engine that answers SQL
/// @param traces where traces are sent
/// @param access who may do what at the HTTP door
/// @param tls how the door and the own registry prove who they are
public record Settings(
    Path dataDirectory,
    String bootstrapServers,
    String clientProperties,
    String registry,
    String httpHost,
    int httpPort,
    int kafkaPort,
    String registryHost,
    int registryPort,
    int partitions,
    int commitIntervalMillis,
    int streamThreads,
    boolean story,
    int drainSeconds,
    InstanceSettings instances,
    ServiceSettings services,
    ConnectSettings connect,
    SqlSettings streamingSql,
    TracesSettings traces,
    AccessSettings access,
    TlsSettings tls) {

  private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put("data", "data");
    DEFAULTS.put("bootstrap-servers", "");
    DEFAULTS.put("client-properties", "");
    DEFAULTS.put("registry", "");
    DEFAULTS.put("http-host", "127.0.0.1");
    DEFAULTS.put("http-port", "8080");
    DEFAULTS.put("kafka-port", "9092");
    DEFAULTS.put("registry-host", "127.0.0.1");
    DEFAULTS.put("registry-port", "8081");
    DEFAULTS.put("partitions", "0");
    DEFAULTS.put("commit-interval-ms", "5");
    DEFAULTS.put("stream-threads", "1");
    DEFAULTS.put("story", "true");
    DEFAULTS.put("drain-seconds", "0");
    DEFAULTS.put("instance", "one");
    DEFAULTS.put("advertised-http", "");
    DEFAULTS.put("view-copies", "0");
    DEFAULTS.put("session-seconds", "0");
    DEFAULTS.put("standby-replicas", "0");
    DEFAULTS.put("generations", "");
    DEFAULTS.put("details-grace-ms", "2000");
    DEFAULTS.put("payment-within-ms", "1800000");
    DEFAULTS.put("payment-clock", "wall");
    DEFAULTS.put("reminder-after-ms", "60000");
    DEFAULTS.put("auto-ship", "false");
    DEFAULTS.put("payment-provider", "simulated");
    DEFAULTS.put("smtp-url", "");
    DEFAULTS.put("email-from", "insideout@localhost");
    DEFAULTS.put("webhooks-to-private", "auto");
    DEFAULTS.put("database", "none");
    DEFAULTS.put("database-port", "5432");
    DEFAULTS.put("connect-port", "8083");
    DEFAULTS.put("connect-plugins", "");
    DEFAULTS.put("sql", "when-asked");
    DEFAULTS.put("sql-cluster", "");
    DEFAULTS.put("sql-queries", "8");
    DEFAULTS.put("sql-commit-ms", "500");
    DEFAULTS.put("sql-checkpoints", "");
    DEFAULTS.put("otlp-endpoint", "");
    DEFAULTS.put("otlp-headers", "");
    DEFAULTS.put("http-names", "");
    DEFAULTS.put("auth", "none");
    DEFAULTS.put("auth-issuer", "");
    DEFAULTS.put("auth-audience", "");
    DEFAULTS.put("auth-jwks", "");
    DEFAULTS.put("auth-roles-claim", "roles");
    DEFAULTS.put("auth-customer-claim", "sub");
    DEFAULTS.put("operator-properties", "");
    DEFAULTS.put("requests-per-second", "0");
    DEFAULTS.put("requests-burst", "200");
    DEFAULTS.put("requests-open", "0");
    DEFAULTS.put("tls-certificate", "");
    DEFAULTS.put("tls-key", "");
    DEFAULTS.put("tls-name", "");
    DEFAULTS.put("tls-ca", "");
    DEFAULTS.put("registry-tls", "auto");
  }

  /// Puts the settings together.
  ///
  /// @param file a properties file, or null
  /// @param flags from the command line, by the names of the settings
  /// @throws StartFailure that names a setting that is unknown or out of range
  public static Settings of(
      @Nullable Path file, Map<String, String> environment, Map<String, String> flags) {
    return of(Map.of(), file, environment, flags);
  }

  /// Puts the settings together where some have another default.
  static Settings of(
      Map<String, String> otherDefaults,
      @Nullable Path file,
      Map<String, String> environment,
      Map<String, String> flags) {
    Map<String, String> defaults = new LinkedHashMap<>(DEFAULTS);
    defaults.putAll(otherDefaults);
    SettingTexts all = SettingTexts.of(defaults, file, environment, flags);
    return new Settings(
        Path.of(all.text("data")).toAbsolutePath().normalize(),
        all.text("bootstrap-servers"),
        all.text("client-properties"),
        all.text("registry"),
        all.text("http-host"),
        all.number("http-port", 0, 65_535),
        all.number("kafka-port", 0, 65_535),
        all.text("registry-host"),
        all.number("registry-port", 0, 65_535),
        all.number("partitions", 0, 1_000),
        all.number("commit-interval-ms", 1, 10_000),
        all.number("stream-threads", 1, 64),
        all.truth("story"),
        all.number("drain-seconds", 0, 600),
        InstanceSettings.of(all),
        SettingGroups.services(all),
        SettingGroups.connect(all),
        SettingGroups.sql(all),
        SettingGroups.traces(all),
        AccessSettings.of(all),
        TlsSettings.of(all));
  }

  /// What this process is called among others of the same services.
  public String instance() {
    return instances.instance();
  }

  /// The door that callers come in by.
  HttpDoor door(List<Route> routes, Guard guard) {
    return new HttpDoor(
        httpHost, httpPort, routes, guard, access.names(), access.each(), tls.door());
  }

  /// How many partitions a topic shall have in the log. What one machine reads alone need not be
  /// spread, and where nothing is spread no record goes around to meet another.
  ///
  /// @param found how many the topics that are spread have already, if the log has any
  int partitionsOf(Topic<?> topic, OptionalInt found) {
    if (topic.partitions() == 1) {
      return 1;
    }
    return partitions > 0
        ? partitions
        : found.orElse(bootstrapServers.isEmpty() ? 1 : topic.partitions());
  }

  /// These settings for a part of the system: behind the gateway, and within reach of a log and a
  /// registry.
  Settings ofPart(Path directory, String bootstrapServers, String registry) {
    return new Settings(
        directory,
        bootstrapServers,
        clientProperties,
        registry,
        httpHost,
        httpPort,
        kafkaPort,
        registryHost,
        registryPort,
        partitions,
        commitIntervalMillis,
        streamThreads,
        story,
        drainSeconds,
        instances,
        services,
        connect,
        streamingSql,
        traces,
        access.behindGateway(),
        tls);
  }

  /// The settings' names and values, for the start's report. None is a secret: secrets stay in the
  /// client properties' file.
  public Map<String, String> shown() {
    Map<String, String> shown = new TreeMap<>();
    shown.put("data", dataDirectory.toString());
    shown.put("bootstrap-servers", SettingTexts.or(bootstrapServers, "(embedded)"));
    shown.put("client-properties", clientProperties);
    shown.put("registry", SettingTexts.or(registry, "(own)"));
    shown.put("http-host", httpHost);
    shown.put("http-port", String.valueOf(httpPort));
    shown.put("kafka-port", String.valueOf(kafkaPort));
    shown.put("registry-host", registryHost);
    shown.put("registry-port", String.valueOf(registryPort));
    shown.put("partitions", partitions == 0 ? "(as the log has)" : String.valueOf(partitions));
    shown.put("commit-interval-ms", String.valueOf(commitIntervalMillis));
    shown.put("stream-threads", String.valueOf(streamThreads));
    shown.put("story", String.valueOf(story));
    shown.put("drain-seconds", String.valueOf(drainSeconds));
    instances.show(shown);
    SettingGroups.show(this, shown);
    access.show(shown);
    tls.show(shown);
    return shown;
  }

  /// What whoever starts the system must know: that others may reach it, and are not asked.
  Optional<String> warning() {
    return access.warning(httpHost);
  }

  /// Every service of the system as these settings have it.
  public List<Service> allServices() {
    List<Service> all = new ArrayList<>(Services.all(services));
    if (connect.isWanted()) {
      all.add(new ConnectService(connect));
    }
    all.add(new SqlService(streamingSql));
    if (story) {
      all.add(new StoryService());
    }
    if (traces.isWanted()) {
      all.add(new TracesService(traces));
    }
    all.add(new ConsoleService());
    return all;
  }

  /// The names of all settings.
  static Iterable<String> names() {
    return DEFAULTS.keySet();
  }
}
