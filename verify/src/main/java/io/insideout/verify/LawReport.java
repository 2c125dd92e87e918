package io.insideout.verify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one law counted and found.
///
/// @param letter the law's letter
/// @param title the law's name
/// @param counted what it looked at, and how many
/// @param violations how many violations it found
/// @param first the first of them, at most 20
public record LawReport(
    char letter, String title, Map<String, Long> counted, long violations, List<Violation> first) {
  public LawReport {
    counted = Collections.unmodifiableMap(new LinkedHashMap<>(counted));
    first = List.copyOf(first);
  }

  /// Whether nothing was found.
  public boolean holds() {
    return violations == 0;
  }
}
