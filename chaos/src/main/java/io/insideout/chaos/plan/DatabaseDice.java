package io.insideout.chaos.plan;

import io.insideout.chaos.plan.Fault.AtDatabase;
import io.insideout.chaos.plan.Fault.Kill;
import io.insideout.chaos.plan.Fault.KillBoth;
import io.insideout.chaos.plan.Fault.KillDatabase;
import io.insideout.chaos.plan.Fault.LoseSlot;
import io.insideout.chaos.plan.Fault.Pause;
import io.insideout.chaos.plan.Fault.PauseDatabase;
import io.insideout.chaos.plan.Fault.StopCapture;
import io.insideout.chaos.plan.Plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Chooses what is done to the database and to connect in a round, one thing after the other, and
/// beside what is done to all others.
final class DatabaseDice {
  private static final String CONNECT = "connect";

  /// What one fault leaves is not always mended when the next one comes.
  private static final int LEAVE_ALONE_MILLIS = 2_000;

  private final Random random;

  DatabaseDice(Random random) {
    this.random = random;
  }

  List<Step> steps(Duration length) {
    List<Step> steps = new ArrayList<>();
    Duration at = between(1_000, 6_000);
    while (at.compareTo(length) < 0) {
      Fault fault = fault(length.minus(at));
      steps.add(new Step(at, fault));
      at = at.plus(takes(fault)).plus(between(LEAVE_ALONE_MILLIS, 12_000));
    }
    return steps;
  }

  private Fault fault(Duration left) {
    int dice = random.nextInt(100);
    if (dice < 22) {
      return new Kill(CONNECT, between(0, 4_000));
    } else if (dice < 30) {
      return new Pause(CONNECT, between(1_000, 20_000));
    } else if (dice < 50) {
      return new KillDatabase();
    } else if (dice < 62) {
      return new KillBoth(between(0, 4_000));
    } else if (dice < 80) {
      return new PauseDatabase(pause(left));
    } else if (dice < 90) {
      return new StopCapture(between(3_000, 15_000));
    }
    return new LoseSlot(random.nextBoolean());
  }

  /// Shorter than anybody's patience, or longer.
  private Duration pause(Duration left) {
    if (random.nextBoolean()) {
      return between(500, 8_000);
    }
    return left.toSeconds() < 40 ? between(15_000, 30_000) : between(35_000, 65_000);
  }

  private static Duration takes(Fault fault) {
    return switch (fault) {
      case Kill kill -> kill.down();
      case Pause pause -> pause.length();
      case AtDatabase atDatabase ->
          switch (atDatabase) {
            case KillDatabase _ -> Duration.ofSeconds(1);
            case KillBoth kill -> kill.down();
            case PauseDatabase pause -> pause.length();
            case StopCapture stop -> stop.length();
            case LoseSlot _ -> Duration.ofSeconds(10);
          };
      default -> throw new IllegalStateException("nobody threw " + fault);
    };
  }

  private Duration between(int fromMillis, int toMillis) {
    return Duration.ofMillis(fromMillis + random.nextInt(toMillis - fromMillis));
  }
}
