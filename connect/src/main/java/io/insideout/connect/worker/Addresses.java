package io.insideout.connect.worker;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

/// What `${address:NAME}` in a connector's configuration stands for: where something is that this
/// process knows, and that may be elsewhere after the next start.
public final class Addresses implements ConfigProvider {
  /// How a configuration names the schema registry.
  static final String REGISTRY = "${address:registry}";

  private final Map<String, String> known = new HashMap<>();

  @Override
  public void configure(Map<String, ?> addresses) {
    addresses.forEach((name, address) -> known.put(name, String.valueOf(address)));
  }

  @Override
  public ConfigData get(String path) {
    return new ConfigData(known);
  }

  @Override
  public ConfigData get(String path, Set<String> names) {
    Map<String, String> found = new HashMap<>(known);
    found.keySet().retainAll(names);
    return new ConfigData(found);
  }

  @Override
  public void close() {}
}
