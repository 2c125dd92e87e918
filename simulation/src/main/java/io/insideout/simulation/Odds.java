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
/// @param lateOrders how many more there will be, once these have gone their way
/// @param skus how many SKUs they are about
/// @param unitsAtATime how many units come to the warehouse at a time, at most
/// @param flawPercent how often something is missing, or makes no sense, of an order and of what it
///   is checked against: where little is, more orders go all their way
/// @param weights of the steps
/// @param duplicatePercent how often a record from outside comes twice
/// @param illegiblePercent how often what comes from outside cannot be read
record Odds(
    boolean onePartition,
    int orders,
    int lateOrders,
    int skus,
    int unitsAtATime,
    int flawPercent,
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
    weights.put(Step.MOVE, pick(random, 3, 20, 60));
    weights.put(Step.MOVE_AGAIN, pick(random, 0, 1, 5));
    weights.put(Step.CAPTURE, pick(random, 3, 20, 60));
    weights.put(Step.MEND, pick(random, 0, 0, 1));
    weights.put(Step.ADVANCE, pick(random, 1, 5, 20));
    weights.put(Step.REDELIVER, pick(random, 0, 5, 20));
    weights.put(Step.KILL_TASK, pick(random, 0, 2, 10));
    weights.put(Step.KILL_SERVICE, pick(random, 0, 0, 1));
    return new Odds(
        random.nextInt(3) == 0,
        1 + random.nextInt(6),
        pick(random, 0, 2, 7),
        1 + random.nextInt(5),
        pick(random, 6, 25, 100),
        pick(random, 0, 5, 20),
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
