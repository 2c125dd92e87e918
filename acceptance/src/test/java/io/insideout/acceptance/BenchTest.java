package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run of every part of `./insideout bench` that is much too short to measure anything.
class BenchTest {
  private static final Duration WITHIN = Duration.ofMinutes(4);

  @TempDir private Path directory;
  private Cli cli;

  @SuppressWarnings("NullAway.Init") // made before each test
  BenchTest() {}

  @BeforeEach
  void make() {
    cli = new Cli(directory);
  }

  @Test
  void everyPartIsMeasuredBesideTheMachinesLimits() throws Exception {
    Path chart = directory.resolve("bench.svg");
    Cli.Running bench =
        cli.start(
            "bench",
            "--json",
            "--chart=" + chart,
            "--rate=20",
            "--seconds=2",
            "--warm-up=0",
            "--orders=500",
            "--grow-to=300",
            "--starts=1");

    assertThat(bench.exitCode(WITHIN)).as(bench.printed()).isZero();
    JsonNode report = json(bench);
    assertThat(report.path("complete").asBoolean()).isTrue();
    assertThat(report.propertyStream().map(Map.Entry::getKey))
        .contains("machine", "limits", "latency", "saturation", "replay", "start", "growth");
    assertThat(report.at("/latency/0/orders/sent").asLong()).isEqualTo(40);
    assertThat(report.at("/latency/0/orders/decided/p50").asDouble()).isPositive();
    assertThat(report.at("/saturation/bulk/orders").asLong()).isEqualTo(500);
    assertThat(report.at("/replay/settled").asLong()).isEqualTo(617);
    assertThat(report.at("/growth/steps")).hasSize(3);
    for (String limit :
        List.of("append, waited for, p50", "bare loop p50", "bare loop", "the log alone")) {
      assertThat(figure(report, limit)).as(limit).isPresent();
    }
    for (JsonNode figure : report.path("figures")) {
      assertThat(figure.path("measured").asDouble()).as(figure.toString()).isNotNegative();
      if (!figure.path("ratio").isNull()) {
        assertThat(figure.path("ratio").asDouble()).as(figure.toString()).isPositive();
      }
    }
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(chart.toFile())
                .getDocumentElement()
                .getTagName())
        .isEqualTo("svg");
  }

  @Test
  void whatCannotBeMeasuredOnARunningSystemIsRefused() throws Exception {
    Cli.Running bench = cli.start("bench", "--data", directory.toString(), "--only", "start");

    assertThat(bench.exitCode(WITHIN)).isEqualTo(2);
    assertThat(bench.printed()).contains("latency, saturation", "Leave out --data");
  }

  @Test
  void aWrongOptionIsToldBeforeAnythingStarts() throws Exception {
    Cli.Running rate = cli.start("bench", "--rate", "0");
    Cli.Running file = cli.start("bench", "--file", "nowhere.csv");

    assertThat(rate.exitCode(WITHIN)).isEqualTo(2);
    assertThat(rate.printed()).contains("--rate is from 1 to 100,000");
    assertThat(file.exitCode(WITHIN)).isEqualTo(2);
    assertThat(file.printed()).contains("--file: nowhere.csv cannot be read");
  }

  private static Optional<JsonNode> figure(JsonNode report, String limitIs) {
    for (JsonNode figure : report.path("figures")) {
      if (figure.path("limitIs").asText().equals(limitIs)) {
        return Optional.of(figure);
      }
    }
    return Optional.empty();
  }

  private static JsonNode json(Cli.Running bench) throws Exception {
    String line =
        bench.printed().lines().filter(one -> one.startsWith("{")).findFirst().orElseThrow();
    return new ObjectMapper().readTree(line);
  }
}
