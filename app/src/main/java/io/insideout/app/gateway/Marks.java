package io.insideout.app.gateway;

import io.insideout.runtime.view.AtLeast;
import io.insideout.runtime.view.Sight;
import io.insideout.runtime.view.Sight.Place;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// How far the views were that callers were shown. Whoever answers next must be as far, whichever
/// instance it is: a caller whose instance is gone is not told less by another. What has not moved
/// for a minute is forgotten, for by then everybody is there who ever will be.
final class Marks {
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final LongSupplier nanoTime;
  private final Map<String, Set<String>> topicsOf = new ConcurrentHashMap<>();
  private final Map<Place, Mark> marks = new ConcurrentHashMap<>();

  private record Mark(long position, long raisedNanos) {
    Mark higher(Mark other) {
      return other.position > position ? other : this;
    }
  }

  Marks(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// An answer told how far the views were that it was made of.
  ///
  /// @param path of the route
  void shown(String path, String positions) {
    long now = nanoTime.getAsLong();
    Set<String> topics = topicsOf.computeIfAbsent(path, _ -> ConcurrentHashMap.newKeySet());
    Sight.positions(positions)
        .forEach(
            (place, position) -> {
              topics.add(place.topic());
              marks.merge(place, new Mark(position, now), Mark::higher);
            });
  }

  /// How far the views must be for an answer on that route, as a header says it.
  ///
  /// @param asked what the caller itself asks for
  Optional<String> required(String path, Optional<String> asked) {
    Set<String> topics = topicsOf.getOrDefault(path, Set.of());
    long now = nanoTime.getAsLong();
    AtLeast own = AtLeast.of(asked.orElse(""));
    Map<Place, Long> required = new HashMap<>(own.positions());
    marks.values().removeIf(mark -> now - mark.raisedNanos() > KEPT.toNanos());
    marks.forEach(
        (place, mark) -> {
          if (topics.contains(place.topic())) {
            required.merge(place, mark.position(), Math::max);
          }
        });
    AtLeast all = new AtLeast(required, own.committed());
    return all.isNothing() ? Optional.empty() : Optional.of(all.text());
  }
}
