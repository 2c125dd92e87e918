package io.insideout.chaos;

import io.insideout.verify.Violation;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What came of a round.
///
/// @param round its number, from 1
/// @param calls how many calls of each kind were told what, such as `Place Accepted`
/// @param records committed records in the log at its end
/// @param notes what happened that was not planned
/// @param violations the laws that were broken
public record RoundResult(
    int round,
    Map<String, Long> calls,
    long records,
    List<String> notes,
    List<Violation> violations) {
  public RoundResult {
    notes = List.copyOf(notes);
    violations = List.copyOf(violations);
  }

  /// A few lines for people.
  @Override
  public String toString() {
    String told =
        calls.entrySet().stream()
            .map(count -> "%,d %s".formatted(count.getValue(), count.getKey()))
            .collect(Collectors.joining(", "));
    return "round %d: %s; %,d records in the log: %s"
        .formatted(
            round,
            told,
            records,
            violations.isEmpty() ? "every law holds" : violations.size() + " VIOLATIONS");
  }
}
