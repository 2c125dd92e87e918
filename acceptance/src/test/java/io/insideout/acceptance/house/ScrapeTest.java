package io.insideout.acceptance.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Prometheus asks every pod of the manifests by itself: of two behind one name it would see one,
/// and not always the same.
class ScrapeTest {
  private static final String META = "__meta_kubernetes_pod_";
  private static final String POD = "/spec/template";

  private static JsonNode job() {
    return Manifest.of(Manifest.DEPLOY.resolve("prometheus/prometheus.yaml"))
        .getFirst()
        .content()
        .at("/scrape_configs/0");
  }

  private static Stream<Manifest> of(String... kinds) {
    return Manifest.below("kubernetes").stream().filter(one -> List.of(kinds).contains(one.kind()));
  }

  static Stream<Manifest> workloads() {
    return of("StatefulSet", "Deployment");
  }

  @Test
  void everyPodIsATargetAndCalledByItsName() {
    List<String> pods = new ArrayList<>();
    List<String> instances = new ArrayList<>();
    for (Manifest workload : workloads().toList()) {
      for (String pod : pods(workload).toList()) {
        pods.add(pod);
        targets(workload, pod, "Running").map(one -> one.get("instance")).forEach(instances::add);
      }
    }

    assertThat(pods).hasSizeGreaterThan(workloads().toList().size()).doesNotHaveDuplicates();
    assertThat(instances).containsExactlyInAnyOrderElementsOf(pods);
  }

  @Test
  void onlyPodsOfThisSystemThatMayAnswerAreTargets() {
    Manifest workload = workloads().findFirst().orElseThrow();
    Map<String, String> foreign = discovered(workload, "foreign-0", "Running", "http");
    foreign.put(META + "label_app_kubernetes_io_part_of", "another");

    assertThat(relabelled(foreign)).isEmpty();
    assertThat(targets(workload, "evicted-0", "Failed")).isEmpty();
    assertThat(targets(workload, "starting-0", "Pending")).hasSize(1);
  }

  @Test
  void theyAreLookedForWhereTheyAreDeployed() {
    assertThat(job().at("/kubernetes_sd_configs/0/role").asText()).isEqualTo("pod");
    assertThat(Manifest.texts(job().at("/kubernetes_sd_configs/0/namespaces/names")))
        .containsExactlyElementsOf(of("Namespace").map(Manifest::name).toList());
    assertThat(AlertsTest.expressions().filter(text -> text.contains("up{")))
        .isNotEmpty()
        .allSatisfy(
            text -> assertThat(text).contains("job=\"" + job().path("job_name").asText() + "\""));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void theNetworkLetsPrometheusReachThePod(Manifest workload) {
    JsonNode labels = workload.content().at(POD + "/metadata/labels");

    assertThat(of("NetworkPolicy").map(Manifest::content))
        .filteredOn(policy -> selects(policy.at("/spec/podSelector"), labels))
        .flatExtracting(policy -> policy.at("/spec/ingress").valueStream().toList())
        .filteredOn(ScrapeTest::isFromPrometheus)
        .flatExtracting(rule -> rule.at("/ports").findValuesAsText("port"))
        .containsExactly(port(workload, "http"));
  }

  private static boolean isFromPrometheus(JsonNode rule) {
    return rule.path("from")
        .valueStream()
        .anyMatch(
            from ->
                from.size() == 1
                    && from.at("/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                        .asText()
                        .equals("monitoring"));
  }

  private static boolean selects(JsonNode selector, JsonNode labels) {
    return selector
            .path("matchLabels")
            .propertyStream()
            .allMatch(one -> labels.path(one.getKey()).equals(one.getValue()))
        && selector
            .path("matchExpressions")
            .valueStream()
            .allMatch(
                one ->
                    Manifest.texts(one.path("values"))
                        .contains(labels.path(one.path("key").asText()).asText()));
  }

  private static String port(Manifest workload, String name) {
    return ports(workload)
        .filter(port -> port.path("name").asText().equals(name))
        .map(port -> port.path("containerPort").asText())
        .collect(Collectors.joining());
  }

  private static Stream<JsonNode> ports(Manifest workload) {
    return workload.content().at(POD + "/spec/containers/0/ports").valueStream();
  }

  private static Stream<String> pods(Manifest workload) {
    return IntStream.range(0, workload.content().at("/spec/replicas").asInt())
        .mapToObj(number -> workload.name() + "-" + number);
  }

  /// What Prometheus asks of a pod, of which it finds every port.
  private static Stream<Map<String, String>> targets(Manifest workload, String pod, String phase) {
    return ports(workload)
        .map(port -> discovered(workload, pod, phase, port.path("name").asText()))
        .flatMap(found -> relabelled(found).stream());
  }

  private static Map<String, String> discovered(
      Manifest workload, String pod, String phase, String port) {
    Map<String, String> labels = new TreeMap<>();
    workload
        .content()
        .at(POD + "/metadata/labels")
        .propertyStream()
        .forEach(
            label ->
                labels.put(
                    META + "label_" + label.getKey().replaceAll("[^A-Za-z0-9_]", "_"),
                    label.getValue().asText()));
    labels.put(META + "name", pod);
    labels.put(META + "phase", phase);
    labels.put(META + "container_port_name", port);
    return labels;
  }

  /// What Prometheus makes of it by the rules that are used here.
  private static Optional<Map<String, String>> relabelled(Map<String, String> found) {
    Map<String, String> labels = new TreeMap<>(found);
    for (JsonNode rule : job().path("relabel_configs")) {
      String value =
          Manifest.texts(rule.path("source_labels")).stream()
              .map(label -> labels.getOrDefault(label, ""))
              .collect(Collectors.joining(";"));
      boolean matches = value.matches(rule.path("regex").asText(".*"));
      switch (rule.path("action").asText("replace")) {
        case "keep" -> {
          if (!matches) {
            return Optional.empty();
          }
        }
        case "replace" -> labels.put(rule.path("target_label").asText(), value);
        default -> throw new AssertionError("nobody knows what Prometheus does: " + rule);
      }
    }
    return Optional.of(labels);
  }
}
