package io.insideout.chaos;

import io.insideout.verify.Coordinates;
import io.insideout.verify.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came of a run.
///
/// @param seed makes the same plan again
public record Outcome(long seed, List<RoundResult> rounds) {
  public Outcome {
    rounds = List.copyOf(rounds);
  }

  /// Whether every law held in every round.
  public boolean holds() {
    return rounds.stream().allMatch(round -> round.violations().isEmpty());
  }

  /// The violations for people, a line each: seed, round, law, and where it stands in the log.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (RoundResult round : rounds) {
      for (Violation violation : round.violations()) {
        lines.add(
            "seed %d, round %d, law %c: %s %s"
                .formatted(
                    seed, round.round(), violation.law(), violation.sentence(), violation.at()));
      }
    }
    return lines;
  }

  /// As maps, lists, texts and numbers, ready to be written as JSON.
  public Map<String, Object> toMap() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", seed);
    json.put("holds", holds());
    json.put("rounds", rounds.stream().map(Outcome::round).toList());
    return json;
  }

  private static Map<String, Object> round(RoundResult round) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("round", round.round());
    json.put("calls", round.calls());
    json.put("records", round.records());
    json.put("notes", round.notes());
    json.put(
        "violations",
        round.violations().stream()
            .map(
                violation ->
                    Map.of(
                        "law", String.valueOf(violation.law()),
                        "sentence", violation.sentence(),
                        "at", violation.at().stream().map(Coordinates::toString).toList()))
            .toList());
    return json;
  }
}
