package io.insideout.runtime;

import java.util.LinkedHashMap;
import java.util.Map;

/// A bounded map that forgets what was used longest ago: for what can be had again elsewhere, at a
/// price. For one thread.
public final class Recent<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;

  private final int limit;

  /// @param limit how many entries it holds at most
  public Recent(int limit) {
    super(16, 0.75f, true);
    this.limit = limit;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > limit;
  }
}
