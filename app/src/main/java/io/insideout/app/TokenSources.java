package io.insideout.app;

import java.net.URI;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where Kafka's clients may fetch the tokens by which they come in (OAUTHBEARER). Kafka fetches
/// them only from what a system property allows, for settings of clients may be anybody's. Client
/// properties are the operator's: what they name is allowed, and nothing else.
final class TokenSources {
  private static final String URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
  private static final String FILES = "org.apache.kafka.sasl.oauthbearer.allowed.files";
  private static final String OF_TOKENS = "sasl.oauthbearer.";

  private TokenSources() {}

  /// Allows what these properties name, unless the operator has said by himself what is allowed.
  static void allow(Map<String, ?> clientProperties) {
    allow(URLS, named(clientProperties, ".url"));
    allow(
        FILES,
        Stream.concat(
            named(clientProperties, ".file"),
            named(clientProperties, ".url")
                .filter(url -> url.startsWith("file:"))
                .map(url -> URI.create(url).getPath())));
  }

  private static Stream<String> named(Map<String, ?> clientProperties, String kind) {
    return clientProperties.entrySet().stream()
        .filter(one -> one.getKey().startsWith(OF_TOKENS) && one.getKey().endsWith(kind))
        .map(one -> String.valueOf(one.getValue()).strip());
  }

  private static void allow(String property, Stream<String> sources) {
    String allowed =
        sources.collect(Collectors.toCollection(TreeSet::new)).stream()
            .collect(Collectors.joining(","));
    if (!allowed.isEmpty() && System.getProperty(property) == null) {
      System.setProperty(property, allowed);
    }
  }
}
