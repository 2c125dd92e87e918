package io.insideout.acceptance.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Alerts and the dashboard speak of metrics that there are, and each alert has its runbook.
class AlertsTest {
  private static final String RUNBOOKS = "docs/runbooks.md";

  /// Of Prometheus itself, the kubelet and the node exporter.
  private static final Map<String, Set<String>> FOREIGN =
      Map.of(
          "up", Set.of(),
          "kubelet_volume_stats_available_bytes", Set.of("persistentvolumeclaim"),
          "kubelet_volume_stats_capacity_bytes", Set.of("persistentvolumeclaim"),
          "node_filesystem_avail_bytes", Set.of("mountpoint"),
          "node_filesystem_size_bytes", Set.of("mountpoint"));

  private static final Set<String> OF_THE_SCRAPE = Set.of("job", "instance");

  static List<JsonNode> rules() {
    return Manifest.of(Manifest.DEPLOY.resolve("prometheus/rules.yaml"))
        .getFirst()
        .content()
        .at("/groups/0/rules")
        .valueStream()
        .toList();
  }

  static Stream<String> expressions() {
    return Stream.concat(
        rules().stream().map(rule -> rule.path("expr").asText()),
        Manifest.json(Manifest.DEPLOY.resolve("grafana/insideout.json"))
            .findValuesAsText("expr")
            .stream());
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void anExpressionIsOneOfMetricsThatThereAre(String text) {
    Expression expression = Expression.of(text);
    Map<String, Set<String>> known = Expression.known();
    Set<String> labels = new TreeSet<>(OF_THE_SCRAPE);
    expression
        .metrics()
        .forEach(
            metric ->
                labels.addAll(known.getOrDefault(metric, FOREIGN.getOrDefault(metric, Set.of()))));

    assertThat(expression.wrong()).isEmpty();
    assertThat(expression.metrics())
        .isNotEmpty()
        .allSatisfy(
            metric ->
                assertThat(known.containsKey(metric) || FOREIGN.containsKey(metric)).isTrue());
    assertThat(expression.labels()).isSubsetOf(labels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum(rate(up[5m])", "summ(up)", "sum by up", "up{job=\"x\"]", "up ; up"})
  void whatIsNoExpressionIsFound(String text) {
    assertThat(Expression.of(text).wrong()).isNotEmpty();
  }

  @Test
  void anAlertSaysWhatItIsAndWhatToDo() {
    assertThat(rules())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            rule -> {
              assertThat(rule.propertyStream().map(Map.Entry::getKey))
                  .isSubsetOf("alert", "expr", "for", "labels", "annotations");
              assertThat(rule.path("alert").asText()).matches("Insideout[A-Za-z]+");
              assertThat(rule.path("for").asText("1m")).matches("\\d+[mh]");
              assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
              assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
              assertThat(rule.at("/annotations/runbook_url").asText())
                  .isEqualTo(RUNBOOKS + "#" + rule.path("alert").asText().toLowerCase(Locale.ROOT));
            });
  }

  @Test
  void everyAlertHasItsRunbookAndEveryRunbookItsAlert() {
    Set<String> alerts =
        rules().stream().map(rule -> rule.path("alert").asText()).collect(Collectors.toSet());
    Set<String> sections =
        Reference.all("(?m)^## (Insideout\\w+)$", House.text(House.ROOT.resolve(RUNBOOKS)))
            .map(section -> section.group(1))
            .collect(Collectors.toSet());

    assertThat(alerts).hasSameSizeAs(rules());
    assertThat(sections).isEqualTo(alerts);
  }

  @Test
  void thePanelsOfTheDashboardStandBesideEachOther() {
    List<JsonNode> panels =
        Manifest.json(Manifest.DEPLOY.resolve("grafana/insideout.json"))
            .path("panels")
            .valueStream()
            .toList();
    Set<String> taken = new TreeSet<>();

    assertThat(panels.stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
    for (JsonNode panel : panels) {
      JsonNode at = panel.path("gridPos");
      assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(24);
      for (int x = at.path("x").asInt(); x < at.path("x").asInt() + at.path("w").asInt(); x++) {
        for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
          assertThat(taken.add(x + "/" + y)).as(panel.path("title").asText()).isTrue();
        }
      }
    }
  }
}
