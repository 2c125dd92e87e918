package io.insideout.acceptance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rewinding over HTTP: a service that runs is shown what it would mean, one that is away is put
/// back.
class RewindDoorTest {
  private static final String DRY = "{\"toBeginning\": true, \"dryRun\": true}";
  private static final String DONE = "{\"toBeginning\": true}";

  @TempDir private Path directory;

  @Test
  void what_is_told_is_what_the_log_says_and_what_is_done_once_the_service_is_away()
      throws Exception {
    Path data = directory.resolve("data");
    try (LogElsewhere elsewhere = LogElsewhere.start(directory.resolve("log"));
        Admin admin = LogClient.at(elsewhere.bootstrapServers()).admin()) {
      Map<String, String> settings =
          Map.of(
              "auto-ship", "true",
              "bootstrap-servers", elsewhere.bootstrapServers(),
              "registry", elsewhere.registryUrl().toString());
      try (TestSystem system = TestSystem.start(data, settings)) {
        RewindTest.trade(system);
        whoRunsIsShownWhatItWouldMean(system, admin);
      }
      RewindTest.theyAreGone(admin);
      try (TestSystem system = TestSystem.startWithout(data, "shipping", settings)) {
        whoIsAwayIsPutBackAndNobodyElse(system, admin);
        whoWouldAnswerAgainIsPutBackByWhoInsists(system);
      }
      try (TestSystem system = TestSystem.start(data, settings)) {
        assertThat(system.verify().toString()).contains("Every law holds.");
      }
    }
  }

  private static void whoRunsIsShownWhatItWouldMean(TestSystem system, Admin admin)
      throws Exception {
    Map<String, Map<TopicPartition, Long>> before = RewindTest.positions(admin);

    JsonNode told = rewind(system, "shipping", DRY).expect(200).json();
    assertThat(moves(told)).isNotEmpty().isEqualTo(toBeginning(admin, before, "shipping"));
    assertThat(told.path("refused").asText()).contains("shipping is running", "Stop it first");
    assertThat(told.path("mayInsist").asBoolean(true)).isFalse();
    assertThat(told.path("memory").asText()).contains("nothing leaves twice");
    assertThat(told.path("moved").asBoolean(true)).isFalse();

    assertThat(rewind(system, "shipping", DONE).expect(409).body()).contains("Stop it first");
    assertThat(RewindTest.positions(admin)).isEqualTo(before);
  }

  private static void whoIsAwayIsPutBackAndNobodyElse(TestSystem system, Admin admin)
      throws Exception {
    Map<String, Map<TopicPartition, Long>> before = RewindTest.positions(admin);
    JsonNode planned = rewind(system, "shipping", DRY).expect(200).json();
    assertThat(planned.path("refused").asText()).isEmpty();
    assertThat(RewindTest.positions(admin)).isEqualTo(before);

    JsonNode done = rewind(system, "shipping", DONE).expect(200).json();

    assertThat(done.path("moved").asBoolean()).isTrue();
    assertThat(moves(done)).isNotEmpty().isEqualTo(moves(planned));
    Map<String, Map<TopicPartition, Long>> after = RewindTest.positions(admin);
    done.path("positions")
        .forEach(
            one ->
                assertThat(after.get("shipping"))
                    .containsEntry(
                        new TopicPartition(
                            one.path("topic").asText(), one.path("partition").asInt()),
                        one.path("to").asLong()));
    assertThat(after.remove("shipping")).isNotEqualTo(before.remove("shipping"));
    assertThat(after).isEqualTo(before);
    assertThat(rewind(system, "shipping", DONE).expect(200).json().path("positions")).isEmpty();
  }

  private static void whoWouldAnswerAgainIsPutBackByWhoInsists(TestSystem system) {
    JsonNode refused = rewind(system, "details", DRY).expect(200).json();
    assertThat(refused.path("refused").asText()).contains("does not remember");
    assertThat(refused.path("mayInsist").asBoolean()).isTrue();

    JsonNode insisted =
        rewind(system, "details", DRY.replace("{", "{\"insist\": true, ")).expect(200).json();
    assertThat(insisted.path("refused").asText()).contains("details is running");
    assertThat(moves(insisted)).isNotEmpty().isEqualTo(moves(refused));
  }

  private static Reply rewind(TestSystem system, String group, String wanted) {
    return system.http().post("/api/log/groups/" + group + "/rewind", wanted);
  }

  /// What is told, by partition: from, to, records.
  private static Map<String, List<Long>> moves(JsonNode told) {
    Map<String, List<Long>> moves = new TreeMap<>();
    told.path("positions")
        .forEach(
            one ->
                moves.put(
                    one.path("topic").asText() + "-" + one.path("partition").asInt(),
                    List.of(
                        one.path("from").asLong(),
                        one.path("to").asLong(),
                        one.path("records").asLong())));
    return moves;
  }

  /// The same, as the log itself has it.
  private static Map<String, List<Long>> toBeginning(
      Admin admin, Map<String, Map<TopicPartition, Long>> positions, String group)
      throws Exception {
    Map<String, List<Long>> moves = new TreeMap<>();
    for (var position : requireNonNull(positions.get(group)).entrySet()) {
      TopicPartition partition = position.getKey();
      boolean isHistory =
          Topics.named(partition.topic()).map(topic -> !topic.hasTombstones()).orElse(false);
      long begins =
          admin
              .listOffsets(Map.of(partition, OffsetSpec.earliest()))
              .partitionResult(partition)
              .get()
              .offset();
      if (isHistory && begins < position.getValue()) {
        moves.put(
            partition.toString(),
            List.of(position.getValue(), begins, position.getValue() - begins));
      }
    }
    return moves;
  }
}
