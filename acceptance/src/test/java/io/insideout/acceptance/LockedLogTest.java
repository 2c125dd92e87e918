package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.app.Main;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.services.Services;
import io.insideout.verify.Evidence;
import io.insideout.verify.Quiescence;
import io.insideout.verify.Quiet;
import io.insideout.verify.Report;
import io.insideout.verify.Verifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// At a log that lets in only whom it knows, each service does its work by the ACLs that the
/// command prints; who comes otherwise is told what to do.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LockedLogTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ORDER =
      """
      {"cardToken": "card", "customerId": "ada", "lines": [{"sku": "LOCK", "quantity": 1}]}""";

  private Path directory;
  private LockedLog log;

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    directory = shared;
    log = LockedLog.start(directory.resolve("log"), LockedRightsTest.roles());
  }

  @AfterAll
  void close() {
    log.close();
  }

  @Test
  @Order(1)
  void what_is_printed_is_made_so_once_and_what_is_too_many_is_told() throws Exception {
    assertThat(acls(1, "--check")).contains("missing   User:orders Read topic order-commands");
    assertThat(acls(0, "--apply")).contains("ACLs were added.");
    eventually("the log has them", () -> run(acls("--check")).code() == 0);
    assertThat(acls(0, "--apply")).isEqualTo("The log has all ACLs that are needed.\n");

    try (LockedUser admin = new LockedUser(log, LockedLog.ADMIN)) {
      admin.give("User:orders", "suspicious-cards");
      eventually("it is noticed", () -> run(acls("orders", "--check")).code() == 1);
      assertThat(acls(1, "--check"))
          .isEqualTo(
              "too many  User:orders Read topic suspicious-cards\n"
                  + "The log has all ACLs that are needed."
                  + " 1 are too many; kafka-acls.sh --remove takes them away.\n");
      assertThat(acls(0, "fraud", "email", "--check")).contains("all ACLs that are needed");
      admin.take("User:orders", "suspicious-cards");
      eventually("it is as before", () -> run(acls("--check")).code() == 0);
    }
  }

  @Test
  @Order(2)
  void an_order_is_delivered_the_laws_hold_and_nobody_is_refused_anything() throws Exception {
    try (Denials denials = Denials.watched();
        LockedParts parts = LockedParts.start(log, directory.resolve("parts"))) {
      parts
          .http("products")
          .put("/api/products/LOCK", "{\"description\": \"A lock\", \"listPrice\": \"2.50\"}")
          .expect(200);
      parts.http("inventory").put("/api/stock/LOCK", "{\"onHand\": 3}").expect(200);
      parts
          .http("customers")
          .put("/api/customers/ada", "{\"name\": \"Ada\", \"country\": \"Norway\"}")
          .expect(200);
      Http orders = parts.http("orders");
      String orderId = orders.place(ORDER);
      eventually(
          "it is delivered",
          () -> orders.get("/api/orders/" + orderId).expect(200).state().equals("DELIVERED"));
      // The story reads the log for itself: it may have the last steps a moment later.
      eventually(
          "its story has the e-mail",
          () ->
              parts
                  .http("story")
                  .get("/api/orders/" + orderId + "/story")
                  .expect(200)
                  .body()
                  .contains("emails/"));
      assertThat(
              parts
                  .http("sql")
                  .post("/api/sql", "{\"sql\": \"SELECT order_id FROM views.orders\"}")
                  .body())
          .contains(orderId);
      // What Flink reads of topics it asks the registry for itself.
      try (SqlStream stream =
          SqlStream.ask(
              parts.of("sql").url(),
              "SELECT order_id FROM orders WHERE state = 'DELIVERED';",
              Map.of("untilNow", true))) {
        assertThat(stream.whole().rows()).as(stream.lines().toString()).contains(List.of(orderId));
      }
      assertThat(parts.of("log").runFile().registry()).startsWith("https://localhost:");
      assertThat(parts.http("console").get("/api/schemas").expect(200).body())
          .contains("orders-value");
      assertThat(parts.http("console").get("/api/log/topics").expect(200).body())
          .contains("orders-current-changelog");
      assertThat(parts.http("console").get("/api/log/groups").expect(200).body())
          .contains("payments-cashier");

      // What operators ask at the door of orders is asked of the log under their name.
      orders.get("/api/dead-letters").expect(200);

      lawsHold(parts.of("log").registryUrl());
      assertThat(denials.seen()).isEmpty();
    }
  }

  private void lawsHold(URI registry) throws Exception {
    LogClient operator = log.client("operator");
    Quiet quiet =
        new Quiescence(
                operator, Services.groups(), Topics.all().stream().map(one -> one.name()).toList())
            .await(SOON);
    assertThat(quiet.isQuiet()).as(quiet.toString()).isTrue();
    Report report =
        new Verifier(operator, Schemas.at(registry), directory)
            .verify(quiet, new Evidence(List.of(), List.of()));
    assertThat(report.holds()).as(report.toString()).isTrue();
  }

  @Test
  @Order(3)
  void who_has_no_password_or_a_wrong_one_is_told_what_to_do() throws Exception {
    Cli cli = new Cli(directory);
    Path wrong = log.propertiesWith("orders", "not-the-password");
    Path none = Files.writeString(directory.resolve("none.properties"), "");
    Path untrusted =
        Files.writeString(
            directory.resolve("untrusted.properties"),
            Files.readString(log.properties("orders")).replaceAll("(?m)^ssl.*\n", ""));
    try (Cli.Running withWrong = start(cli, wrong);
        Cli.Running withNone = start(cli, none);
        Cli.Running withUntrusted = start(cli, untrusted)) {
      assertThat(withWrong.exitCode(SOON)).isEqualTo(3);
      assertThat(withWrong.printed())
          .contains("The log does not let this client in", "invalid credentials", "sasl.*")
          .doesNotContain("not-the-password", "\tat ", "should not have happened");
      assertThat(withNone.exitCode(SOON)).isEqualTo(3);
      assertThat(withNone.printed())
          .contains("speaks TLS", "--client-properties")
          .doesNotContain("\tat ", "should not have happened");
      assertThat(withUntrusted.exitCode(SOON)).isEqualTo(3);
      assertThat(withUntrusted.printed())
          .contains("certificate", "ssl.*")
          .doesNotContain("geheim", "\tat ", "should not have happened");
    }
    assertThat(Files.readString(directory.resolve("logs/insideout.jsonl"), UTF_8))
        .doesNotContain("not-the-password", "geheim");
  }

  @Test
  @Order(4)
  void who_is_not_shown_everything_accuses_nobody() throws Exception {
    try (Cli.Running verify =
        new Cli(directory)
            .start(
                "verify",
                "--registry",
                "http://127.0.0.1:9",
                "--bootstrap-servers",
                log.bootstrapServers(),
                "--client-properties",
                log.properties("orders").toString())) {
      assertThat(verify.exitCode(SOON)).as(verify.printed()).isEqualTo(3);
      assertThat(verify.printed())
          .contains("The log does not allow what is needed here", "./insideout acls")
          .doesNotContain("violat", "\tat ", "should not have happened");
    }
  }

  @Test
  @Order(5)
  void who_has_a_token_is_let_in_by_it_and_by_no_other() throws Exception {
    Cli cli = new Cli(directory);
    try (LockedParts parts = LockedParts.startLog(log, directory.resolve("parts"));
        Cli.Running customers = byToken(cli, parts, "good", log.propertiesOfToken("customers"));
        Cli.Running strange =
            byToken(cli, parts, "bad", log.propertiesOfToken("orders", log.stranger()))) {
      Path run = directory.resolve("good/parts/customers/run.json");
      eventually("it is up, or ends", () -> Files.exists(run) || !customers.process().isAlive());
      assertThat(customers.process().isAlive()).as(customers.printed()).isTrue();
      Http http =
          new Http(URI.create(new ObjectMapper().readTree(run.toFile()).get("http").asText()));
      http.put("/api/customers/bob", "{\"name\": \"Bob\", \"country\": \"Norway\"}").expect(200);
      assertThat(http.get("/api/customers/bob").expect(200).body()).contains("Bob");

      assertThat(strange.exitCode(SOON)).isEqualTo(3);
      assertThat(strange.printed())
          .contains("The log does not let this client in", "sasl.*")
          .doesNotContain("\tat ", "should not have happened");
    }
  }

  private Cli.Running byToken(Cli cli, LockedParts parts, String data, Path properties)
      throws Exception {
    return cli.start(
        "run",
        "customers",
        "--data",
        directory.resolve(data).toString(),
        "--registry",
        parts.of("log").registryUrl().toString(),
        "--bootstrap-servers",
        log.bootstrapServersOfTokens(),
        "--client-properties",
        properties.toString(),
        "--set",
        "tls-ca=" + parts.ca());
  }

  private Cli.Running start(Cli cli, Path properties) throws Exception {
    return cli.start(
        "run",
        "orders",
        "--data",
        directory.resolve("none").toString(),
        "--registry",
        "http://127.0.0.1:9",
        "--bootstrap-servers",
        log.bootstrapServers(),
        "--client-properties",
        properties.toString());
  }

  private List<String> acls(String... words) {
    List<String> all = new ArrayList<>(List.of("acls"));
    all.addAll(List.of(words));
    try {
      all.addAll(
          List.of(
              "--bootstrap-servers",
              log.bootstrapServers(),
              "--client-properties",
              log.properties(LockedLog.ADMIN).toString()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }

  private String acls(int code, String... words) {
    Ran ran = run(acls(words));
    assertThat(ran.code()).as(ran.printed()).isEqualTo(code);
    return ran.printed();
  }

  private record Ran(int code, String printed) {}

  private static Ran run(List<String> words) {
    StringWriter printed = new StringWriter();
    int code =
        new CommandLine(Main.class)
            .setOut(new PrintWriter(printed))
            .setErr(new PrintWriter(printed))
            .execute(words.toArray(String[]::new));
    return new Ran(code, printed.toString());
  }
}
