package io.insideout.bench.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a chart.
public sealed interface Panel {
  /// What it shows.
  String title();

  /// Figures of one unit beside their limits, on a logarithmic scale.
  ///
  /// @param unit of all figures
  record Dots(String title, String unit, List<Dot> dots) implements Panel {
    public Dots {
      dots = List.copyOf(dots);
    }
  }

  /// A figure.
  ///
  /// @param limit what the machine can do; null where that is not known
  /// @param aim null where there is none
  record Dot(String label, double value, @Nullable Double limit, @Nullable Double aim) {}

  /// One figure as another one grows: from left to right on a logarithmic scale, upwards from zero.
  ///
  /// @param limit a level that cannot be passed; null where it is not known
  record Line(String title, String across, List<Point> points, @Nullable Double limit)
      implements Panel {
    public Line {
      points = List.copyOf(points);
    }
  }

  /// A point of a line.
  record Point(double x, double y) {}
}
