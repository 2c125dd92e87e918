package io.insideout.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one law found: all violations counted, the first of them kept.
final class Findings {
  static final int KEPT = 20;

  private final char law;
  private final Map<String, Long> counted = new LinkedHashMap<>();
  private final List<Violation> first = new ArrayList<>();
  private long violations;
  private @Nullable String unjudged;

  Findings(char law) {
    this.law = law;
  }

  /// Counts something that the law looked at; the words are from a fixed set.
  void count(String what, long number) {
    counted.merge(what, number, Long::sum);
  }

  /// Counts one.
  void count(String what) {
    count(what, 1);
  }

  void violation(String sentence, Coordinates... at) {
    violations++;
    if (first.size() < KEPT) {
      first.add(new Violation(law, sentence, List.of(at)));
    }
  }

  /// The law cannot be judged.
  ///
  /// @param why what is missing, or does not answer
  void unjudged(String why) {
    unjudged = why;
  }

  List<Violation> first() {
    return first;
  }

  LawReport report(String title) {
    return new LawReport(law, title, counted, violations, first, Optional.ofNullable(unjudged));
  }
}
