package io.insideout.bench.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// A logarithmic scale of whole powers of ten, from left to right.
///
/// @param low the power of ten at its left end
/// @param high the power of ten at its right end
/// @param left where it begins
/// @param right where it ends
record Scale(int low, int high, double left, double right) {
  static Scale around(DoubleStream values, double left, double right) {
    double[] sorted = values.filter(value -> value > 0).sorted().toArray();
    if (sorted.length == 0) {
      return new Scale(0, 1, left, right);
    }
    int low = (int) Math.floor(Math.log10(sorted[0]));
    int high = (int) Math.ceil(Math.log10(sorted[sorted.length - 1]));
    return new Scale(low, Math.max(high, low + 1), left, right);
  }

  double at(double value) {
    double power = value <= 0 ? low : Math.log10(value);
    return left + (right - left) * (power - low) / (high - low);
  }

  /// The powers of ten on it.
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int power = low; power <= high; power++) {
      ticks.add(Math.pow(10, power));
    }
    return ticks;
  }
}
