package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import io.insideout.testkit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Law K: one service reads again, and nobody else moves.
class RewindTest {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final List<String> REMEMBER =
      List.of("orders", "inventory", "fraud", "payments", "shipping", "email");

  /// What they write: read again, they write nothing more.
  private static final List<Topic<?>> WRITTEN =
      List.of(
          Topics.ORDERS,
          Topics.ORDER_VALIDATIONS,
          Topics.STOCK_RESERVATIONS,
          Topics.PAYMENT_REQUESTS,
          Topics.AUTHORIZATIONS,
          Topics.PAYMENTS,
          Topics.SHIPMENTS,
          Topics.EMAILS);

  @TempDir private Path directory;

  @Test
  void who_remembers_reads_again_and_answers_nothing_twice() throws Exception {
    try (LogElsewhere elsewhere = LogElsewhere.start(directory.resolve("log"))) {
      LogClient client = LogClient.at(elsewhere.bootstrapServers());
      List<String> at = elsewhere.options();
      Map<String, String> settings =
          Map.of(
              "auto-ship", "true",
              "bootstrap-servers", elsewhere.bootstrapServers(),
              "registry", elsewhere.registryUrl().toString());
      Map<String, Integer> written;
      try (TestSystem system = TestSystem.start(directory.resolve("data"), settings)) {
        trade(system);
        written = written(client);
        assertThat(written.values()).as("each has written something").doesNotContain(0);
        assertThat(ran(1, at, "inventory", "--to-beginning", "--execute"))
            .contains("inventory is running", "Stop it first", "Nothing was moved");
      }
      try (Admin admin = client.admin()) {
        theyAreGone(admin);
        assertThat(ran(0, at, "payments", "--to-beginning"))
            .contains("payments remembers each request", "no card is charged again")
            .contains("Nothing was moved yet. To do it: --execute");
        for (String service : REMEMBER) {
          onlyItMoves(admin, service, at);
        }
        assertThat(ran(1, at, "details", "--to-beginning", "--execute"))
            .contains("does not remember", "--insist");
        assertThat(ran(3, at, "nobody", "--to-beginning")).contains("inventory");
        // Nobody sends mail here; that somebody has is all that the command can know.
        admin
            .alterConsumerGroupOffsets(
                "email-sender", Map.of(new TopicPartition("emails", 0), new OffsetAndMetadata(7)))
            .all()
            .get();
        assertThat(ran(1, at, "email-sender", "--to-beginning", "--execute", "--insist"))
            .contains("customers would get their mail once more", "Nothing was moved");
        assertThat(ran(1, at, "payments-cashier", "--to-beginning", "--execute", "--insist"))
            .contains("cards would be charged once more", "Nothing was moved");
      }
      try (TestSystem system = TestSystem.start(directory.resolve("data"), settings)) {
        assertThat(system.verify().toString()).contains("Every law holds.");
        assertThat(written(client)).isEqualTo(written);
      }
    }
  }

  @Test
  void where_all_is_in_one_process_the_command_opens_the_log_by_itself() throws Exception {
    Path data = directory.resolve("data");
    Map<String, String> settings = Map.of("partitions", "1", "auto-ship", "true");
    try (TestSystem system = TestSystem.start(data, settings)) {
      trade(system);
    }
    List<String> at = List.of("--data", data.toString());

    assertThat(ran(3, at, "inventory", "--to-offset", "orders-0:1000000", "--execute"))
        .contains("cannot go back");
    assertThat(ran(3, at, "inventory", "--to-offset", "stock-0:0", "--execute"))
        .contains("the topic is no history");
    assertThat(ran(2, at, "inventory")).contains("Where to?");
    assertThat(ran(0, at, "inventory", "--to-time", "2010-01-01T00:00:00Z", "--execute"))
        .contains("inventory remembers");

    try (TestSystem system = TestSystem.start(data, settings)) {
      assertThat(system.verify().toString()).contains("Every law holds.");
    }
  }

  private static Map<String, Integer> written(LogClient client) {
    Map<String, Integer> written = new TreeMap<>();
    WRITTEN.forEach(topic -> written.put(topic.name(), new Log(client).read(topic).size()));
    return written;
  }

  /// One order is delivered, one comes back, one is declined.
  static void trade(TestSystem system) throws Exception {
    system.sell("REWIND", 10);
    String delivered = place(system, "rewind", 1);
    String returned = place(system, "rewind", 2);
    String declined = place(system, "tok-decline-rewind", 3);
    becomes(system, delivered, "DELIVERED");
    becomes(system, returned, "DELIVERED");
    becomes(system, declined, "PAYMENT_FAILED");
    system
        .http()
        .post(
            "/api/orders/" + returned + "/returns", "{\"lines\": [{\"line\": 0, \"quantity\": 1}]}")
        .expect(202);
    becomes(system, returned, "RETURNED");
    assertThat(system.verify().toString()).contains("Every law holds.");
  }

  private static String place(TestSystem system, String card, int quantity) {
    return system
        .http()
        .place(
            "{\"cardToken\": \"%s\", \"lines\": [{\"sku\": \"REWIND\", \"quantity\": %d}]}"
                .formatted(card, quantity));
  }

  private static void becomes(TestSystem system, String orderId, String state) {
    Eventually.eventually(
        "order " + orderId + " is " + state,
        () -> system.http().get("/api/orders/" + orderId).state().equals(state));
  }

  private void onlyItMoves(Admin admin, String service, List<String> at) throws Exception {
    Map<String, Map<TopicPartition, Long>> before = positions(admin);
    assertThat(ran(0, at, service, "--to-beginning", "--execute")).contains(service + " remembers");
    Map<String, Map<TopicPartition, Long>> after = positions(admin);
    assertThat(after.remove(service)).isNotEqualTo(before.remove(service));
    assertThat(after).isEqualTo(before);
  }

  static Map<String, Map<TopicPartition, Long>> positions(Admin admin) throws Exception {
    Map<String, Map<TopicPartition, Long>> all = new HashMap<>();
    for (var group : admin.listGroups().all().get()) {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      admin
          .listConsumerGroupOffsets(group.groupId())
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach((partition, position) -> offsets.put(partition, position.offset()));
      all.put(group.groupId(), offsets);
    }
    assertThat(all).containsKey("details").containsKeys(REMEMBER.toArray(String[]::new));
    return all;
  }

  /// As if the session were over for which the group waits for a member that was stopped.
  static void theyAreGone(Admin admin) throws Exception {
    for (var group : admin.listGroups().all().get()) {
      admin
          .removeMembersFromConsumerGroup(
              group.groupId(), new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
    }
  }

  private String ran(int exitCode, List<String> at, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("rewind"));
    all.addAll(List.of(words));
    all.addAll(at);
    Cli.Running run = new Cli(directory).start(all.toArray(String[]::new));
    int code = run.exitCode(SOON);
    assertThat(code).as(run.printed()).isEqualTo(exitCode);
    return run.printed();
  }
}
