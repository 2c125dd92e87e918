package io.insideout.acceptance.house;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An expression for Prometheus, as far as it can be held against the metrics that there are.
///
/// @param metrics the names of series
/// @param labels what series are chosen or summed up by
/// @param wrong what is no expression, in words
record Expression(Set<String> metrics, Set<String> labels, Set<String> wrong) {
  private static final Set<String> FUNCTIONS =
      Set.of(
          "sum",
          "max",
          "count",
          "rate",
          "increase",
          "resets",
          "deriv",
          "vector",
          "histogram_quantile");
  private static final Set<String> WORDS = Set.of("and", "or", "offset");
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"[^\"]*\"|\\$__rate_interval|\\d+(?:\\.\\d+)?(?:e\\d+)?[smhd]?|[a-zA-Z_:]\\w*|=~|!~|[!=<>]=|[-+*/=<>,()\\[\\]{}]");
  private static final Map<String, String> CLOSES = Map.of(")", "(", "]", "[", "}", "{");

  static Expression of(String text) {
    Expression read = new Expression(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    Deque<String> open = new ArrayDeque<>();
    Matcher token = TOKEN.matcher(text);
    int end = 0;
    String before = "";
    while (token.find()) {
      String between = text.substring(end, token.start());
      if (!between.isBlank()) {
        read.wrong.add("nobody knows " + between.strip());
      }
      end = token.end();
      read.take(token.group(), before, text.substring(end).stripLeading(), open);
      before = token.group();
    }
    if (!open.isEmpty() || !text.substring(end).isBlank()) {
      read.wrong.add("it ends too early");
    }
    return read;
  }

  private void take(String token, String before, String behind, Deque<String> open) {
    if (CLOSES.containsKey(token)) {
      if (open.isEmpty() || !open.pop().endsWith(CLOSES.get(token))) {
        wrong.add(token + " closes nothing");
      }
    } else if (CLOSES.containsValue(token)) {
      open.push(before.equals("by") ? "by" + token : token);
    } else if (Character.isLetter(token.charAt(0)) && !WORDS.contains(token)) {
      name(token, behind, open.isEmpty() ? "" : open.peek());
    }
  }

  private void name(String name, String behind, String within) {
    if (within.equals("{") || within.equals("by(")) {
      labels.add(name);
    } else if (name.equals("by")) {
      if (!behind.startsWith("(")) {
        wrong.add("by nothing");
      }
    } else if (behind.startsWith("(") || behind.startsWith("by ")) {
      if (!FUNCTIONS.contains(name)) {
        wrong.add("there is no function " + name);
      }
    } else {
      metrics.add(name);
    }
  }

  /// The metrics of the reference, with their labels; a histogram by its three series.
  static Map<String, Set<String>> known() {
    Map<String, Set<String>> known = new TreeMap<>();
    Reference.all("(?m)^\\| `(\\w+)` \\| (\\w+) \\| ([^|]*)\\|", Reference.metrics())
        .forEach(
            row -> {
              Set<String> labels =
                  Reference.all("`(\\w+)`", row.group(3))
                      .map(label -> label.group(1))
                      .collect(Collectors.toCollection(TreeSet::new));
              if (row.group(2).equals("histogram")) {
                known.put(row.group(1) + "_count", labels);
                known.put(row.group(1) + "_sum", labels);
                Set<String> withBounds = new TreeSet<>(labels);
                withBounds.add("le");
                known.put(row.group(1) + "_bucket", withBounds);
              } else {
                known.put(row.group(1), labels);
              }
            });
    return known;
  }
}
