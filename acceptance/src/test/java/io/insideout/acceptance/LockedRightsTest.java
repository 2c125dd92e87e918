package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.app.Settings;
import io.insideout.app.acls.Difference;
import io.insideout.app.acls.Grant;
import io.insideout.app.acls.Role;
import io.insideout.app.acls.Roles;
import io.insideout.catalog.Topics;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// At a log that lets in only whom it knows, each service tries to read and write every topic, and
/// to take every group and transaction: what it is to do is allowed, and nothing else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockedRightsTest {
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
          Map.entry(
              "traces",
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
                  "dead-letters")),
          Map.entry(
              "connect",
              Set.of(
                  "orders",
                  "shipments",
                  "products",
                  "stock",
                  "connect-configs",
                  "connect-offsets",
                  "connect-status")));

  /// Who looks at all of the log.
  private static final Set<String> READ_ALL = Set.of("sql", "console", "operator");

  /// Who writes what the catalogue does not have.
  private static final Map<String, String> WRITERS =
      Map.of(
          "_schemas", "log",
          "connect-configs", "connect",
          "connect-offsets", "connect",
          "connect-status", "connect",
          "connect-dead-letters", "connect",
          "__debezium-heartbeat.legacy", "connect");

  /// Where instances find each other: services tell of themselves there, and the gateway looks.
  private static final String INSTANCES = "_instances";

  private static final String GENERATIONS = "_generations";

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
          Map.entry("traces", "traces"),
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

  private static final List<Role> ROLES =
      Roles.of(
          Settings.of(
                  null,
                  Map.of(),
                  Map.of(
                      "database",
                      "embedded",
                      "smtp-url",
                      "smtp://none",
                      "otlp-endpoint",
                      "http://none"))
              .allServices());

  private LockedLog log;
  private List<String> topics;

  static List<String> roles() {
    return ROLES.stream().map(Role::name).toList();
  }

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    log = LockedLog.start(directory.resolve("log"), roles());
    try (Admin admin = log.client(LockedLog.ADMIN).admin();
        LockedUser user = new LockedUser(log, LockedLog.ADMIN)) {
      var _ = admin.createTopics(named()).all().get();
      List<Grant> grants = Grant.of(ROLES, "User:" + Grant.ROLE);
      Difference.of(admin, grants).create(admin);
      eventually("the log has the ACLs", () -> isDone(admin, grants));
      topics = user.topics();
      eventually("each topic takes records", () -> user.write(topics).size() == topics.size());
    }
    assertThat(topics).contains("orders", "_schemas", "orders-current-changelog");
  }

  private static boolean isDone(Admin admin, Collection<Grant> grants) {
    try {
      return Difference.of(admin, grants).isNone();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Every topic that anybody is allowed something about by its whole name.
  private static List<NewTopic> named() {
    return ROLES.stream()
        .flatMap(role -> role.rights().stream())
        .map(right -> right.resource())
        .filter(resource -> resource.resourceType() == ResourceType.TOPIC)
        .filter(resource -> resource.patternType() == PatternType.LITERAL)
        .map(ResourcePattern::name)
        .filter(name -> !name.equals(ResourcePattern.WILDCARD_RESOURCE))
        .distinct()
        .map(name -> new NewTopic(name, 1, (short) 1))
        .toList();
  }

  @AfterAll
  void close() {
    log.close();
  }

  @ParameterizedTest
  @MethodSource("roles")
  void reads_what_it_is_to_read_and_nothing_else(String role) {
    try (LockedUser user = new LockedUser(log, role)) {
      assertThat(user.read(topics)).isEqualTo(those(topics, topic -> mayRead(role, topic)));
    }
  }

  private static boolean mayRead(String role, String topic) {
    if (topic.equals(INSTANCES)) {
      return !Set.of("log", "operator").contains(role);
    }
    if (topic.equals(GENERATIONS)) {
      return List.of(
              "orders inventory fraud details payments shipping email console operator".split(" "))
          .contains(role);
    }
    return READ_BY.getOrDefault(role, Set.of()).contains(topic)
        || role.equals("console")
        || (READ_ALL.contains(role) && Topics.named(topic).isPresent())
        || (role.equals("operator") && topic.endsWith("-repartition"))
        || isInternal(topic, role);
  }

  /// What Kafka Streams keeps for a service.
  private static boolean isInternal(String topic, String role) {
    return topic.matches(role + "-.*-(changelog|repartition)");
  }

  @ParameterizedTest
  @MethodSource("roles")
  void writes_what_the_catalogue_has_it_write_and_nothing_else(String role) {
    try (LockedUser user = new LockedUser(log, role)) {
      assertThat(user.write(topics)).isEqualTo(those(topics, topic -> mayWrite(role, topic)));
    }
  }

  private static boolean mayWrite(String role, String topic) {
    if (topic.equals(INSTANCES)) {
      return !Set.of("log", "operator", "gateway").contains(role);
    }
    return Topics.named(topic)
        .map(
            one ->
                one.writers().contains(role)
                    || (role.equals("operator")
                        && (!one.readers().isEmpty() || one.equals(Topics.DEAD_LETTERS))))
        .orElse(isInternal(topic, role) || role.equals(WRITERS.get(topic)));
  }

  @ParameterizedTest
  @MethodSource("roles")
  void is_in_no_group_and_no_transaction_of_somebody_else(String role) throws Exception {
    try (LockedUser user = new LockedUser(log, role)) {
      assertThat(user.groups(GROUPS.keySet()))
          .isEqualTo(
              those(
                  GROUPS.keySet(),
                  group ->
                      GROUPS.get(group).equals(role)
                          || (role.equals("operator") && !GROUPS.get(group).equals("nobody"))));
      assertThat(user.transactions(TRANSACTIONS.keySet()))
          .isEqualTo(those(TRANSACTIONS.keySet(), id -> TRANSACTIONS.get(id).equals(role)));
    }
  }

  @ParameterizedTest
  @MethodSource("roles")
  void makes_no_topic_of_somebody_else_and_no_acl(String role) throws Exception {
    try (LockedUser user = new LockedUser(log, role)) {
      assertThat(user.makes("somebody-elses")).isFalse();
      assertThat(user.makes("orders")).isEqualTo(role.equals("log"));
      assertThat(user.makes("orders-current-changelog")).isEqualTo(role.equals("orders"));
      assertThat(user.makes("sql-busy")).isEqualTo(role.equals("sql"));
      assertThat(user.grantsItself("orders")).isFalse();
    }
  }

  private static Set<String> those(Collection<String> of, Predicate<String> wanted) {
    return new TreeSet<>(of.stream().filter(wanted).toList());
  }
}
