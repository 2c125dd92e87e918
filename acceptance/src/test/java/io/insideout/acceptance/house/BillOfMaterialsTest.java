package io.insideout.acceptance.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bill of materials (CycloneDX) of each program that the build makes: it names what the
/// program is started with, and nothing else.
class BillOfMaterialsTest {
  @ParameterizedTest
  @ValueSource(strings = {"app", "flink"})
  void it_names_every_library_that_a_program_is_started_with(String program) throws IOException {
    Path target = House.ROOT.resolve(program).resolve("target");
    JsonNode bill = new ObjectMapper().readTree(target.resolve("sbom.json").toFile());

    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bill.at("/metadata/component/name").asText()).isEqualTo(program);
    assertThat(named(bill)).isEqualTo(jars(target.resolve("lib")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "flink"})
  void of_each_library_it_has_a_digest_and_an_address_by_which_holes_are_looked_up(String program)
      throws IOException {
    Path bom = House.ROOT.resolve(program).resolve("target/sbom.json");
    for (JsonNode component : new ObjectMapper().readTree(bom.toFile()).path("components")) {
      assertThat(component.path("purl").asText()).startsWith("pkg:maven/");
      assertThat(component.path("hashes").findValuesAsText("alg"))
          .as(component.path("name").asText())
          .contains("SHA-256");
    }
  }

  private static Set<String> named(JsonNode bill) {
    TreeSet<String> names = new TreeSet<>();
    for (JsonNode component : bill.path("components")) {
      names.add(jar(component));
    }
    return names;
  }

  /// As Maven names the file: the classifier stands in the address.
  private static String jar(JsonNode component) {
    TreeMap<String, String> qualifiers = new TreeMap<>();
    String purl = component.path("purl").asText();
    for (String one : purl.substring(purl.indexOf('?') + 1).split("&", -1)) {
      List<String> pair = List.of(one.split("=", 2));
      qualifiers.put(pair.getFirst(), pair.getLast());
    }
    String classifier = qualifiers.getOrDefault("classifier", "");
    return component.path("name").asText()
        + "-"
        + component.path("version").asText()
        + (classifier.isEmpty() ? "" : "-" + classifier)
        + ".jar";
  }

  private static Set<String> jars(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }
}
