package io.insideout.acceptance.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may import whom.
class ImportsTest {
  /// Each module, and what it may import of the project besides itself.
  private static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("catalog", List.of()),
          Map.entry("runtime", List.of("catalog")),
          Map.entry("broker", List.of("catalog", "runtime")),
          Map.entry("registry", List.of("catalog", "runtime")),
          Map.entry("services", List.of("catalog", "runtime")),
          Map.entry("connect", List.of("catalog", "runtime")),
          Map.entry("sql", List.of("catalog", "runtime")),
          Map.entry("story", List.of("catalog", "runtime")),
          Map.entry("traces", List.of("catalog", "runtime")),
          Map.entry("console", List.of("catalog", "runtime")),
          Map.entry("verify", List.of("catalog", "runtime")),
          Map.entry("simulation", List.of("catalog", "runtime", "services", "verify")),
          Map.entry("retail", List.of("catalog")),
          Map.entry("chaos", List.of("catalog", "runtime", "verify")),
          Map.entry(
              "bench", List.of("catalog", "runtime", "broker", "services", "verify", "retail")),
          Map.entry("testkit", List.of("catalog", "runtime")),
          Map.entry(
              "app",
              List.of(
                  "catalog",
                  "runtime",
                  "broker",
                  "registry",
                  "services",
                  "connect",
                  "sql",
                  "story",
                  "traces",
                  "console",
                  "verify",
                  "simulation",
                  "chaos",
                  "bench",
                  "retail")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.insideout");

  static Stream<String> modules() {
    return MAY_IMPORT.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleImportsOnlyWhatItMay(String module) {
    String[] allowed =
        Stream.concat(Stream.of(module), MAY_IMPORT.get(module).stream())
            .map(ImportsTest::packageOf)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(packageOf(module))
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("io.insideout..")).or(resideInAnyPackage(allowed)))
        .check(CLASSES);
  }

  @Test
  void everyModuleHasItsRule() {
    Set<String> found =
        CLASSES.stream()
            .map(type -> type.getPackageName().split("\\.", -1))
            .map(path -> path.length > 2 ? path[2] : "")
            .collect(Collectors.toCollection(TreeSet::new));
    found.remove("acceptance");

    assertThat(found).containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
  }

  @Test
  void servicesNeverImportEachOther() {
    slices().matching("io.insideout.services.(*)..").should().notDependOnEachOther().check(CLASSES);
  }

  @Test
  void onlyCommandsUseTheTerminal() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.insideout.app..")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  @Test
  void onlyTheWayToAMailServerKnowsTheMailLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.insideout.services.email.smtp..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
        .check(CLASSES);
  }

  @Test
  void onlyTheWayToSubscribersKnowsTheHttpClientLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.insideout.services.webhooks.http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.helidon.webclient..")
        .check(CLASSES);
  }

  @Test
  void onlyTheWayToADatabaseKnowsConnectAndTheDriver() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.insideout.connect..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.postgresql..", "io.debezium..", "org.apache.kafka.connect..", "io.apicurio..")
        .check(CLASSES);
  }

  @Test
  void onlyWhoReadsTokensKnowsTheLibraryForThem() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.insideout.app.access..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.nimbusds..")
        .check(CLASSES);
  }

  @Test
  void onlyTheAnswersOverViewsKnowCalcite() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.insideout.sql.view..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.calcite..", "com.google.common..")
        .check(CLASSES);
  }

  @Test
  void onlyTracesKnowOpenTelemetry() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.insideout.traces..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.opentelemetry..")
        .check(CLASSES);
  }

  @Test
  void nothingOfTheBenchmarksIsOnTheClassPathOfTheApplication() {
    assertThat(ImportsTest.class.getResource("/io/insideout/app/Main.class")).isNotNull();
    assertThat(ImportsTest.class.getResource("/org/openjdk/jmh/Main.class")).isNull();
    assertThat(ImportsTest.class.getResource("/META-INF/BenchmarkList")).isNull();
  }

  @Test
  void nothingOfFuzzingIsOnTheClassPathOfTheApplication() {
    assertThat(ImportsTest.class.getResource("/com/code_intelligence/jazzer/junit/FuzzTest.class"))
        .isNull();
  }

  private static String packageOf(String module) {
    return "io.insideout." + module + "..";
  }
}
