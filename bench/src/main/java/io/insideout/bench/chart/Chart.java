package io.insideout.bench.chart;

import java.util.List;
import java.util.Locale;

/// Panels, one below the other.
///
/// @param title of them all
/// @param panels from top to bottom
public record Chart(String title, List<Panel> panels) {
  private static final int WIDTH = 860;
  private static final int TOP = 76;
  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, sans-serif; fill: #1f2328; }
        .title { font-size: 17px; font-weight: 600; }
        .panel { font-weight: 600; }
        .note { fill: #59636e; font-size: 12px; }
        .right { text-anchor: end; }
        .middle { text-anchor: middle; fill: #59636e; font-size: 12px; }
        .grid { stroke: #d1d9e0; stroke-width: 1; }
        .system { fill: #0969da; }
        .curve { stroke: #0969da; stroke-width: 2; }
        .limit { fill: none; stroke: #59636e; stroke-width: 2; }
        .level { stroke: #59636e; stroke-width: 1.5; stroke-dasharray: 5 4; }
        .aim { stroke: #bc4c00; stroke-width: 3; }
        @media (prefers-color-scheme: dark) {
          text { fill: #f0f6fc; }
          .note, .middle { fill: #9198a1; }
          .grid { stroke: #3d444d; }
          .system { fill: #4493f8; }
          .curve { stroke: #4493f8; }
          .limit, .level { stroke: #9198a1; }
          .aim { stroke: #f0883e; }
        }
      </style>
      """;

  public Chart {
    panels = List.copyOf(panels);
  }

  /// The document.
  public String svg() {
    Drawing drawing = new Drawing();
    drawing.text("title", 20, 28, title);
    drawing.dot("system", 26, 48);
    drawing.text("note", 38, 52, "the system");
    drawing.dot("limit", 136, 48);
    drawing.text("note", 148, 52, "the machine's limit, measured in the same run");
    drawing.line("aim", 446, 41, 446, 55);
    drawing.text("note", 456, 52, "the aim");
    double y = TOP;
    for (Panel panel : panels) {
      drawing.text("panel", 20, y + 16, panel.title());
      y =
          switch (panel) {
            case Panel.Dots dots -> DotsDrawn.on(drawing, dots, y + 26);
            case Panel.Line line -> LineDrawn.on(drawing, line, y + 26);
          };
      y += 24;
    }
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%.0f\" viewBox=\"0 0 %d %.0f\" role=\"img\">%n",
            WIDTH,
            y,
            WIDTH,
            y)
        + STYLE
        + drawing
        + "</svg>\n";
  }

  /// A figure with as many digits as are worth reading.
  static String number(double value) {
    String form = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value).replaceAll("\\.0+$", "");
  }
}
