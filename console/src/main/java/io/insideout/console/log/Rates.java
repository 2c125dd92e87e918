package io.insideout.console.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// How fast topics grow, by what was seen of their ends within the last seconds.
final class Rates {
  private static final long WITHIN_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long APART_NANOS = Duration.ofMillis(400).toNanos();

  private final Deque<Look> looks = new ArrayDeque<>();

  private record Look(long nanos, Map<String, Long> ends) {}

  /// Takes a look at the ends, and tells what they say of each topic: nothing, unless somebody has
  /// looked within the last seconds.
  ///
  /// @return offsets in a second
  synchronized Map<String, OptionalDouble> of(Map<String, Long> ends, long nowNanos) {
    looks.removeIf(look -> nowNanos - look.nanos() > WITHIN_NANOS);
    Map<String, OptionalDouble> rates = new HashMap<>();
    Look before = looks.peekFirst();
    ends.forEach((topic, end) -> rates.put(topic, rate(before, topic, end, nowNanos)));
    if (looks.isEmpty() || nowNanos - looks.getLast().nanos() >= APART_NANOS) {
      looks.addLast(new Look(nowNanos, Map.copyOf(ends)));
    }
    return rates;
  }

  private static OptionalDouble rate(@Nullable Look before, String topic, long end, long nowNanos) {
    if (before == null
        || !before.ends().containsKey(topic)
        || nowNanos - before.nanos() < APART_NANOS) {
      return OptionalDouble.empty();
    }
    double seconds = (nowNanos - before.nanos()) / 1e9;
    return OptionalDouble.of(Math.max(0, end - before.ends().get(topic)) / seconds);
  }
}
