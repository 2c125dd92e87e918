package io.insideout.verify;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

/// A report as text.
final class ReportText {
  private ReportText() {}

  static void render(Report report, Appendable out) throws IOException {
    line(
        out,
        "Read %,d committed records of %d topics in %.1f s.%s"
            .formatted(
                report.records(),
                report.topics().size(),
                report.took().toNanos() / 1e9,
                report.dead() == 0 ? "" : " " + dead(report)));
    line(
        out,
        (report.quiet().isQuiet()
                ? "The system is quiet: %s."
                : "The system is not quiet (%s): what is on its way is counted, not judged.")
            .formatted(report.quiet().reason()));
    for (LawReport law : report.laws()) {
      law(law, out);
    }
    line(out, verdict(report));
  }

  private static String verdict(Report report) {
    if (report.holds()) {
      return "Every law holds.";
    }
    String unjudged =
        report.laws().stream()
            .filter(law -> !law.isJudged())
            .map(law -> String.valueOf(law.letter()))
            .collect(Collectors.joining(", "));
    if (report.violations() == 0) {
      return "No violation was found, but not every law could be judged: %s.".formatted(unjudged);
    }
    long broken = report.laws().stream().filter(law -> law.violations() > 0).count();
    return "%,d violations of %,d laws.".formatted(report.violations(), broken)
        + (unjudged.isEmpty() ? "" : " Not judged: %s.".formatted(unjudged));
  }

  private static String dead(Report report) {
    return report.topics().entrySet().stream()
        .filter(topic -> topic.getValue().dead() > 0)
        .map(topic -> "%s %,d".formatted(topic.getKey(), topic.getValue().dead()))
        .collect(Collectors.joining(", ", "Do not decode: ", "."));
  }

  private static void law(LawReport law, Appendable out) throws IOException {
    line(
        out,
        "  %s %c  %-28s %s"
            .formatted(
                law.holds() ? "✔" : law.violations() > 0 ? "✘" : "?",
                law.letter(),
                law.title(),
                law.unjudged()
                    .map(why -> "not judged: " + why)
                    .orElseGet(
                        () ->
                            law.counted().isEmpty()
                                ? "nothing to look at"
                                : counted(law.counted()))));
    if (law.violations() > 0) {
      boolean more = law.violations() > law.first().size();
      line(out, "       %,d violations%s".formatted(law.violations(), more ? ", the first:" : ":"));
      for (Violation violation : law.first()) {
        line(out, "       - " + violation.sentence() + at(violation));
      }
    }
  }

  private static String at(Violation violation) {
    return violation.at().isEmpty()
        ? ""
        : violation.at().stream()
            .map(Coordinates::toString)
            .collect(Collectors.joining(", ", " [", "]"));
  }

  private static String counted(Map<String, Long> counted) {
    return counted.entrySet().stream()
        .map(count -> "%,d %s".formatted(count.getValue(), count.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static void line(Appendable out, String text) throws IOException {
    out.append(text).append(System.lineSeparator());
  }
}
