package io.insideout.chaos.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// What is done in a run, round by round. The same seed makes the same plan.
///
/// @param seed what it was made of
/// @param rounds each with load and faults, and then peace and the proof
public record Plan(long seed, List<Round> rounds) {
  public Plan {
    rounds = List.copyOf(rounds);
  }

  /// One round.
  ///
  /// @param length how long there is load
  /// @param steps in the order of their times
  public record Round(Duration length, List<Step> steps) {
    public Round {
      steps = List.copyOf(steps);
    }
  }

  /// One step.
  ///
  /// @param at since the round began
  public record Step(Duration at, Fault fault) {}

  /// The plan of a seed.
  ///
  /// @param services the names of the services that run
  public static Plan of(long seed, int rounds, Duration length, List<String> services) {
    Random random = new Random(seed);
    List<Round> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      all.add(new Round(length, new Dice(random, services).steps(length)));
    }
    return new Plan(seed, all);
  }

  /// The same plan, with what is done to a database beside the log besides.
  public Plan withDatabase() {
    // Of another row of numbers, so that all the rest of the plan stays as it is.
    Random random = new Random(~seed);
    return new Plan(
        seed,
        rounds.stream()
            .map(
                round ->
                    new Round(
                        round.length(),
                        Stream.concat(
                                round.steps().stream(),
                                new DatabaseDice(random).steps(round.length()).stream())
                            .sorted(Comparator.comparing(Step::at))
                            .toList()))
            .toList());
  }

  /// The plan for people, a line a step.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int round = 0; round < rounds.size(); round++) {
      lines.add(
          "round %d of %d, seed %d: %d s of load"
              .formatted(round + 1, rounds.size(), seed, rounds.get(round).length().toSeconds()));
      for (Step step : rounds.get(round).steps()) {
        lines.add("  %6.1f s  %s".formatted(step.at().toMillis() / 1e3, step.fault().sentence()));
      }
    }
    return lines;
  }
}
