package io.insideout.connect.worker;

import io.insideout.runtime.Secret;
import io.insideout.runtime.StartFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/// What `${secret:NAME}` in a connector's configuration stands for: the environment variable of
/// that name, or the file that the variable with `_FILE` behind its name leads to. So no secret is
/// in the log, and none is shown by the REST API. Only names that begin with `INSIDEOUT_` are told.
public final class Secrets implements ConfigProvider {
  private static final String OURS = "INSIDEOUT_";

  @Override
  public ConfigData get(String path) {
    return new ConfigData(Map.of());
  }

  @Override
  public ConfigData get(String path, Set<String> keys) {
    Map<String, String> found = new HashMap<>();
    for (String key : keys) {
      if (!key.startsWith(OURS)) {
        throw new ConfigException("secrets of connectors begin with " + OURS + ": " + key);
      }
      try {
        Secret.of(key, System.getenv()).ifPresent(secret -> found.put(key, secret.text()));
      } catch (StartFailure e) {
        throw new ConfigException(e.getMessage());
      }
    }
    return new ConfigData(found);
  }

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {}
}
