package io.insideout.bench;

import io.insideout.bench.limits.Limits;
import io.insideout.bench.load.Bulk;
import io.insideout.bench.load.Callers;
import io.insideout.bench.measure.Machine;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What was measured, part by part; null where a part was not asked for.
///
/// @param machine that it was measured on
/// @param limits the machine's own
/// @param latency at each rate
/// @param saturation the most that was decided
/// @param replay of a file
/// @param start each way to start
/// @param growth of the state
public record Results(
    Machine machine,
    @Nullable Limits limits,
    @Nullable List<Latency> latency,
    @Nullable Saturation saturation,
    @Nullable Replayed replay,
    @Nullable Started start,
    @Nullable Growth growth) {

  /// Orders over HTTP at a fixed rate.
  ///
  /// @param orders what became of them
  /// @param residentMegabytes what the system has in memory afterwards
  public record Latency(int ordersPerSecond, Callers.Result orders, long residentMegabytes) {}

  /// Orders as fast as possible.
  ///
  /// @param bulk by commands in bulk
  /// @param http over HTTP, each caller as soon as its last order is acknowledged
  /// @param residentMegabytes what the system has in memory after both
  public record Saturation(Bulk.Result bulk, Callers.Result http, long residentMegabytes) {}

  /// A file replayed into a system that was started a moment ago.
  ///
  /// @param settled orders that were decided; where it is less than `orders` the replay failed
  public record Replayed(
      String file,
      long lines,
      long orders,
      long settled,
      double seconds,
      double ordersPerSecond,
      double linesPerSecond,
      double processorMicrosPerOrder,
      long residentMegabytes) {}

  /// Starts without and with an AOT cache.
  ///
  /// @param cached null where there is no cache
  public record Started(Starts plain, @Nullable Starts cached) {}

  /// Medians of several starts, each from the launch of the process.
  ///
  /// @param empty in an empty directory
  /// @param again where the system was closed before
  /// @param killed where it was killed before
  public record Starts(int runs, StartTimes empty, StartTimes again, StartTimes killed) {}

  /// One way to start.
  ///
  /// @param readySeconds until it says that it is ready
  /// @param validatedSeconds until the first order is VALIDATED, asked over HTTP
  /// @param residentMegabytes when it is ready
  public record StartTimes(double readySeconds, double validatedSeconds, long residentMegabytes) {}

  /// What an order costs as orders are in the state.
  ///
  /// @param steps how it went on; the first one is still warming up
  /// @param lastToFirst the last step's processor time of an order, as a multiple of the second's
  public record Growth(List<Step> steps, double lastToFirst) {}

  /// The last orders of a step.
  ///
  /// @param orders in the log at its end
  /// @param looked the orders that were looked at
  /// @param diskMegabytes what log, states and views take
  public record Step(long orders, Bulk.Result looked, long residentMegabytes, long diskMegabytes) {}

  /// Whether every order that was placed was decided, and not against.
  public boolean complete() {
    Stream<Bulk.Result> bulk =
        Stream.concat(
            saturation == null ? Stream.empty() : Stream.of(saturation.bulk),
            growth == null ? Stream.empty() : growth.steps.stream().map(Step::looked));
    Stream<Callers.Result> callers =
        Stream.concat(
            saturation == null ? Stream.empty() : Stream.of(saturation.http),
            latency == null ? Stream.empty() : latency.stream().map(Latency::orders));
    return bulk.allMatch(one -> one.undecided() == 0 && one.rejected() == 0)
        && callers.allMatch(one -> one.failed() == 0 && one.undecided() == 0 && one.rejected() == 0)
        && (replay == null || replay.settled == replay.orders);
  }
}
