package io.insideout.bench.chart;

/// A curve through points.
final class LineDrawn {
  private static final double LEFT = 90;
  private static final double RIGHT = 780;
  private static final double HEIGHT = 150;
  private static final int LEVELS = 4;

  private LineDrawn() {}

  /// @param top where it begins
  /// @return where it ends
  static double on(Drawing drawing, Panel.Line panel, double top) {
    Double limit = panel.limit();
    double highest =
        round(
            Math.max(
                limit == null ? 0 : limit,
                panel.points().stream().mapToDouble(Panel.Point::y).max().orElse(1)));
    Scale across = Scale.around(panel.points().stream().mapToDouble(Panel.Point::x), LEFT, RIGHT);
    double bottom = top + HEIGHT;
    for (int i = 0; i <= LEVELS; i++) {
      double y = bottom - HEIGHT * i / LEVELS;
      drawing.line("grid", LEFT, y, RIGHT, y);
      drawing.text("note right", LEFT - 8, y + 4, Chart.number(highest * i / LEVELS));
    }
    for (double tick : across.ticks()) {
      drawing.text("middle", across.at(tick), bottom + 17, Chart.number(tick));
    }
    drawing.text("middle", (LEFT + RIGHT) / 2, bottom + 34, panel.across());
    if (limit != null) {
      double y = bottom - HEIGHT * limit / highest;
      drawing.line("level", LEFT, y, RIGHT, y);
      drawing.text("note", RIGHT + 6, y + 4, "limit " + Chart.number(limit));
    }
    curve(drawing, panel, across, highest, bottom);
    return bottom + 38;
  }

  private static void curve(
      Drawing drawing, Panel.Line panel, Scale across, double highest, double bottom) {
    Panel.Point before = null;
    for (Panel.Point point : panel.points()) {
      double x = across.at(point.x());
      double y = bottom - HEIGHT * point.y() / highest;
      if (before != null) {
        drawing.line("curve", across.at(before.x()), bottom - HEIGHT * before.y() / highest, x, y);
      }
      drawing.dot("system", x, y);
      drawing.text("note", x + 8, y - 8, Chart.number(point.y()));
      before = point;
    }
  }

  /// The next figure that divides well: 1, 2, 4 or 8 times a power of ten.
  private static double round(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-9))));
    for (double times : new double[] {1, 2, 4, 8}) {
      if (value <= times * power) {
        return times * power;
      }
    }
    return 10 * power;
  }
}
