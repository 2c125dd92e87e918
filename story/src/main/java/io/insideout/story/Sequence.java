package io.insideout.story;

import io.insideout.runtime.log.Causes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The order in which records are told: as they were written, but each behind its cause, whatever
/// the clocks of those who wrote them say.
final class Sequence {
  private static final Comparator<Told> AS_WRITTEN =
      Comparator.comparingLong(Told::writtenMillis)
          .thenComparing(told -> told.record().topic())
          .thenComparingInt(told -> told.record().partition())
          .thenComparingLong(told -> told.record().offset());

  private Sequence() {}

  static List<Told> of(List<Told> records) {
    Map<String, Told> byCoordinates = new HashMap<>();
    records.forEach(told -> byCoordinates.put(told.coordinates(), told));
    Map<String, Told> told = new LinkedHashMap<>();
    records.stream()
        .sorted(AS_WRITTEN)
        .forEach(
            one -> {
              // Its causes that are not told yet, the nearest last; what a stranger wrote may go in
              // circles.
              Map<String, Told> way = new LinkedHashMap<>();
              Told at = one;
              while (at != null
                  && !told.containsKey(at.coordinates())
                  && way.putIfAbsent(at.coordinates(), at) == null) {
                String cause = at.header(Causes.CAUSE);
                at = cause == null ? null : byCoordinates.get(cause);
              }
              new ArrayList<>(way.values())
                  .reversed()
                  .forEach(step -> told.put(step.coordinates(), step));
            });
    return List.copyOf(told.values());
  }
}
