package io.insideout.services.webhooks;

import io.insideout.runtime.schema.Registry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// A registry of this process that may have a bug: whoever asks for what it does not know stumbles.
final class StumblingRegistry implements Registry {
  private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
  private volatile @Nullable String bug;

  void breakDown(String with) {
    bug = with;
  }

  void mend() {
    bug = null;
  }

  @Override
  public synchronized int register(String subject, Schema schema) {
    return byId.entrySet().stream()
        .filter(known -> known.getValue().equals(schema))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(
            () -> {
              byId.put(byId.size() + 1, schema);
              return byId.size();
            });
  }

  @Override
  public Schema schema(int id) {
    Schema known = byId.get(id);
    String with = bug;
    if (known == null && with != null) {
      throw new IllegalStateException(with);
    }
    if (known == null) {
      throw new UnknownSchema(id);
    }
    return known;
  }
}
