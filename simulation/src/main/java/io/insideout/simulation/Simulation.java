package io.insideout.simulation;

import io.insideout.runtime.stream.StreamsService;
import io.insideout.services.Services;
import io.insideout.verify.Violation;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs schedules. Each is a world of its own; nothing is kept from one to the next.
public final class Simulation {
  private final List<StreamsService> services;

  /// The services of the system, as they run by default.
  public Simulation() {
    this(Services.topologies());
  }

  /// These services.
  public Simulation(List<StreamsService> services) {
    this.services = List.copyOf(services);
  }

  /// Runs the schedule of a seed.
  public ScheduleReport run(long seed) {
    return run(seed, _ -> {});
  }

  /// Runs the schedule of a seed.
  ///
  /// @param teller is told of every step
  public ScheduleReport run(long seed, Consumer<String> teller) {
    Schedule schedule = new Schedule(services, new SplittableRandom(seed), teller);
    try {
      return report(seed, schedule, schedule.run(), null);
    } catch (RuntimeException e) {
      // What a service throws stops it, and is a finding like any other.
      return report(seed, schedule, List.of(), e);
    }
  }

  private static ScheduleReport report(
      long seed, Schedule schedule, List<Violation> violations, @Nullable Throwable failure) {
    return new ScheduleReport(
        seed,
        schedule.partitions(),
        schedule.steps(),
        schedule.orders(),
        schedule.digest(),
        violations,
        failure,
        schedule.report());
  }
}
