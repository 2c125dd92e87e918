package io.insideout.acceptance.house;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A document in Markdown, as far as its promises can be checked.
record Document(Path file) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^|[`$(\\s])\\./insideout((?: [^`|&;#\\n]+)?)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern COPY =
      Pattern.compile("(?ms)^<!-- copy of (\\S+) -->\\s*```\\w+\\n(.*?)^```");

  /// A piece of a document that stands in another file too.
  record Copy(String path, String text) {}

  String text() {
    return House.text(file);
  }

  /// What stands in backticks within sentences.
  Stream<String> code() {
    return first(CODE, BLOCK.matcher(text()).replaceAll(""));
  }

  /// Where its links within the project lead to.
  Stream<String> links() {
    return first(LINK, BLOCK.matcher(text()).replaceAll(""))
        .filter(link -> !link.matches("(https?|mailto):.*"));
  }

  /// The words after `./insideout`, wherever it is called.
  Stream<List<String>> commands() {
    return first(COMMAND, text().replace("\\\n", " "))
        .map(words -> List.of(words.strip().split("\\s+")));
  }

  /// The anchors of its headings, as they are made of them on the usual sites.
  Set<String> anchors() {
    return first(HEADING, BLOCK.matcher(text()).replaceAll(""))
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", ""))
        .map(heading -> heading.strip().replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  Stream<Copy> copies() {
    return COPY.matcher(text()).results().map(hit -> new Copy(hit.group(1), hit.group(2)));
  }

  private static Stream<String> first(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult hit) -> hit.group(1));
  }

  @Override
  public String toString() {
    return House.name(file);
  }
}
