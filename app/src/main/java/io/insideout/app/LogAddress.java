package io.insideout.app;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogClient;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// A log of somebody else's: where it is, and how to be let in.
///
/// @param bootstrapServers its address, which counts whatever the file says
/// @param clientProperties a file of Kafka's client properties, or null
record LogAddress(String bootstrapServers, @Nullable Path clientProperties) {

  /// @param clientProperties a file of Kafka's client properties, or empty
  static LogAddress of(String bootstrapServers, String clientProperties) {
    return new LogAddress(
        bootstrapServers, clientProperties.isEmpty() ? null : Path.of(clientProperties));
  }

  /// The client of that log.
  ///
  /// @throws StartFailure that says what is wrong with the file or the address
  LogClient client() {
    Map<String, Object> properties = new HashMap<>();
    if (clientProperties != null) {
      read(clientProperties).forEach((name, value) -> properties.put(String.valueOf(name), value));
    }
    properties.put("bootstrap.servers", bootstrapServers);
    LogClient client = new LogClient(properties);
    TlsProbe.check(properties, bootstrapServers);
    TokenSources.allow(properties);
    // Properties that Kafka does not take are told here, and not by whoever is first to use them.
    try (var _ = client.admin()) {
      return client;
    } catch (KafkaException e) {
      throw new StartFailure(
          "The log at %s cannot be used%s: %s"
              .formatted(
                  bootstrapServers,
                  clientProperties == null ? "" : " with the client properties " + clientProperties,
                  root(e)),
          e);
    }
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailure(
          "The client properties %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
    return properties;
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
