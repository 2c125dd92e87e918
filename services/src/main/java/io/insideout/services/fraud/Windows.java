package io.insideout.services.fraud;

import io.insideout.catalog.FraudBounds;
import io.insideout.catalog.FraudMeasure;
import io.insideout.catalog.FraudRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The windows of one subject, at most [FraudBounds#WINDOWS_PER_RULE] of each rule: when there are
/// more, the one that was used longest ago is forgotten.
final class Windows {
  private record Place(String ruleId, long windowMillis, long startMillis) {
    boolean belongsTo(FraudRule rule) {
      return ruleId.equals(rule.getRuleId())
          && windowMillis == rule.getWindowMillis()
          && rule.getMeasure() != FraudMeasure.SUSPICIOUS_AUTHORIZATIONS;
    }
  }

  private final Map<Place, WindowActivity> byPlace = new LinkedHashMap<>();

  /// @param leastRecentFirst as [#leastRecentFirst] returned them
  Windows(List<WindowActivity> leastRecentFirst) {
    for (WindowActivity window : leastRecentFirst) {
      byPlace.put(place(window), window);
    }
  }

  /// Adds an order to a window.
  ///
  /// @param totalMinor of the order; below zero it adds nothing, or a refused order of negative
  ///   lines would make room for the next one
  /// @return the window with the order
  WindowActivity add(String ruleId, long windowMillis, long startMillis, long totalMinor) {
    Place place = new Place(ruleId, windowMillis, startMillis);
    WindowActivity before = byPlace.remove(place);
    WindowActivity after =
        new WindowActivity(
            ruleId,
            windowMillis,
            startMillis,
            before == null ? 1 : saturatingSum(before.getOrders(), 1),
            saturatingSum(before == null ? 0 : before.getTotalMinor(), Math.max(0, totalMinor)));
    if (before == null) {
      makeRoom(ruleId);
    }
    byPlace.put(place, after);
    return after;
  }

  /// Forgets the windows of rules that are gone, have another length now, or add nothing up.
  void forgetAllBut(List<FraudRule> rules) {
    byPlace.keySet().removeIf(place -> rules.stream().noneMatch(place::belongsTo));
  }

  List<WindowActivity> leastRecentFirst() {
    return new ArrayList<>(byPlace.values());
  }

  private void makeRoom(String ruleId) {
    List<Place> ofRule =
        byPlace.keySet().stream().filter(place -> place.ruleId().equals(ruleId)).toList();
    if (ofRule.size() >= FraudBounds.WINDOWS_PER_RULE) {
      byPlace
          .keySet()
          .removeAll(
              Set.copyOf(ofRule.subList(0, ofRule.size() - FraudBounds.WINDOWS_PER_RULE + 1)));
    }
  }

  private static Place place(WindowActivity window) {
    return new Place(window.getRuleId(), window.getWindowMillis(), window.getStartMillis());
  }

  /// At the end of the scale a figure stays there: it is above any limit that could be meant.
  private static long saturatingSum(long a, long b) {
    long sum = a + b;
    return sum < a ? Long.MAX_VALUE : sum;
  }
}
