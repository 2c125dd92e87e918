package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.app.Main;
import io.insideout.app.Settings;
import io.insideout.app.acls.Role;
import io.insideout.app.acls.Roles;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
/// command prints, and can do nothing else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LockedLogTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ORDER =
      """
      {"cardToken": "card", "customerId": "ada", "lines": [{"sku": "LOCK", "quantity": 1}]}""";

  /// Who reads what, written down by hand. Who writes what is in the catalogue.
  private static final Map<String, Set<String>> READ_BY =
      Map.ofEntries(
          Map.entry("log", Set.of("_schemas")),
          Map.entry(
              "orders",
              Set.of(
                  "order-commands",
                  "order-validations",
                  "payments",
                  "shipments",
                  "orders",
                  "products")),
          Map.entry("inventory", Set.of("orders", "stock", "stock-reservations")),
          Map.entry("fraud", Set.of("orders", "fraud-rules", "suspicious-cards")),
          Map.entry("details", Set.of("orders", "products", "customers")),
          Map.entry("payments", Set.of("orders", "payment-requests", "authorizations", "payments")),
          Map.entry("shipping", Set.of("orders", "customers", "shipment-commands", "shipments")),
          Map.entry("email", Set.of("orders", "payments", "customers", "emails")),
          Map.entry("products", Set.of("products")),
          Map.entry("customers", Set.of("customers")),
          Map.entry("webhooks", Set.of("webhooks", "orders")),
          Map.entry(
              "story",
              Set.of(
                  "order-commands",
                  "orders",
                  "order-validations",
                  "stock-reservations",
                  "payment-requests",
                  "authorizations",
                  "payments",
                  "shipment-commands",
                  "shipments",
                  "emails",
                  "suspicious-cards",
                  "dead-letters")),
          Map.entry("connect", Set.of("orders", "shipments", "products", "stock")));

  /// Who looks at all of the log.
  private static final Set<String> READ_ALL = Set.of("sql", "console", "operator");

  /// Whose groups, and whose transactions.
  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("orders", "orders"),
          Map.entry("inventory", "inventory"),
          Map.entry("fraud", "fraud"),
          Map.entry("details", "details"),
          Map.entry("payments", "payments"),
          Map.entry("payments-cashier", "payments"),
          Map.entry("shipping", "shipping"),
          Map.entry("email", "email"),
          Map.entry("email-sender", "email"),
          Map.entry("webhooks-some", "webhooks"),
          Map.entry("insideout-sql-some", "sql"),
          Map.entry("insideout-connect", "connect"),
          Map.entry("connect-orders-view", "connect"),
          Map.entry("somebody-else", "nobody"));

  private static final Map<String, String> TRANSACTIONS =
      Map.ofEntries(
          Map.entry("insideout-schema-registry", "log"),
          Map.entry("orders-some", "orders"),
          Map.entry("inventory-some", "inventory"),
          Map.entry("fraud-some", "fraud"),
          Map.entry("details-some", "details"),
          Map.entry("payments-some", "payments"),
          Map.entry("shipping-some", "shipping"),
          Map.entry("email-some", "email"),
          Map.entry("insideout-sql-some", "sql"),
          Map.entry("insideout-connect-some", "connect"),
          Map.entry("dead-letters-redrive", "operator"),
          Map.entry("somebody-else", "nobody"));

  private Path directory;
  private LockedLog log;
  private Set<String> roles;

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    directory = shared;
    roles = new TreeSet<>();
    Settings everything = Settings.of(null, Map.of(), Map.of("database", "embedded"));
    Roles.of(everything.allServices()).stream().map(Role::name).forEach(roles::add);
    log = LockedLog.start(directory.resolve("log"), roles);
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
      assertThat(parts.http("story").get("/api/orders/" + orderId + "/story").expect(200).body())
          .contains("emails/");
      assertThat(
              parts
                  .http("sql")
                  .post("/api/sql", "{\"sql\": \"SELECT order_id FROM views.orders\"}")
                  .body())
          .contains(orderId);
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
  void each_reads_what_it_is_to_read_and_nothing_else() throws Exception {
    List<String> topics = topics();
    assertThat(topics).contains("orders", "_schemas", "orders-current-changelog");
    Map<String, Set<String>> wrong = new TreeMap<>();
    for (String role : roles) {
      Set<String> expected = new TreeSet<>(topics);
      expected.removeIf(topic -> !mayRead(role, topic));
      try (LockedUser user = new LockedUser(log, role)) {
        Set<String> read = user.read(topics);
        if (!read.equals(expected)) {
          wrong.put(role + ", expected " + expected, read);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// Those that there are, each with a record at least.
  private List<String> topics() throws Exception {
    try (LockedUser admin = new LockedUser(log, LockedLog.ADMIN)) {
      List<String> topics = admin.topics();
      assertThat(admin.write(topics)).containsExactlyElementsOf(topics);
      return topics;
    }
  }

  private static boolean mayRead(String role, String topic) {
    boolean declared = Topics.named(topic).isPresent();
    return READ_BY.getOrDefault(role, Set.of()).contains(topic)
        || role.equals("console")
        || (READ_ALL.contains(role) && declared)
        || (!declared && isInternal(topic, role))
        || (role.equals("operator") && topic.endsWith("-repartition"));
  }

  private static boolean isInternal(String topic, String role) {
    return topic.startsWith(role + "-");
  }

  @Test
  @Order(4)
  void each_writes_what_the_catalogue_has_it_write_and_nothing_else() throws Exception {
    List<String> topics = topics();
    Map<String, Set<String>> wrong = new TreeMap<>();
    for (String role : roles) {
      Set<String> expected = new TreeSet<>(topics);
      expected.removeIf(topic -> !mayWrite(role, topic));
      try (LockedUser user = new LockedUser(log, role)) {
        Set<String> written = user.write(topics);
        if (!written.equals(expected)) {
          wrong.put(role + ", expected " + expected, written);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static boolean mayWrite(String role, String topic) {
    return Topics.named(topic)
        .map(
            one ->
                one.writers().contains(role)
                    || (role.equals("operator")
                        && (!one.readers().isEmpty() || one.equals(Topics.DEAD_LETTERS))))
        .orElse(isInternal(topic, role) || (role.equals("log") && topic.equals("_schemas")));
  }

  @Test
  @Order(5)
  void nobody_is_in_a_group_or_a_transaction_of_somebody_else() throws Exception {
    Map<String, Set<String>> wrong = new TreeMap<>();
    for (String role : roles) {
      try (LockedUser of = new LockedUser(log, role)) {
        Set<String> groups = of.groups(GROUPS.keySet());
        Set<String> transactions = of.transactions(TRANSACTIONS.keySet());
        Set<String> ownGroups = new TreeSet<>(GROUPS.keySet());
        ownGroups.removeIf(
            group ->
                !GROUPS.get(group).equals(role)
                    && !(role.equals("operator") && !group.equals("somebody-else")));
        Set<String> ownTransactions = new TreeSet<>(TRANSACTIONS.keySet());
        ownTransactions.removeIf(id -> !TRANSACTIONS.get(id).equals(role));
        if (!groups.equals(ownGroups)) {
          wrong.put(role + " in groups", groups);
        }
        if (!transactions.equals(ownTransactions)) {
          wrong.put(role + " in transactions", transactions);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  @Order(6)
  void nobody_makes_a_topic_of_somebody_else_or_an_acl() throws Exception {
    for (String role : roles) {
      try (LockedUser of = new LockedUser(log, role)) {
        assertThat(of.makes("somebody-elses")).as(role).isFalse();
        assertThat(of.makes("orders-current-changelog")).as(role).isEqualTo(role.equals("orders"));
        assertThat(of.grantsItself("orders")).as(role).isFalse();
      }
    }
  }

  @Test
  @Order(7)
  void who_has_no_password_or_a_wrong_one_is_told_what_to_do() throws Exception {
    Cli cli = new Cli(directory);
    Path wrong = log.propertiesWith("orders", "not-the-password");
    Path none =
        Files.writeString(directory.resolve("none.properties"), "default.api.timeout.ms=4000\nrequest.timeout.ms=2000\n");
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
          .contains("does not answer", "--client-properties")
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
  @Order(8)
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
        properties.toString());
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
