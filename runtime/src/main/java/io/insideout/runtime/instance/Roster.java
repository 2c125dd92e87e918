package io.insideout.runtime.instance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Who is there: whoever has said so within the last seconds in which anybody was heard. While
/// nobody is heard, because the log is away, nobody is held to be gone; nor at once when it is
/// back.
final class Roster {
  /// Who has not been heard for so long is gone.
  static final Duration GONE_AFTER = Duration.ofSeconds(5);

  /// Each says so once a second: where nobody is heard for longer, it is not for want of instances.
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final Map<String, Heard> byId = new TreeMap<>();

  /// The time that has passed, but for that in which nobody was heard.
  private long countedNanos;

  private long lastNanos;

  private record Heard(Instance instance, long countedNanos) {}

  /// An instance has said how it is.
  ///
  /// @param nowNanos of this process's clock: that of another may be wrong
  synchronized void heard(Instance instance, long nowNanos) {
    long passedNanos = byId.isEmpty() ? 0 : nowNanos - lastNanos;
    countedNanos += Math.min(passedNanos, SILENCE.toNanos());
    lastNanos = nowNanos;
    if (instance.leaving()) {
      byId.remove(instance.id());
    } else {
      byId.put(instance.id(), new Heard(instance, countedNanos));
    }
    byId.values().removeIf(one -> countedNanos - one.countedNanos() > GONE_AFTER.toNanos());
  }

  /// All that are there, in the order of their ids.
  synchronized List<Instance> present() {
    return byId.values().stream().map(Heard::instance).toList();
  }
}
