package io.insideout.bench.chart;

import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// A row for each figure.
final class DotsDrawn {
  private static final double LEFT = 300;
  private static final double RIGHT = 690;
  private static final double TEXT_RIGHT = 840;
  private static final double ROW = 24;

  private DotsDrawn() {}

  /// @param top where it begins
  /// @return where it ends
  static double on(Drawing drawing, Panel.Dots panel, double top) {
    DoubleStream all =
        panel.dots().stream()
            .flatMap(dot -> Stream.of(dot.value(), dot.limit(), dot.aim()))
            .filter(java.util.Objects::nonNull)
            .mapToDouble(Double::doubleValue);
    Scale scale = Scale.around(all, LEFT, RIGHT);
    double bottom = top + ROW * panel.dots().size();
    for (double tick : scale.ticks()) {
      drawing.line("grid", scale.at(tick), top, scale.at(tick), bottom);
      drawing.text("middle", scale.at(tick), bottom + 15, Chart.number(tick));
    }
    drawing.text("note right", TEXT_RIGHT, bottom + 15, panel.unit());
    double y = top + ROW / 2;
    for (Panel.Dot dot : panel.dots()) {
      row(drawing, dot, scale, y);
      y += ROW;
    }
    return bottom + 20;
  }

  private static void row(Drawing drawing, Panel.Dot dot, Scale scale, double y) {
    Double limit = dot.limit();
    Double aim = dot.aim();
    drawing.text("right", LEFT - 14, y + 4, dot.label());
    if (aim != null) {
      drawing.line("aim", scale.at(aim), y - 8, scale.at(aim), y + 8);
    }
    if (limit != null) {
      drawing.line("grid", scale.at(limit), y, scale.at(dot.value()), y);
      drawing.dot("limit", scale.at(limit), y);
    }
    drawing.dot("system", scale.at(dot.value()), y);
    String beside = limit == null ? "" : " / " + Chart.number(limit);
    drawing.text("right", TEXT_RIGHT, y + 4, Chart.number(dot.value()) + beside);
  }
}
