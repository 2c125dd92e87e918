package io.insideout.connect.worker;

import java.util.Map;
import java.util.TreeMap;

/// A connector as Connect's REST API takes it.
///
/// @param config without secrets: these stand in it by the name of their environment variable
public record Connector(String name, Map<String, String> config) {
  public Connector {
    config = Map.copyOf(config);
  }

  /// The configuration in the order of its keys, for people.
  public Map<String, String> sorted() {
    return new TreeMap<>(config);
  }
}
