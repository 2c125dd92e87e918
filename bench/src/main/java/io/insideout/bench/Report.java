package io.insideout.bench;

import io.insideout.bench.measure.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a run tells: a table for people, an object for machines, a chart.
///
/// @param results everything that was measured
/// @param figures those that matter, beside their limits and aims
public record Report(Results results, List<Figure> figures) {
  private static final String ROW = "%-46s %12s %-9s %12s %8s %10s  %s";

  static Report of(Results results) {
    return new Report(results, Figures.of(results));
  }

  /// Whether every order that was placed was decided, and not against.
  public boolean complete() {
    return results.complete();
  }

  /// The table.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    Machine machine = results.machine();
    lines.add(
        "%d processors, %,d MB, %s, Java %s"
            .formatted(
                machine.processors(), machine.memoryMegabytes(), machine.system(), machine.java()));
    lines.add(
        ROW.formatted("", "measured", "", "limit", "ratio", "aim", "the limit is").stripTrailing());
    for (Figure figure : figures) {
      lines.add(
          ROW.formatted(
                  figure.what(),
                  number(figure.measured()),
                  figure.unit(),
                  number(figure.limit()),
                  figure.ratio() == null ? "" : number(figure.ratio()) + " x",
                  aim(figure),
                  figure.limitIs() == null ? "" : figure.limitIs())
              .stripTrailing());
    }
    if (!complete()) {
      lines.add("Not every order was decided, or some were decided against; see --json.");
    }
    return lines;
  }

  private static String aim(Figure figure) {
    return figure.aim() == null
        ? ""
        : number(figure.aim()) + (Boolean.TRUE.equals(figure.met()) ? " ✔" : " ✘");
  }

  private static String number(@Nullable Double value) {
    if (value == null) {
      return "";
    }
    String form = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }

  /// The object.
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("machine", results.machine());
    put(map, "limits", results.limits());
    put(map, "latency", results.latency());
    put(map, "saturation", results.saturation());
    put(map, "replay", results.replay());
    put(map, "start", results.start());
    put(map, "growth", results.growth());
    map.put("figures", figures);
    map.put("complete", complete());
    return map;
  }

  private static void put(Map<String, Object> map, String name, @Nullable Object value) {
    if (value != null) {
      map.put(name, value);
    }
  }

  /// The chart, an SVG document.
  public String chart() {
    return Picture.of(this).svg();
  }
}
