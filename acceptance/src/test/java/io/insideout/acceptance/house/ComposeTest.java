package io.insideout.acceptance.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.insideout.app.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The Compose file is one by the specification's schema, and deploys what Kubernetes is given.
class ComposeTest {
  private static final JsonNode FILE =
      Manifest.of(Manifest.DEPLOY.resolve("compose.yaml")).getFirst().content();
  private static final Set<String> NOT_OURS = Set.of("kafka");

  private static Stream<Map.Entry<String, JsonNode>> ours() {
    return FILE.path("services")
        .propertyStream()
        .filter(service -> !NOT_OURS.contains(service.getKey()));
  }

  @Test
  void itIsOneByTheSchema() {
    assertThat(Manifest.against("compose.json", "", FILE)).isEmpty();

    ObjectNode wrong = FILE.deepCopy();
    ((ObjectNode) wrong.at("/services/orders")).put("comand", "up");
    assertThat(Manifest.against("compose.json", "", wrong)).isNotEmpty();
  }

  @Test
  void thePartsAreThoseOfKubernetes() {
    Map<String, List<String>> parts = new TreeMap<>();
    KubernetesTest.workloads().forEach(one -> parts.put(one.name(), one.words()));
    parts.put("one", List.of("up"));

    assertThat(
            ours()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        service -> Manifest.texts(service.getValue().path("command")))))
        .isEqualTo(parts);
  }

  @Test
  void everySettingIsOneAndHasAValueThatItMayHave() {
    assertThat(ours())
        .allSatisfy(
            service -> {
              Map<String, String> environment = new TreeMap<>();
              service
                  .getValue()
                  .path("environment")
                  .properties()
                  .forEach(one -> environment.put(one.getKey(), one.getValue().asText()));
              assertThat(environment.keySet()).isNotEmpty().isSubsetOf(Manifest.variables());
              assertThat(Settings.of(null, environment, Map.of()).httpPort()).isEqualTo(8080);
            });
  }

  @Test
  void onlyThisMachineReachesADoorAndOnlyOneOfThem() {
    assertThat(FILE.findValues("ports"))
        .hasSize(2)
        .allSatisfy(
            ports -> assertThat(Manifest.texts(ports)).containsExactly("127.0.0.1:8080:8080"));
    assertThat(FILE.at("/networks/inside/internal").asBoolean()).isTrue();
    for (String inside : List.of("kafka", "registry", "orders")) {
      assertThat(Manifest.texts(FILE.path("services").path(inside).path("networks")))
          .containsExactly("inside");
    }
  }

  @Test
  void nothingMayMoreThanItNeeds() {
    assertThat(ours())
        .allSatisfy(
            service -> {
              JsonNode given = service.getValue();
              assertThat(given.path("read_only").asBoolean()).isTrue();
              assertThat(Manifest.texts(given.path("cap_drop"))).containsExactly("ALL");
              assertThat(Manifest.texts(given.path("security_opt")))
                  .containsExactly("no-new-privileges:true");
              assertThat(Manifest.texts(given.path("volumes")))
                  .containsExactly(service.getKey() + ":/data");
              assertThat(FILE.path("volumes").has(service.getKey())).isTrue();
            });
  }

  @Test
  void theImageStartsWhatIsThere() {
    String image = House.text(Manifest.DEPLOY.resolve("Containerfile"));

    assertThat(image)
        .contains("USER 10001:10001", "VOLUME /data", "ENTRYPOINT [\"/opt/insideout/insideout\"]")
        .contains("EXPOSE " + Settings.of(null, Map.of(), Map.of()).httpPort());
    assertThat(Reference.all("COPY --from=build ((?:/src/\\S+ )+)", image))
        .isNotEmpty()
        .allSatisfy(
            copied -> {
              for (String path : copied.group(1).split(" ")) {
                String name = path.substring("/src/".length());
                assertThat(name.contains("target/") || House.ROOT.resolve(name).toFile().exists())
                    .as(path)
                    .isTrue();
              }
            });
    assertThat(Reference.all("(?:ARG|ENV)[^\\n]*(?i:secret|password|token)", image)).isEmpty();
    assertThat(House.text(House.ROOT.resolve(".dockerignore"))).contains("\ndeploy/secrets\n");
    assertThat(Manifest.DEPLOY.resolve("healthcheck")).isExecutable();
  }
}
