package io.insideout.runtime.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rows of a global table that have changed since a lookup asked last: told by the thread that
/// follows the topic, taken by the one that looks rows up. A change is told after it is in the
/// store.
final class Changes {
  /// Whoever has not asked for so long forgets all that it knows.
  private static final int MOST_KEYS = 10_000;

  private final Map<Integer, Long> offsets = new HashMap<>();
  private List<String> keys = new ArrayList<>();
  private boolean tooMany;
  private volatile boolean any;

  /// What has changed.
  ///
  /// @param all whether any row may have, and not the keys alone
  /// @param offsets of each partition the newest record that is among the changes
  record Taken(boolean all, List<String> keys, Map<Integer, Long> offsets) {}

  /// Whether there is anything to take.
  boolean any() {
    return any;
  }

  synchronized void add(String key, int partition, long offset) {
    offsets.put(partition, offset);
    if (keys.size() < MOST_KEYS) {
      keys.add(key);
    } else {
      tooMany = true;
    }
    any = true;
  }

  synchronized Taken take() {
    Taken taken = new Taken(tooMany, List.copyOf(keys), Map.copyOf(offsets));
    keys = new ArrayList<>();
    offsets.clear();
    tooMany = false;
    any = false;
    return taken;
  }
}
