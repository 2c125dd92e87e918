package io.insideout.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/// The steps of a story below their causes. What comes from outside, or from a record that is none
/// of them, stands at the left.
final class StoryTree {
  /// A chain of more causes than this is not drawn deeper.
  private static final int DEEPEST = 40;

  private final Map<String, List<JsonNode>> effects = new HashMap<>();
  private final List<JsonNode> roots = new ArrayList<>();

  /// @param wanted which of them are drawn; what came of one that is not stands at the left
  StoryTree(JsonNode steps, Predicate<JsonNode> wanted) {
    Map<String, JsonNode> byLog = new HashMap<>();
    List<JsonNode> drawn = new ArrayList<>();
    for (JsonNode step : steps) {
      if (wanted.test(step)) {
        drawn.add(step);
        byLog.put(step.path("log").asText(), step);
      }
    }
    for (JsonNode step : drawn) {
      String cause = step.path("cause").asText("");
      if (byLog.containsKey(cause)) {
        effects.computeIfAbsent(cause, _ -> new ArrayList<>()).add(step);
      } else {
        roots.add(step);
      }
    }
  }

  /// @param told a step in a line
  List<String> lines(Function<JsonNode, String> told) {
    List<String> lines = new ArrayList<>();
    roots.forEach(
        root -> {
          lines.add(told.apply(root));
          below(root, "", 0, told, lines);
        });
    return lines;
  }

  private void below(
      JsonNode step,
      String indent,
      int depth,
      Function<JsonNode, String> told,
      List<String> lines) {
    List<JsonNode> made = effects.getOrDefault(step.path("log").asText(), List.of());
    for (int i = 0; i < made.size(); i++) {
      boolean last = i == made.size() - 1;
      lines.add(indent + (last ? "└─ " : "├─ ") + told.apply(made.get(i)));
      if (depth < DEEPEST) {
        below(made.get(i), indent + (last ? "   " : "│  "), depth + 1, told, lines);
      }
    }
  }
}
