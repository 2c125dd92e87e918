package io.insideout.verify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one law counted and found.
///
/// @param letter the law's letter
/// @param title the law's name
/// @param counted what it looked at, and how many
/// @param violations how many violations it found
/// @param first the first of them, at most 20
/// @param unjudged why the law could not be judged, where it could not: then nobody knows whether
///   it holds, whatever was found before
public record LawReport(
    char letter,
    String title,
    Map<String, Long> counted,
    long violations,
    List<Violation> first,
    Optional<String> unjudged) {
  public LawReport {
    counted = Collections.unmodifiableMap(new LinkedHashMap<>(counted));
    first = List.copyOf(first);
  }

  /// The report of a law that was judged.
  public LawReport(
      char letter,
      String title,
      Map<String, Long> counted,
      long violations,
      List<Violation> first) {
    this(letter, title, counted, violations, first, Optional.empty());
  }

  /// Whether it was judged, and nothing was found.
  public boolean holds() {
    return violations == 0 && isJudged();
  }

  /// Whether it could be judged.
  public boolean isJudged() {
    return unjudged.isEmpty();
  }
}
