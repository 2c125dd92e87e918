package io.insideout.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The story of an order as lines for people: when, where in the log, who wrote it, what it says,
/// and what it was made from. Times are told from the first record on; where nothing happened for a
/// while, that is one line.
final class StoryText {
  private static final long IDLE_MILLIS = 60_000;
  private static final int FEW = 4;
  private static final int SHOWN_OF_MANY = 2;
  private static final int MOST_CHANGES = 6;
  private static final int LONGEST_CHANGE = 60;
  private static final String FAILED = "\u001b[31m";
  private static final String FAINT = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  private final boolean colour;
  private final int width;
  private final Predicate<JsonNode> wanted;
  private final boolean folds;
  private int logWidth = 1;
  private int writerWidth = 1;
  private @Nullable Long firstMillis;
  private long lastMillis;

  /// @param width that no line exceeds
  /// @param wanted which steps are shown
  /// @param folds whether of many that are alike the first are enough
  StoryText(boolean colour, int width, Predicate<JsonNode> wanted, boolean folds) {
    this.colour = colour;
    this.width = width;
    this.wanted = wanted;
    this.folds = folds;
  }

  List<String> story(JsonNode story) {
    List<String> lines = new ArrayList<>(heading(story));
    begin(story);
    List<JsonNode> steps = story.path("steps").valueStream().filter(wanted).toList();
    for (int i = 0; i < steps.size(); ) {
      int end = endOfAlike(steps, i);
      int shown = folds && end - i > FEW ? i + SHOWN_OF_MANY : end;
      steps.subList(i, shown).forEach(step -> lines.addAll(step(step)));
      if (shown < end) {
        lines.add(folded(steps.get(shown), steps.get(end - 1), end - shown));
        lastMillis = Math.max(lastMillis, millis(steps.get(end - 1)));
      }
      i = end;
    }
    lines.add("");
    lines.addAll(pending(story));
    return lines;
  }

  /// Where records of the same topic end that were made of the same one, one behind the other.
  private static int endOfAlike(List<JsonNode> steps, int from) {
    int end = from + 1;
    while (end < steps.size()
        && steps.get(from).has("cause")
        && text(steps.get(end), "cause").equals(text(steps.get(from), "cause"))
        && text(steps.get(end), "topic").equals(text(steps.get(from), "topic"))) {
      end++;
    }
    return end;
  }

  private String folded(JsonNode first, JsonNode last, int many) {
    return painted(
        FAINT,
        fit(
            "%12s  … and %,d more of the same, %s to %s"
                .formatted("", many, text(first, "log"), text(last, "log"))));
  }

  /// What came of what, each below its cause.
  List<String> tree(JsonNode story) {
    List<String> lines = new ArrayList<>(heading(story));
    begin(story);
    lines.addAll(new StoryTree(story.path("steps"), wanted).lines(this::told));
    lines.add("");
    lines.addAll(pending(story));
    return lines;
  }

  private void begin(JsonNode story) {
    for (JsonNode step : story.path("steps")) {
      logWidth = Math.max(logWidth, text(step, "log").length());
      writerWidth = Math.max(writerWidth, text(step, "writer").length());
    }
  }

  private List<String> heading(JsonNode story) {
    List<String> lines = new ArrayList<>();
    JsonNode steps = story.path("steps");
    lines.add(
        fit(
            "Order %s  %s  %,d record%s"
                .formatted(
                    text(story, "orderId"),
                    story.has("state")
                        ? text(story, "state") + ", version " + story.path("version").asInt()
                        : "not taken yet",
                    steps.size(),
                    steps.size() == 1 ? "" : "s")));
    JsonNode asOf = story.path("asOf");
    if (asOf.path("building").asBoolean() || asOf.path("behind").asLong() > 0) {
      lines.add(
          fit(
              "This may be a part of it: the view has %s records to read still."
                  .formatted(
                      asOf.has("behind")
                          ? "%,d".formatted(asOf.path("behind").asLong())
                          : "some")));
    }
    if (story.path("cut").asBoolean()) {
      lines.add(fit("There are more records than a story has: these are the first and the last."));
    }
    lines.add("");
    return lines;
  }

  /// One more record; nothing where it is not wanted.
  List<String> step(JsonNode step) {
    List<String> lines = new ArrayList<>();
    if (!wanted.test(step)) {
      return lines;
    }
    long millis = millis(step);
    Long first = firstMillis;
    if (first == null) {
      first = millis;
      firstMillis = millis;
      lastMillis = millis;
    }
    if (millis - lastMillis >= IDLE_MILLIS) {
      lines.add(painted(FAINT, "          … " + Elapsed.text(millis - lastMillis) + " nothing …"));
    }
    lastMillis = Math.max(lastMillis, millis);
    String when = (millis == first ? "" : "+") + Elapsed.text(Math.max(0, millis - first));
    String line = "%12s  %s".formatted(when, told(step));
    lines.add(step.path("failure").asBoolean() ? painted(FAILED, fit(line)) : fit(line));
    changes(step, lines);
    return lines;
  }

  private String told(JsonNode step) {
    String cause = text(step, "cause");
    String from =
        cause.isEmpty()
            ? ""
            : "  ← " + cause + (step.path("causeOutside").asBoolean() ? " (not of it)" : "");
    String rests = step.has("restsOn") ? "  rests on " + text(step, "restsOn") : "";
    String again =
        step.path("again").has("from")
            ? "  sent again for " + text(step.path("again"), "from")
            : step.path("again").has("to")
                ? "  sent again as " + text(step.path("again"), "to")
                : "";
    return "%s  %s  %s%s%s%s"
        .formatted(
            padded(text(step, "log"), logWidth),
            padded(text(step, "writer"), writerWidth),
            text(step, "says"),
            from,
            rests,
            again);
  }

  private void changes(JsonNode step, List<String> lines) {
    List<String> all = new ArrayList<>();
    for (JsonNode change : step.path("changes")) {
      all.add(
          "%s %s → %s"
              .formatted(
                  text(change, "path"), value(change.path("before")), value(change.path("after"))));
    }
    if (!all.isEmpty()) {
      String more =
          all.size() > MOST_CHANGES ? " and %,d more".formatted(all.size() - MOST_CHANGES) : "";
      lines.add(
          painted(
              FAINT,
              fit(
                  " ".repeat(14 + logWidth + 2 + writerWidth + 2)
                      + String.join(", ", all.subList(0, Math.min(MOST_CHANGES, all.size())))
                      + more)));
    }
  }

  private static String value(JsonNode value) {
    String text = value.isMissingNode() || value.isNull() ? "–" : value.asText(value.toString());
    return Printable.cut(Printable.text(text.isEmpty() ? value.toString() : text), LONGEST_CHANGE);
  }

  /// Whom the order waits for.
  List<String> pending(JsonNode story) {
    List<String> lines = new ArrayList<>();
    for (JsonNode one : story.path("pending")) {
      lines.add(
          fit(
              "Waiting for %s %s, %s"
                  .formatted(
                      text(one, "who"),
                      text(one, "what"),
                      Elapsed.text(one.path("waitedMillis").asLong()))));
      if (one.has("setAside")) {
        lines.add(
            painted(
                FAILED,
                fit(
                    "  which may be in vain: it has set a record aside. See ./insideout dead-letters show "
                        + text(one, "setAside"))));
      }
    }
    return lines.isEmpty() ? List.of("It waits for nobody.") : lines;
  }

  private static long millis(JsonNode step) {
    String written = step.path("written").asText("");
    return Instant.parse(written.isEmpty() ? step.path("time").asText() : written).toEpochMilli();
  }

  private static String text(JsonNode of, String field) {
    return Printable.text(of.path(field).asText(""));
  }

  private static String padded(String text, int to) {
    return text + " ".repeat(Math.max(0, to - text.length()));
  }

  private String fit(String line) {
    return Printable.cut(line, width);
  }

  private String painted(String how, String line) {
    return colour ? how + line + PLAIN : line;
  }
}
