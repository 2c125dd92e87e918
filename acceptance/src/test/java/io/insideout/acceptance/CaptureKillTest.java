package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.app.DatabaseLookup;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topics;
import io.insideout.connect.database.DatabaseAddress;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.testkit.Eventually;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The plug is pulled while change data capture reads the tables for the first time, and again
/// while it follows them: Kafka, Connect and the reader die at once, and the database does not.
/// Each change of a row is in the log once, in the order in which it was committed.
class CaptureKillTest {
  private static final int ROWS = 3_000;
  private static final int CHANGES = 400;

  @TempDir private Path directory;

  @Test
  void no_change_is_lost_or_doubled_whenever_the_process_is_killed() throws Exception {
    Path data = directory.resolve("data");
    Cli cli = new Cli(directory);
    String[] more = {"--database", "--set=database-port=0", "--set=connect-port=0"};

    Cli.Running first = cli.up(data, more);
    DatabaseAddress database = DatabaseLookup.of(door(data)).orElseThrow();
    Eventually.eventually("the tables are there", () -> say(database, "select from product"));
    say(
        database,
        "insert into warehouse_stock select 'row-' || n, n from generate_series(1, %d) n"
            .formatted(ROWS));
    Eventually.eventually(
        "the first reading has begun",
        () -> say(database, "select 1 / count(*) from pg_replication_slots"));
    first.kill();

    Cli.Running second = cli.up(data, more);
    // A first reading that is cut short is done again, and finds what is there by then.
    Eventually.eventually(
        "the first reading is over, and changes are followed",
        () -> say(database, "select 1 / count(*) from pg_replication_slots where active"));
    change(database, 1, 1);
    JsonRun following = JsonRun.of(data);
    Eventually.eventually(
        "the first change is in the log", () -> onHand(following, "row-1").contains(2L));
    change(database, 2, CHANGES / 2);
    second.kill();
    change(database, CHANGES / 2 + 1, CHANGES);

    try (Cli.Running third = cli.up(data, more)) {
      assertThat(third.process().isAlive()).isTrue();
      JsonRun run = JsonRun.of(data);
      Eventually.eventually(
          "the last change is in the log", () -> onHand(run, "row-1").contains(1L + CHANGES));
      List<Long> seen = onHand(run, "row-1");
      // The first reading says what it finds; from there each change has its record.
      long from = seen.getFirst();
      assertThat(seen)
          .containsExactlyElementsOf(LongStream.rangeClosed(from, 1 + CHANGES).boxed().toList());
      assertThat(onHand(run, "row-" + ROWS)).containsExactly((long) ROWS);
    }
  }

  private static void change(DatabaseAddress database, int from, int to) {
    for (int i = from; i <= to; i++) {
      assertThat(
              say(database, "update warehouse_stock set on_hand = on_hand + 1 where sku = 'row-1'"))
          .isTrue();
    }
  }

  private static boolean say(DatabaseAddress database, String statement) {
    try (Connection connection = database.connect();
        Statement saying = connection.createStatement()) {
      saying.execute(statement);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static List<Long> onHand(JsonRun run, String sku) {
    Deserializer<Stock> reader =
        Schemas.at(URI.create(run.registry())).serde(Topics.STOCK).deserializer();
    return new Log(LogClient.at(run.log()))
        .read(Topics.STOCK).stream()
            .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(sku))
            .map(record -> reader.deserialize(record.topic(), record.value()).getOnHand())
            .toList();
  }

  private static String door(Path data) {
    return JsonRun.of(data).http();
  }

  /// What the run file says.
  private record JsonRun(String http, String log, String registry) {
    static JsonRun of(Path data) {
      try {
        var run = new ObjectMapper().readTree(data.resolve("run.json").toFile());
        return new JsonRun(
            run.get("http").asText(),
            run.get("bootstrapServers").asText(),
            run.get("registry").asText());
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
