package io.insideout.bench.limits;

import io.insideout.bench.measure.Percentiles;
import java.util.List;

/// What the machine can do, with the log in the process that uses it as the system has it.
///
/// @param logStartSeconds from the process's launch to the first append to a log in an empty
///   directory
/// @param appendsPerSecond records of 250 bytes, idempotent, acknowledged by all replicas
/// @param append how long one append takes that is waited for
/// @param transactionsPerSecond transactions of one record, one after the other
/// @param transaction how long one of them takes
/// @param loop the bare loop at fixed rates
/// @param loopOrdersPerSecond what the bare loop decides at most
/// @param loopProcessorMicrosPerOrder what all of it, log included, takes for each order then
/// @param residentMegabytes what the process has in memory at the end of it
public record Limits(
    double logStartSeconds,
    double appendsPerSecond,
    Percentiles append,
    double transactionsPerSecond,
    Percentiles transaction,
    List<AtRate> loop,
    double loopOrdersPerSecond,
    double loopProcessorMicrosPerOrder,
    long residentMegabytes) {
  public Limits {
    loop = List.copyOf(loop);
  }

  /// The bare loop at a rate.
  ///
  /// @param ordersPerSecond that were sent
  /// @param decided from when an order was due to its decision being committed and read
  public record AtRate(int ordersPerSecond, Percentiles decided) {}
}
