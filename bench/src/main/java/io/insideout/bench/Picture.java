package io.insideout.bench;

import io.insideout.bench.chart.Chart;
import io.insideout.bench.chart.Panel;
import java.util.ArrayList;
import java.util.List;

/// What of the figures can be seen at a glance.
final class Picture {
  private Picture() {}

  static Chart of(Report report) {
    List<Panel> panels = new ArrayList<>();
    dots(panels, "How long an order takes", report.figures(), "ms");
    dots(panels, "How many are decided", report.figures(), "orders/s");
    dots(panels, "Starting", report.figures(), "s");
    Results.Growth growth = report.results().growth();
    if (growth != null) {
      List<Panel.Point> points =
          growth.steps().stream()
              .map(step -> new Panel.Point(step.orders(), step.looked().processorMicrosPerOrder()))
              .toList();
      panels.add(
          new Panel.Line(
              "What an order costs, in microseconds of a processor",
              "orders in the log; the first ones are dear because code is still being compiled",
              points,
              report.results().limits() == null
                  ? null
                  : report.results().limits().loopProcessorMicrosPerOrder()));
    }
    return new Chart("Insideout, measured", panels);
  }

  private static void dots(List<Panel> panels, String title, List<Figure> figures, String unit) {
    List<Panel.Dot> dots =
        figures.stream()
            .filter(
                figure ->
                    figure.unit().equals(unit) && !figure.what().matches("(limit: |replay of ).*"))
            .map(
                figure ->
                    new Panel.Dot(
                        figure.what().strip(), figure.measured(), figure.limit(), figure.aim()))
            .toList();
    if (!dots.isEmpty()) {
      panels.add(new Panel.Dots(title, unit, dots));
    }
  }
}
