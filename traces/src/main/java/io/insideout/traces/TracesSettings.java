package io.insideout.traces;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// Where traces are sent.
///
/// @param otlpEndpoint the address of a receiver of OpenTelemetry's protocol by HTTP (OTLP/HTTP),
///   such as `http://127.0.0.1:4318`; empty for no traces ([see how](../how-to/trace-an-order.md))
/// @param otlpHeaders a properties file of headers that every request to it has, such as
///   `authorization`; or empty
public record TracesSettings(String otlpEndpoint, String otlpHeaders) {
  private static final String PATH = "/v1/traces";

  /// Whether there are to be any.
  public boolean isWanted() {
    return !otlpEndpoint.isEmpty();
  }

  /// Where a receiver takes spans: the protocol has a path for them below its address.
  URI spans() {
    String address = otlpEndpoint.replaceAll("/+$", "");
    return URI.create(address.endsWith(PATH) ? address : address + PATH);
  }

  /// The headers, which may be secrets.
  ///
  /// @throws StartFailure if the file cannot be read
  Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    if (!otlpHeaders.isEmpty()) {
      read(Path.of(otlpHeaders))
          .forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
    }
    return headers;
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailure(
          "The headers for the receiver of traces, %s, cannot be read: %s"
              .formatted(file, e.getMessage()),
          e);
    }
    return properties;
  }
}
