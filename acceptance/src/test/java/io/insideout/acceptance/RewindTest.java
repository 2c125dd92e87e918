package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Law K: one service reads again, and nobody else moves.
class RewindTest {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final List<String> REMEMBER = List.of("orders", "inventory", "fraud");

  @TempDir private Path directory;

  @Test
  void who_remembers_reads_again_and_answers_nothing_twice() throws Exception {
    try (LogElsewhere elsewhere = LogElsewhere.start(directory.resolve("log"))) {
      LogClient client = LogClient.at(elsewhere.bootstrapServers());
      List<String> at = elsewhere.options();
      Map<String, String> settings =
          Map.of(
              "bootstrap-servers", elsewhere.bootstrapServers(),
              "registry", elsewhere.registryUrl().toString());
      int versions;
      int answers;
      try (TestSystem system = TestSystem.start(directory.resolve("data"), settings)) {
        trade(system);
        versions = new Log(client).read(Topics.ORDERS).size();
        answers = new Log(client).read(Topics.ORDER_VALIDATIONS).size();
        assertThat(ran(1, at, "inventory", "--to-beginning", "--execute"))
            .contains("inventory is running", "Stop it first", "Nothing was moved");
      }
      try (Admin admin = client.admin()) {
        theyAreGone(admin);
        assertThat(ran(0, at, "inventory", "--to-beginning")).contains("To do it: --execute");
        for (String service : REMEMBER) {
          onlyItMoves(admin, service, at);
        }
        assertThat(ran(1, at, "details", "--to-beginning", "--execute"))
            .contains("does not remember", "--insist");
        assertThat(ran(3, at, "nobody", "--to-beginning")).contains("inventory");
        admin
            .alterConsumerGroupOffsets(
                "payments-cashier",
                Map.of(new TopicPartition("payment-requests", 0), new OffsetAndMetadata(7)))
            .all()
            .get();
        assertThat(ran(1, at, "payments-cashier", "--to-beginning", "--execute", "--insist"))
            .contains("cards would be charged", "Nothing was moved");
      }
      try (TestSystem system = TestSystem.start(directory.resolve("data"), settings)) {
        assertThat(system.verify().toString()).contains("Every law holds.");
        assertThat(new Log(client).read(Topics.ORDERS)).hasSize(versions);
        assertThat(new Log(client).read(Topics.ORDER_VALIDATIONS)).hasSize(answers);
      }
    }
  }

  @Test
  void where_all_is_in_one_process_the_command_opens_the_log_by_itself() throws Exception {
    Path data = directory.resolve("data");
    Map<String, String> settings = Map.of("partitions", "1");
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

  private static void trade(TestSystem system) throws Exception {
    system.sell("REWIND", 10);
    for (int i = 0; i < 4; i++) {
      String orderId =
          system
              .http()
              .place(
                  "{\"cardToken\": \"rewind\", \"lines\": [{\"sku\": \"REWIND\", \"quantity\": %d}]}"
                      .formatted(i + 1));
      assertThat(system.http().settled(orderId).state()).isNotEqualTo("REQUESTED");
    }
    assertThat(system.verify().toString()).contains("Every law holds.");
  }

  private void onlyItMoves(Admin admin, String service, List<String> at) throws Exception {
    Map<String, Map<TopicPartition, Long>> before = positions(admin);
    assertThat(ran(0, at, service, "--to-beginning", "--execute")).contains(service + " remembers");
    Map<String, Map<TopicPartition, Long>> after = positions(admin);
    assertThat(after.remove(service)).isNotEqualTo(before.remove(service));
    assertThat(after).isEqualTo(before);
  }

  private static Map<String, Map<TopicPartition, Long>> positions(Admin admin) throws Exception {
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
    assertThat(all).containsKeys("orders", "inventory", "fraud", "details");
    return all;
  }

  /// As if the 45 s were over for which the group waits for a member that was stopped.
  private static void theyAreGone(Admin admin) throws Exception {
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
