package io.insideout.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// How likely each kind of step is. The weights are drawn anew for each schedule, so that some are
/// calm and some are wild: a fault that only shows among many kills, or only where nobody commits
/// for long, has schedules of its own.
///
/// @param onePartition whether each topic has one partition, as on one machine, or as many as a
///   cluster gives it; the topologies differ
/// @param orders how many orders there will be
/// @param skus how many SKUs they are about
/// @param weights of the steps
/// @param duplicatePercent how often a record from outside comes twice
/// @param illegiblePercent how often what comes from outside cannot be read
record Odds(
    boolean onePartition,
    int orders,
    int skus,
    Map<Step, Integer> weights,
    int duplicatePercent,
    int illegiblePercent) {

  static Odds draw(RandomGenerator random) {
    Map<Step, Integer> weights = new EnumMap<>(Step.class);
    weights.put(Step.DELIVER, 100);
    weights.put(Step.COMMIT, pick(random, 10, 40, 120));
    weights.put(Step.FOLLOW, pick(random, 3, 20, 60));
    weights.put(Step.OUTSIDE, pick(random, 5, 20, 60));
    weights.put(Step.ANSWER, pick(random, 2, 10, 40));
    weights.put(Step.MEND, pick(random, 0, 0, 1));
    weights.put(Step.ADVANCE, pick(random, 1, 5, 20));
    weights.put(Step.REDELIVER, pick(random, 0, 5, 20));
    weights.put(Step.KILL_TASK, pick(random, 0, 2, 10));
    weights.put(Step.KILL_SERVICE, pick(random, 0, 0, 1));
    return new Odds(
        random.nextInt(3) == 0,
        1 + random.nextInt(12),
        1 + random.nextInt(5),
        weights,
        pick(random, 0, 10, 40),
        pick(random, 0, 0, 10));
  }

  Step next(RandomGenerator random) {
    int lot = random.nextInt(weights.values().stream().mapToInt(weight -> weight).sum());
    for (Map.Entry<Step, Integer> step : weights.entrySet()) {
      lot -= step.getValue();
      if (lot < 0) {
        return step.getKey();
      }
    }
    throw new IllegalStateException("the weights sum to less than their sum");
  }

  private static int pick(RandomGenerator random, int seldom, int sometimes, int often) {
    return switch (random.nextInt(3)) {
      case 0 -> seldom;
      case 1 -> sometimes;
      default -> often;
    };
  }
}
