package io.insideout.acceptance.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.insideout.app.Settings;
import io.insideout.runtime.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The manifests for Kubernetes are ones by its own schemas, and speak of this system.
class KubernetesTest {
  private static final String POD = "/spec/template/spec";
  private static final String CONTAINER = POD + "/containers/0";

  private static final List<Manifest> ALL = Manifest.below("kubernetes");

  static Stream<Manifest> manifests() {
    return ALL.stream().filter(one -> !one.kind().equals("Kustomization"));
  }

  static Stream<Manifest> workloads() {
    return of("StatefulSet", "Deployment");
  }

  private static Stream<Manifest> of(String... kinds) {
    return ALL.stream().filter(one -> Set.of(kinds).contains(one.kind()));
  }

  private static JsonNode settings() {
    return of("ConfigMap").findFirst().orElseThrow().content().path("data");
  }

  private static Manifest gateway() {
    return workloads().filter(one -> one.name().equals("gateway")).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void aManifestIsOneByTheSchemaOfItsKind(Manifest manifest) {
    assertThat(Manifest.against("kubernetes.json", manifest.kind() + "Kind", manifest.content()))
        .isEmpty();
  }

  @Test
  void theSchemasFindWhatIsWrong() {
    ObjectNode misspelt = gateway().content().deepCopy();
    ((ObjectNode) misspelt.at(CONTAINER)).put("arguments", "up");
    ObjectNode incomplete = gateway().content().deepCopy();
    ((ObjectNode) incomplete.path("spec")).remove("selector");
    ObjectNode unknown = gateway().content().deepCopy();
    ((ObjectNode) unknown.at(CONTAINER)).put("imagePullPolicy", "Sometimes");

    assertThat(List.of(misspelt, incomplete, unknown))
        .allSatisfy(
            wrong ->
                assertThat(Manifest.against("kubernetes.json", "DeploymentKind", wrong))
                    .isNotEmpty());
  }

  @Test
  void everyFileIsAmongTheResources() {
    List<Manifest> lists = of("Kustomization").toList();
    assertThat(lists).hasSize(2);
    for (Manifest list : lists) {
      List<String> named = Manifest.texts(list.content().path("resources"));
      assertThat(ALL)
          .filteredOn(one -> one.file().getParent().equals(list.file().getParent()))
          .extracting(one -> one.file().getFileName().toString())
          .filteredOn(name -> !name.equals("kustomization.yaml"))
          .isNotEmpty()
          .isSubsetOf(named);
      assertThat(named)
          .allSatisfy(name -> assertThat(list.file().resolveSibling(name).normalize()).exists());
    }
  }

  @Test
  void everySettingIsOneAndHasAValueThatItMayHave() {
    Map<String, String> environment = new TreeMap<>();
    settings().properties().forEach(one -> environment.put(one.getKey(), one.getValue().asText()));

    assertThat(environment.keySet()).isSubsetOf(Manifest.variables());
    assertThat(Settings.of(null, environment, Map.of()).shown().values())
        .containsAll(environment.values());
    assertThat(workloads())
        .allSatisfy(
            one ->
                assertThat(one.content().at(CONTAINER + "/env").findValuesAsText("name"))
                    .filteredOn(name -> name.startsWith("INSIDEOUT"))
                    .isNotEmpty()
                    .isSubsetOf(Manifest.variables()));
  }

  @Test
  void everyServiceOfTheSystemIsDeployed() {
    Settings given = Settings.of(null, Map.of(), Map.of());
    List<String> deployed = new ArrayList<>();
    of("StatefulSet")
        .forEach(
            one -> {
              assertThat(one.words().getFirst()).isEqualTo("run");
              deployed.addAll(one.words().subList(1, one.words().size()));
              assertThat(one.content().at("/spec/replicas").asInt()).as(one.name()).isPositive();
            });

    assertThat(deployed)
        .containsExactlyInAnyOrderElementsOf(
            given.allServices().stream().map(Service::name).toList());
    assertThat(of("Deployment"))
        .extracting(one -> one.words().get(1))
        .containsExactlyInAnyOrder("gateway", "log");
  }

  /// It is told nothing of who runs where.
  @Test
  void theGatewayFindsServicesThroughTheLog() {
    Manifest kafka =
        of("NetworkPolicy")
            .filter(one -> one.name().equals("kafka-is-reached"))
            .findFirst()
            .orElseThrow();

    assertThat(gateway().words()).containsExactly("run", "gateway");
    assertThat(settings().has("INSIDEOUT_BOOTSTRAP_SERVERS")).isTrue();
    assertThat(gateway().content().at(CONTAINER + "/env").findValuesAsText("name"))
        .contains("INSIDEOUT_CLIENT_PROPERTIES");
    assertThat(kafka.content().at("/spec/podSelector").toString()).contains("\"gateway\"");
  }

  @Test
  void theRegistryIsWhereItIsLookedFor() {
    assertThat(settings().path("INSIDEOUT_REGISTRY").asText())
        .isEqualTo("http://registry:" + Settings.of(null, Map.of(), Map.of()).registryPort());
    assertThat(doors()).contains("registry:8081");
    assertThat(workloads().filter(one -> one.words().contains("log")))
        .singleElement()
        .satisfies(
            one -> assertThat(Settings.of(null, environment(one), Map.of()).registry()).isEmpty());
    assertThat(workloads().filter(one -> !one.words().contains("log")))
        .isNotEmpty()
        .allSatisfy(
            one ->
                assertThat(Settings.of(null, environment(one), Map.of()).registry())
                    .startsWith("http://registry:"));
  }

  /// What its process sees: the settings of all, and in their place its own.
  private static Map<String, String> environment(Manifest workload) {
    Map<String, String> environment = new TreeMap<>();
    settings().properties().forEach(one -> environment.put(one.getKey(), one.getValue().asText()));
    workload
        .content()
        .at(CONTAINER + "/env")
        .forEach(
            one -> environment.put(one.path("name").asText(), one.path("value").asText("one")));
    return environment;
  }

  /// Name and port of every port of every service, as others call it.
  private static Set<String> doors() {
    return of("Service")
        .flatMap(
            one ->
                one.content()
                    .at("/spec/ports")
                    .valueStream()
                    .map(port -> one.name() + ":" + port.path("port").asInt()))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void portsAndProbesAreThoseThatThereAre(Manifest workload) {
    JsonNode container = workload.content().at(CONTAINER);
    Map<String, Integer> ports = new TreeMap<>();
    container
        .path("ports")
        .forEach(port -> ports.put(port.path("name").asText(), port.path("containerPort").asInt()));

    assertThat(ports.get("http")).isEqualTo(settings().path("INSIDEOUT_HTTP_PORT").asInt());
    assertThat(List.of("startupProbe", "livenessProbe", "readinessProbe"))
        .allSatisfy(
            probe -> {
              assertThat(container.path(probe).at("/httpGet/port").asText()).isIn(ports.keySet());
              assertThat(container.path(probe).at("/httpGet/path").asText())
                  .isIn(Manifest.paths())
                  .isEqualTo(probe.equals("readinessProbe") ? "/health/ready" : "/health/live");
            });
    assertThat(of("Service").filter(one -> one.name().equals(workload.name())))
        .singleElement()
        .satisfies(
            service -> {
              assertThat(workload.content().at("/spec/template/metadata/labels").properties())
                  .containsAll(service.content().at("/spec/selector").properties());
              assertThat(service.content().findValuesAsText("targetPort"))
                  .containsExactlyInAnyOrderElementsOf(ports.keySet());
            });
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void nothingMayMoreThanItNeeds(Manifest workload) {
    JsonNode pod = workload.content().at(POD);
    JsonNode container = workload.content().at(CONTAINER);

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    // A service named insideout-http would give INSIDEOUT_HTTP_PORT the word tcp://.
    assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(Manifest.texts(container.at("/securityContext/capabilities/drop")))
        .containsExactly("ALL");
    assertThat(container.at("/resources/requests").size()).isEqualTo(2);
    assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();

    List<String> volumes = new ArrayList<>(pod.path("volumes").findValuesAsText("name"));
    workload
        .content()
        .at("/spec/volumeClaimTemplates")
        .forEach(claim -> volumes.add(claim.at("/metadata/name").asText()));
    assertThat(container.path("volumeMounts").findValuesAsText("mountPath"))
        .contains("/tmp", settings().path("INSIDEOUT_DATA").asText());
    assertThat(container.path("volumeMounts").findValuesAsText("name")).isSubsetOf(volumes);
  }

  @Test
  void nobodyReachesAnybodyButWhomItIsSaidThatItReaches() {
    List<JsonNode> policies = of("NetworkPolicy").map(Manifest::content).toList();
    Set<Integer> known = Set.of(53, 443, 465, 8080, 8081, 9093);

    assertThat(policies)
        .anySatisfy(
            one -> {
              assertThat(one.at("/spec/podSelector").isEmpty()).isTrue();
              assertThat(Manifest.texts(one.at("/spec/policyTypes"))).hasSize(2);
              assertThat(one.path("spec").has("ingress") || one.path("spec").has("egress"))
                  .isFalse();
            });
    assertThat(policies.stream().flatMap(one -> one.findValues("ports").stream()))
        .isNotEmpty()
        .allSatisfy(
            ports ->
                assertThat(ports.valueStream().map(port -> port.path("port").asInt()))
                    .isNotEmpty()
                    .isSubsetOf(known));
    assertThat(policies.stream().flatMap(one -> one.findValues("from").stream()))
        .isNotEmpty()
        .allSatisfy(from -> assertThat(from.isEmpty()).isFalse());
  }
}
