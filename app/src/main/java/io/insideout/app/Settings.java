package io.insideout.app;

import io.insideout.catalog.Topic;
import io.insideout.runtime.StartFailure;
import io.insideout.services.ServiceSettings;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
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
/// @param registryPort of the own registry, 0 to 65535, 0 for any free port
/// @param instance names this process among others of the same services
/// @param partitions of each topic that is spread, 0 to 1,000; 0 for as many as they have; a new
///   embedded log gives them one, a new cluster as many as the catalogue declares
/// @param commitIntervalMillis how often services commit, 1 to 10,000 ms
/// @param streamThreads threads of each service, 1 to 64
/// @param detailsGraceMillis how long an unknown SKU or customer is looked up again, 0 to 600,000
///   ms
/// @param paymentWithinMillis how long a validated order waits for its payment before it expires, 0
///   to 86,400,000 ms, 0 for as long as it takes
/// @param reminderAfterMillis how long a validated order waits for its payment before its customer
///   is reminded, 1,000 to 86,400,000 ms
/// @param autoShip whether a paid order leaves and arrives by itself, true or false
/// @param paymentProvider who holds and takes the money: `simulated`, or the address of a provider
///   such as https://api.stripe.com, whose secrets are in the environment
/// @param smtpUrl the mail server that e-mails are sent by, such as smtp://mail:25 or
///   smtps://mail:465, or empty to keep them in the log
/// @param emailFrom the address that e-mails come from
public record Settings(
    Path dataDirectory,
    String bootstrapServers,
    String clientProperties,
    String registry,
    String httpHost,
    int httpPort,
    int kafkaPort,
    int registryPort,
    String instance,
    int partitions,
    int commitIntervalMillis,
    int streamThreads,
    int detailsGraceMillis,
    int paymentWithinMillis,
    int reminderAfterMillis,
    boolean autoShip,
    String paymentProvider,
    String smtpUrl,
    String emailFrom) {

  private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put("data", "data");
    DEFAULTS.put("bootstrap-servers", "");
    DEFAULTS.put("client-properties", "");
    DEFAULTS.put("registry", "");
    DEFAULTS.put("http-host", "127.0.0.1");
    DEFAULTS.put("http-port", "8080");
    DEFAULTS.put("kafka-port", "9092");
    DEFAULTS.put("registry-port", "8081");
    DEFAULTS.put("instance", "one");
    DEFAULTS.put("partitions", "0");
    DEFAULTS.put("commit-interval-ms", "5");
    DEFAULTS.put("stream-threads", "1");
    DEFAULTS.put("details-grace-ms", "2000");
    DEFAULTS.put("payment-within-ms", "1800000");
    DEFAULTS.put("reminder-after-ms", "60000");
    DEFAULTS.put("auto-ship", "false");
    DEFAULTS.put("payment-provider", "simulated");
    DEFAULTS.put("smtp-url", "");
    DEFAULTS.put("email-from", "insideout@localhost");
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
    Map<String, String> all = new LinkedHashMap<>(DEFAULTS);
    all.putAll(otherDefaults);
    if (file != null) {
      read(file).forEach((name, value) -> put(all, name, value, "the settings file " + file));
    }
    DEFAULTS
        .keySet()
        .forEach(
            name -> {
              String value = environment.get(environmentName(name));
              if (value != null) {
                all.put(name, value);
              }
            });
    flags.forEach((name, value) -> put(all, name, value, "the command line"));
    return new Settings(
        Path.of(text(all, "data")).toAbsolutePath().normalize(),
        text(all, "bootstrap-servers"),
        text(all, "client-properties"),
        text(all, "registry"),
        text(all, "http-host"),
        number(all, "http-port", 0, 65_535),
        number(all, "kafka-port", 0, 65_535),
        number(all, "registry-port", 0, 65_535),
        text(all, "instance"),
        number(all, "partitions", 0, 1_000),
        number(all, "commit-interval-ms", 1, 10_000),
        number(all, "stream-threads", 1, 64),
        number(all, "details-grace-ms", 0, 600_000),
        number(all, "payment-within-ms", 0, 86_400_000),
        number(all, "reminder-after-ms", 1_000, 86_400_000),
        truth(all, "auto-ship"),
        ProviderAddress.check("payment-provider", text(all, "payment-provider")),
        text(all, "smtp-url"),
        text(all, "email-from"));
  }

  /// What of it the services decide by.
  public ServiceSettings services() {
    return new ServiceSettings(
        detailsGraceMillis,
        paymentWithinMillis,
        reminderAfterMillis,
        autoShip,
        paymentProvider,
        smtpUrl,
        emailFrom);
  }

  /// How many partitions a topic shall have in the log. What one machine reads alone need not be
  /// spread, and where nothing is spread no record goes around to meet another.
  ///
  /// @param found how many the topics that are spread have already, if the log has any
  int partitionsOf(Topic<?> topic, OptionalInt found) {
    if (topic.partitions() == 1) {
      return 1;
    }
    if (partitions > 0) {
      return partitions;
    }
    return found.orElse(bootstrapServers.isEmpty() ? 1 : topic.partitions());
  }

  /// These settings for a part of the system: elsewhere, and within reach of a log and a registry.
  Settings ofPart(Path directory, String bootstrapServers, String registry) {
    return new Settings(
        directory,
        bootstrapServers,
        clientProperties,
        registry,
        httpHost,
        httpPort,
        kafkaPort,
        registryPort,
        instance,
        partitions,
        commitIntervalMillis,
        streamThreads,
        detailsGraceMillis,
        paymentWithinMillis,
        reminderAfterMillis,
        autoShip,
        paymentProvider,
        smtpUrl,
        emailFrom);
  }

  /// The settings' names and values, for the start's report. None is a secret: secrets stay in the
  /// client properties' file.
  public Map<String, String> shown() {
    Map<String, String> shown = new TreeMap<>();
    shown.put("data", dataDirectory.toString());
    shown.put("bootstrap-servers", bootstrapServers.isEmpty() ? "(embedded)" : bootstrapServers);
    shown.put("client-properties", clientProperties);
    shown.put("registry", registry.isEmpty() ? "(own)" : registry);
    shown.put("http-host", httpHost);
    shown.put("http-port", String.valueOf(httpPort));
    shown.put("kafka-port", String.valueOf(kafkaPort));
    shown.put("registry-port", String.valueOf(registryPort));
    shown.put("instance", instance);
    shown.put("partitions", partitions == 0 ? "(as the log has)" : String.valueOf(partitions));
    shown.put("commit-interval-ms", String.valueOf(commitIntervalMillis));
    shown.put("stream-threads", String.valueOf(streamThreads));
    shown.put("details-grace-ms", String.valueOf(detailsGraceMillis));
    shown.put("payment-within-ms", String.valueOf(paymentWithinMillis));
    shown.put("reminder-after-ms", String.valueOf(reminderAfterMillis));
    shown.put("auto-ship", String.valueOf(autoShip));
    shown.put("payment-provider", paymentProvider);
    shown.put("smtp-url", smtpUrl.isEmpty() ? "(none)" : smtpUrl);
    shown.put("email-from", emailFrom);
    return shown;
  }

  /// The environment variable of a setting.
  static String environmentName(String setting) {
    return "INSIDEOUT_" + setting.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /// The names of all settings.
  static Iterable<String> names() {
    return DEFAULTS.keySet();
  }

  private static void put(Map<String, String> all, String name, String value, String source) {
    if (!DEFAULTS.containsKey(name)) {
      throw new StartFailure(
          "Unknown setting '%s' in %s. Known are: %s"
              .formatted(name, source, String.join(", ", DEFAULTS.keySet())));
    }
    all.put(name, value);
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailure("The settings file " + file + " cannot be read: " + e.getMessage(), e);
    }
    Map<String, String> read = new LinkedHashMap<>();
    properties.forEach((name, value) -> read.put(String.valueOf(name), String.valueOf(value)));
    return read;
  }

  private static String text(Map<String, String> all, String name) {
    return all.getOrDefault(name, "").strip();
  }

  /// An address of the web.
  ///
  /// @throws StartFailure that names the setting, if it is none
  static URI url(String name, String text) {
    try {
      URI url = new URI(text);
      if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Told below, as an address of another kind is.
    }
    throw new StartFailure(
        "Setting '%s' is an address such as http://registry:8081, not '%s'.".formatted(name, text));
  }

  private static boolean truth(Map<String, String> all, String name) {
    String text = text(all, name);
    if (!text.equals("true") && !text.equals("false")) {
      throw new StartFailure("Setting '%s' is true or false, not '%s'.".formatted(name, text));
    }
    return text.equals("true");
  }

  private static int number(Map<String, String> all, String name, int min, int max) {
    String text = text(all, name);
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as what is out of range is.
    }
    throw new StartFailure(
        "Setting '%s' is a whole number from %d to %d, not '%s'.".formatted(name, min, max, text));
  }
}
