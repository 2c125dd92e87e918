package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The system on a log and a registry that are somebody else's, by the command line.
class ExternalLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String ORDER =
      "{\"cardToken\": \"there\", \"lines\": [{\"sku\": \"THERE\", \"quantity\": 2}]}";

  @TempDir private Path directory;
  private LogElsewhere elsewhere;
  private Cli cli;

  @SuppressWarnings("NullAway.Init") // started before each test
  ExternalLogTest() {}

  @BeforeEach
  void start() throws Exception {
    elsewhere = LogElsewhere.start(directory.resolve("elsewhere"));
    cli = new Cli(directory);
  }

  @AfterEach
  void stop() {
    elsewhere.close();
  }

  @Test
  void orders_are_validated_there_and_are_there_after_a_restart() throws Exception {
    Path data = directory.resolve("data");
    String[] options = options(properties("security.protocol=PLAINTEXT"));
    String orderId;
    try (Cli.Running up = cli.up(data, options)) {
      Http http = door(data);
      http.put("/api/products/THERE", "{\"description\": \"There\", \"listPrice\": \"1.25\"}")
          .expect(200);
      http.put("/api/stock/THERE", "{\"onHand\": 4}").expect(200);
      orderId = http.place(ORDER);
      assertThat(http.settled(orderId).state()).isIn("VALIDATED", "PAID");
      assertThat(up.printed()).contains(elsewhere.bootstrapServers());
    }
    assertThat(data.resolve("log")).as("no log of its own").doesNotExist();

    // Another data directory: all that it knows it has from the log.
    for (Path again : List.of(data, directory.resolve("other"))) {
      try (Cli.Running up = cli.up(again, options)) {
        Http http = door(again);
        assertThat(http.get("/api/orders/" + orderId).expect(200).state())
            .isIn("VALIDATED", "PAID");
        assertThat(http.get("/api/stock/THERE").json().path("reserved").asLong())
            .isGreaterThanOrEqualTo(2);
        assertThat(up.process().isAlive()).isTrue();
        if (again.equals(data)) {
          assertThat(http.settled(http.place(ORDER)).state()).isIn("VALIDATED", "PAID");
        } else {
          assertThat(http.settled(http.place(ORDER)).state())
              .as("all is sold")
              .isEqualTo("REJECTED");
        }
        everyLawHolds(options);
        everyLawHolds("--data", again.toString());
      }
    }
  }

  private void everyLawHolds(String... options) throws Exception {
    Cli.Running verify = cli.start(command("verify", options));
    assertThat(verify.exitCode(SOON)).as(verify.printed()).isZero();
    assertThat(verify.printed()).contains("Every law holds.", "The system is quiet");
  }

  @Test
  void a_schema_that_does_not_fit_what_is_registered_stops_the_start() throws Exception {
    String other =
        "{\"type\": \"record\", \"name\": \"Stock\", \"namespace\": \"io.insideout.catalog\","
            + " \"fields\": [{\"name\": \"sku\", \"type\": \"string\"},"
            + " {\"name\": \"onHand\", \"type\": \"string\"}]}";
    elsewhere
        .registry()
        .post(
            "/subjects/stock-value/versions",
            JSON.writeValueAsString(Map.of("schema", other)),
            "Content-Type",
            "application/vnd.schemaregistry.v1+json")
        .expect(200);

    Cli.Running up = cli.start(command("up", options(properties(""))));
    assertThat(up.exitCode(SOON)).as(up.printed()).isEqualTo(3);
    assertThat(up.printed())
        .contains("The schema of topic 'stock' does not fit what is registered.")
        .contains("stock-value: ", "'onHand' is long in the new schema and string in version 1");
    saysItInWords(up);
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "topics"})
  void client_properties_that_kafka_does_not_take_are_named(String name) throws Exception {
    Path file = properties("security.protocol=NONSENSE");
    Cli.Running run = cli.start(command(name, options(file)));
    assertThat(run.exitCode(SOON)).as(run.printed()).isEqualTo(3);
    assertThat(run.printed()).contains(file.toString(), "security.protocol", "NONSENSE");
    saysItInWords(run);
  }

  @Test
  void an_address_that_is_none_is_named() throws Exception {
    Cli.Running up =
        cli.start(
            "up",
            "--data",
            directory.resolve("data").toString(),
            "--bootstrap-servers",
            elsewhere.bootstrapServers(),
            "--registry",
            "registry:8081");
    assertThat(up.exitCode(SOON)).as(up.printed()).isEqualTo(3);
    assertThat(up.printed()).contains("'registry'", "http://", "'registry:8081'");
    saysItInWords(up);
  }

  private static void saysItInWords(Cli.Running run) {
    assertThat(run.printed()).doesNotContain("\tat ", "Exception", "This should not have");
  }

  private Path properties(String text) throws IOException {
    return Files.writeString(directory.resolve("client.properties"), text);
  }

  private String[] options(Path clientProperties) {
    List<String> options = new ArrayList<>(elsewhere.options());
    options.addAll(List.of("--client-properties", clientProperties.toString()));
    return options.toArray(String[]::new);
  }

  private static String[] command(String name, String... options) {
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(Arrays.asList(options));
    return command.toArray(String[]::new);
  }

  private static Http door(Path data) throws IOException {
    return new Http(
        URI.create(JSON.readTree(data.resolve("run.json").toFile()).get("http").asText()));
  }
}
