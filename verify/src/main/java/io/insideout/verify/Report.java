package io.insideout.verify;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an audit found: law by law, by log coordinates.
///
/// @param laws each law's report, in the order of their letters
/// @param topics what was read, by topic
/// @param quiet whether the system had done all its work
/// @param took how long the audit took
public record Report(
    List<LawReport> laws, Map<String, TopicCount> topics, Quiet quiet, Duration took) {
  public Report {
    laws = List.copyOf(laws);
    topics = Collections.unmodifiableMap(new LinkedHashMap<>(topics));
  }

  /// Whether every law was judged, and holds.
  public boolean holds() {
    return laws.stream().allMatch(LawReport::holds);
  }

  /// All violations of all laws.
  public long violations() {
    return laws.stream().mapToLong(LawReport::violations).sum();
  }

  /// The report of one law.
  ///
  /// @throws IllegalArgumentException if there is no law of that letter
  public LawReport law(char letter) {
    return laws.stream()
        .filter(law -> law.letter() == letter)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no law " + letter));
  }

  /// All committed records that were read.
  public long records() {
    return topics.values().stream().mapToLong(TopicCount::records).sum();
  }

  /// Records that did not decode.
  public long dead() {
    return topics.values().stream().mapToLong(TopicCount::dead).sum();
  }

  /// Writes the report for people.
  public void render(Appendable out) throws IOException {
    ReportText.render(this, out);
  }

  /// The report as maps, lists, texts, numbers and truth values, ready to be written as JSON.
  public Map<String, Object> toMap() {
    return ReportJson.of(this);
  }

  /// The report for people.
  @Override
  public String toString() {
    try {
      StringBuilder text = new StringBuilder();
      render(text);
      return text.toString();
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory takes what is written", e);
    }
  }
}
