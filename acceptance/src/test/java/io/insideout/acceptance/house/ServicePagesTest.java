package io.insideout.acceptance.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.app.Main;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Service;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.services.ServiceSettings;
import io.insideout.services.Services;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// Each service has a page that says what it reads, decides and writes.
class ServicePagesTest {
  private static final Path PAGES = House.ROOT.resolve("docs/services");
  private static final Path TOPOLOGIES =
      House.ROOT.resolve("services/src/test/resources/topologies");

  static List<Service> services() {
    return Services.all(ServiceSettings.DEFAULTS);
  }

  private static Document page(Service service) {
    return new Document(PAGES.resolve(service.name() + ".md"));
  }

  @Test
  void thereIsAPageForEachServiceAndForNothingElse() {
    assertThat(House.documents())
        .filteredOn(file -> file.startsWith(PAGES))
        .containsExactlyInAnyOrderElementsOf(
            services().stream().map(service -> page(service).file()).toList());
  }

  @Test
  void theReadmeLeadsToEachOfThem() {
    assertThat(new Document(House.ROOT.resolve("README.md")).links())
        .containsAll(
            services().stream().map(service -> "docs/services/" + service.name() + ".md").toList());
  }

  @ParameterizedTest
  @MethodSource("services")
  void thePageNamesEachTopicThatTheServiceReadsOrWrites(Service service) {
    Set<String> topics = new TreeSet<>(written(service));
    if (service instanceof StreamsService) {
      topics.addAll(read(service));
    }

    assertThat(topics).isNotEmpty();
    assertThat(page(service).code()).containsAll(topics);
  }

  @ParameterizedTest
  @MethodSource("services")
  void thePageHasTheSameChaptersAsTheOthers(Service service) {
    assertThat(page(service).text())
        .contains("\n| reads |", "\n| decides |", "\n| writes |")
        .contains("\n## When something goes wrong\n")
        .contains("services/src/main/java/io/insideout/services/" + service.name() + "/");
  }

  @Test
  void whoeverRunsPartsIsToldOfEachService() {
    String help =
        new CommandLine(Main.class)
            .getSubcommands()
            .get("run")
            .getUsageMessage(CommandLine.Help.Ansi.OFF);
    String cluster = House.text(House.ROOT.resolve("docs/how-to/use-a-cluster.md"));

    assertThat(services())
        .allSatisfy(
            service -> {
              assertThat(help).containsPattern("(?s)services: [^.]*\\b" + service.name() + "\\b");
              assertThat(cluster).containsPattern("insideout run .*\\b" + service.name() + "\\b");
            });
  }

  private static Set<String> written(Service service) {
    return Topics.all().stream()
        .filter(topic -> topic.writers().contains(service.name()))
        .map(Topic::name)
        .collect(Collectors.toSet());
  }

  /// As its topology says, without what is the service's own.
  private static Set<String> read(Service service) {
    return Reference.all(
            "topics: \\[([^\\]]*)\\]", House.text(TOPOLOGIES.resolve(service.name() + ".txt")))
        .flatMap(source -> Stream.of(source.group(1).split(", ")))
        .filter(name -> Topics.named(name).isPresent())
        .collect(Collectors.toSet());
  }
}
