package io.insideout.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A report as plain maps and lists. Coordinates are texts, `topic/partition/offset`.
final class ReportJson {
  private ReportJson() {}

  static Map<String, Object> of(Report report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("holds", report.holds());
    json.put("violations", report.violations());
    json.put("records", report.records());
    json.put("dead", report.dead());
    json.put("tookMillis", report.took().toMillis());
    json.put("quiet", report.quiet().isQuiet());
    json.put("quietReason", report.quiet().reason());
    Map<String, Object> topics = new LinkedHashMap<>();
    report.topics().forEach((name, count) -> topics.put(name, topic(count)));
    json.put("topics", topics);
    json.put("laws", report.laws().stream().map(ReportJson::law).toList());
    return json;
  }

  private static Map<String, Object> topic(TopicCount count) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("records", count.records());
    json.put("tombstones", count.tombstones());
    json.put("dead", count.dead());
    return json;
  }

  private static Map<String, Object> law(LawReport law) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("law", String.valueOf(law.letter()));
    json.put("title", law.title());
    json.put("holds", law.holds());
    json.put("judged", law.isJudged());
    law.unjudged().ifPresent(why -> json.put("unjudged", why));
    json.put("counted", law.counted());
    json.put("violations", law.violations());
    json.put("first", law.first().stream().map(ReportJson::violation).toList());
    return json;
  }

  private static Map<String, Object> violation(Violation violation) {
    List<String> at = violation.at().stream().map(Coordinates::toString).toList();
    return Map.of("sentence", violation.sentence(), "at", at);
  }
}
