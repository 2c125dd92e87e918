package io.insideout.traces;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When the newest records were written, by their coordinates: what is made of a record begins when
/// that is there. Those that have not been asked for in a while are forgotten.
final class WrittenTimes {
  private final Map<String, Long> millis;

  /// @param most how many are kept
  WrittenTimes(int most) {
    millis =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > most;
          }
        };
  }

  void put(String coordinates, long writtenMillis) {
    millis.put(coordinates, writtenMillis);
  }

  /// @return null where it is not known
  @Nullable Long of(@Nullable String coordinates) {
    return coordinates == null ? null : millis.get(coordinates);
  }
}
