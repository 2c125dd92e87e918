package io.insideout.bench.measure;

import org.HdrHistogram.Histogram;

/// How long something took, in milliseconds; zero where nothing was measured.
///
/// @param p50 half of all took no longer
/// @param p90 nine of ten took no longer
/// @param p99 99 of 100 took no longer
/// @param p999 999 of 1,000 took no longer
/// @param max the longest
public record Percentiles(double p50, double p90, double p99, double p999, double max) {
  /// @param micros a histogram of microseconds
  public static Percentiles of(Histogram micros) {
    return new Percentiles(
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(90) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getValueAtPercentile(99.9) / 1e3,
        micros.getMaxValue() / 1e3);
  }
}
