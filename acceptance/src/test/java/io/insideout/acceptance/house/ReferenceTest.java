package io.insideout.acceptance.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.app.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The reference says what the code says.
class ReferenceTest {
  private static final Path DIRECTORY = House.ROOT.resolve("docs/reference");

  static Set<Map.Entry<String, String>> pages() {
    return Reference.pages().entrySet();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void thePageIsWhatTheCodeWrites(Map.Entry<String, String> page) throws IOException {
    Path file = DIRECTORY.resolve(page.getKey());
    if ("update".equals(System.getProperty("golden"))) {
      Files.createDirectories(DIRECTORY);
      Files.writeString(file, page.getValue());
    }
    assertThat(file).as("is missing; run with -Dgolden=update to write it").exists();
    assertThat(House.text(file))
        .as("run with -Dgolden=update and commit %s", House.name(file))
        .isEqualTo(page.getValue());
  }

  @Test
  void everySettingIsInTheReference() {
    Set<String> settings = Settings.of(null, Map.of(), Map.of()).shown().keySet();

    assertThat(settings)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(Reference.settings()).contains("| `" + name + "` |"));
    assertThat(Reference.settings()).doesNotContain("null");
    assertThat(settings).hasSize(Reference.components().size());
  }

  @Test
  void everyMetricIsInTheReference() {
    Set<String> named =
        House.mainSources().stream()
            .flatMap(file -> Reference.all("\"(insideout_\\w+)\"", House.text(file)))
            .map(found -> found.group(1))
            .collect(Collectors.toSet());

    assertThat(named)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(Reference.metrics()).contains("| `" + name + "` |"));
  }

  @Test
  void everyTypeOfProblemIsInTheReference() {
    Set<String> thrown =
        House.mainSources().stream()
            .flatMap(
                file ->
                    Reference.all("new Problem\\(\\s*[^\",]+,\\s*\"([a-z-]+)\"", House.text(file)))
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    Set<String> told =
        Reference.all(
                "(?m)^\\| `/problems/([a-z-]+)`", House.text(DIRECTORY.resolve("problems.md")))
            .map(found -> found.group(1))
            .collect(Collectors.toSet());

    assertThat(told).isNotEmpty().isEqualTo(thrown);
  }
}
