package io.insideout.acceptance.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.app.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// What the documents name is there.
class DocumentsTest {
  /// In backticks and written like a type of ours, but somebody else's.
  private static final Set<String> FOREIGN =
      Set.of(
          "Location",
          "Exit",
          "Formatter",
          "GlobalKTable",
          "KafkaRaftServer",
          "Connect",
          "AvroData",
          "TransactionMarkerChannelManager");

  private static final Pattern TYPE =
      Pattern.compile("([A-Z][a-z]\\w*)(?:[.#](\\w+)(?:\\(.*\\))?)?");
  private static final Pattern DECLARED =
      Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w*)");
  private static final Pattern IN_SCHEMA = Pattern.compile("\"name\": *\"([A-Z]\\w*)\"");

  private static final Map<String, String> TYPES = types();

  static Stream<Document> documents() {
    return House.documents().stream().map(Document::new);
  }

  @Test
  void theDocumentsAreThere() {
    assertThat(documents().map(Document::toString))
        .contains(
            "README.md",
            "ARCHITECTURE.md",
            "CONTRIBUTING.md",
            "docs/tutorial.md",
            "docs/how-to/add-a-service.md",
            "docs/reference/topics.md");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyTypeThatIsNamedExists(Document document) {
    Set<String> missing = new TreeSet<>();
    document
        .code()
        .forEach(
            code -> {
              Matcher type = TYPE.matcher(code);
              if (type.matches() && !FOREIGN.contains(type.group(1)) && !exists(type)) {
                missing.add(code);
              }
            });
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(Document document) {
    assertThat(document.links())
        .allSatisfy(
            link -> {
              String[] parts = link.split("#", 2);
              Path target =
                  parts[0].isEmpty()
                      ? document.file()
                      : document.file().resolveSibling(parts[0]).normalize();
              assertThat(Files.exists(target)).as(link).isTrue();
              if (parts.length > 1) {
                assertThat(new Document(target).anchors()).as(link).contains(parts[1]);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandCanBeGiven(Document document) {
    Map<String, CommandLine> commands = new CommandLine(Main.class).getSubcommands();
    assertThat(document.commands())
        .allSatisfy(
            words -> {
              if (words.getFirst().isEmpty()) {
                return;
              }
              CommandLine known =
                  words.getFirst().startsWith("--")
                      ? new CommandLine(Main.class)
                      : commands.get(words.getFirst());
              assertThat(known).as("insideout " + String.join(" ", words)).isNotNull();
              if (words.size() > 1 && known.getSubcommands().containsKey(words.get(1))) {
                known = known.getSubcommands().get(words.get(1));
              }
              assertThat(options(words))
                  .as("options of " + words.getFirst())
                  .isSubsetOf(known.getCommandSpec().optionsMap().keySet());
            });
  }

  @ParameterizedTest
  @MethodSource("documents")
  void whatIsCopiedIsStillTheSame(Document document) {
    assertThat(document.copies())
        .allSatisfy(
            copy ->
                assertThat(House.text(House.ROOT.resolve(copy.path())))
                    .as(copy.path())
                    .endsWith(copy.text()));
  }

  @Test
  void theReadmeHasTheTestCommandThatIsRun() {
    assertThat(House.text(House.ROOT.resolve("README.md"))).contains("\n./mvnw -B -ntp verify\n");
    assertThat(House.text(House.ROOT.resolve(".ci/run"))).contains("./mvnw -B -ntp verify\n");
    assertThat(Files.isExecutable(House.ROOT.resolve(".ci/run"))).isTrue();
    assertThat(Files.isExecutable(House.ROOT.resolve("insideout"))).isTrue();
  }

  @Test
  void aServiceCostsFewerThanAHundredLines() {
    List<Path> files =
        Stream.concat(House.sources().stream(), House.schemas().stream())
            .filter(file -> House.name(file).matches(".*/(loyalty/.*|points\\.avsc)"))
            .filter(file -> !House.name(file).endsWith("Test.java"))
            .toList();

    assertThat(files).hasSize(4);
    assertThat(files.stream().mapToLong(file -> House.text(file).lines().count()).sum())
        .isLessThan(100);
  }

  @Test
  void theDataIsAttributed() {
    assertThat(House.text(House.ROOT.resolve("NOTICE")))
        .contains("Online Retail", "Daqing Chen", "CC BY 4.0", "10.24432/C5BW33", "cut by date");
    assertThat(House.text(House.ROOT.resolve("LICENSE"))).contains("Apache License");
  }

  private static Set<String> options(List<String> words) {
    return words.stream()
        .filter(word -> word.startsWith("--"))
        .map(word -> word.split("=", 2)[0])
        .collect(Collectors.toSet());
  }

  private static boolean exists(Matcher type) {
    String source = TYPES.get(type.group(1));
    return source != null && (type.group(2) == null || source.contains(type.group(2)));
  }

  /// Every type of the project, with the text that declares it.
  private static Map<String, String> types() {
    Stream<Map.Entry<String, String>> declared =
        House.sources().stream()
            .map(House::text)
            .flatMap(
                text -> DECLARED.matcher(text).results().map(hit -> Map.entry(hit.group(1), text)));
    Stream<Map.Entry<String, String>> generated =
        House.schemas().stream()
            .map(House::text)
            .flatMap(
                text ->
                    IN_SCHEMA.matcher(text).results().map(hit -> Map.entry(hit.group(1), text)));
    return Stream.concat(declared, generated)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, String::concat));
  }
}
