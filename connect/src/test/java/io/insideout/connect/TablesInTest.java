package io.insideout.connect;

import static io.insideout.testkit.Eventually.eventually;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Product;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topics;
import io.insideout.connect.database.Sql;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.CloudEvents;
import io.insideout.runtime.log.LogClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows of the legacy tables, as they come into the log.
class TablesInTest {
  @TempDir private static Path directory;
  private static RunningSystem system;
  private static Sql person;

  @BeforeAll
  static void start() throws InterruptedException {
    system = new RunningSystem(directory);
    person = system.person();
    // Before anything is captured: the first reading of the tables brings them.
    person.say("insert into product values ('old', 'was there before', 'GBP', 2.55, 1.000001)");
    person.say("insert into warehouse_stock values ('old', 41)");
    system.ready();
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  private static void seen(String sku, long onHand, long shipped) {
    eventually(
        "%s is on hand %d, shipped %d".formatted(sku, onHand, shipped),
        () -> system.table(Topics.STOCK).containsValue(new Stock(sku, onHand, shipped)));
  }

  @Test
  void what_was_there_before_comes_in_exactly() {
    seen("old", 41, 0);
    assertThat(system.table(Topics.PRODUCTS).get("old"))
        .isEqualTo(new Product("old", "was there before", "GBP", 2_550_000L, 1_000_001L));
  }

  @Test
  void changes_come_in_and_deletions_are_tombstones() {
    person.say("insert into warehouse_stock values ('new', 5)");
    seen("new", 5, 0);
    person.say("update warehouse_stock set on_hand = on_hand - 7 where sku = 'new'");
    seen("new", -2, 0);
    person.say("update warehouse_stock set sku = 'newer' where sku = 'new'");
    seen("newer", -2, 0);
    eventually("the old key is gone", () -> !system.table(Topics.STOCK).containsKey("new"));
    person.say("delete from warehouse_stock where sku = 'newer'");
    eventually("the row is gone", () -> !system.table(Topics.STOCK).containsKey("newer"));
  }

  @Test
  void a_transaction_that_is_rolled_back_is_never_seen() {
    person.say("begin; insert into warehouse_stock values ('ghost', 5); rollback");
    person.say("insert into warehouse_stock values ('after-ghost', 5)");
    seen("after-ghost", 5, 0);
    assertThat(system.table(Topics.STOCK)).doesNotContainKey("ghost");
  }

  @Test
  void what_leaves_comes_in_as_one_consistent_pair() {
    person.say("insert into warehouse_stock values ('pair', 10)");
    for (int shipped = 1; shipped <= 10; shipped++) {
      person.say(
          """
          insert into shipped_orders values ('pair-order', %1$d, '[{"line": 0, "sku": "pair", "shipped": %1$d, "returned": 0}]')
          on conflict (order_id) do update set version = excluded.version, lines = excluded.lines"""
              .formatted(shipped));
    }
    seen("pair", 0, 10);
    assertThat(records("pair"))
        .allSatisfy(
            record -> {
              GenericRecord row = system.schemas.read(record.value());
              assertThat((long) row.get("onHand") + (long) row.get("shipped")).isEqualTo(10);
            })
        .hasSize(11);
  }

  @Test
  void a_column_added_is_carried_and_one_that_changes_its_type_stops_nothing() {
    person.say("alter table warehouse_stock add column location text");
    person.say("insert into warehouse_stock (sku, on_hand, location) values ('placed', 3, 'A 7')");
    seen("placed", 3, 0);
    assertThat(String.valueOf(newest("placed").get("location"))).isEqualTo("A 7");

    person.say("alter table warehouse_stock alter column location type int using 7");
    person.say("update warehouse_stock set on_hand = 4 where sku = 'placed'");
    seen("placed", 4, 0);

    person.say("alter table warehouse_stock drop column location");
    person.say("update warehouse_stock set on_hand = 5 where sku = 'placed'");
    seen("placed", 5, 0);
  }

  @Test
  void every_record_is_an_event_with_a_story_of_its_own() {
    person.say("insert into warehouse_stock values ('event', 1)");
    seen("event", 1, 0);
    ConsumerRecord<byte[], byte[]> record = records("event").getLast();
    assertThat(Causes.text(record.headers(), Causes.CORRELATION_ID)).isEqualTo("event");
    assertThat(Causes.text(record.headers(), Causes.TRACEPARENT)).isNotNull();
    assertThat(Causes.text(record.headers(), CloudEvents.TYPE)).isEqualTo("io.insideout.Stock");
    assertThat(Causes.text(record.headers(), CloudEvents.SOURCE)).isEqualTo("/connect");
  }

  private static GenericRecord newest(String sku) {
    return system.schemas.read(requireNonNull(records(sku).getLast().value()));
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(String key) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (Consumer<byte[], byte[]> reader = system.log.reader("test")) {
      reader.assign(LogClient.partitions(reader, Topics.STOCK));
      reader.seekToBeginning(reader.assignment());
      LogClient.readToEnd(
          reader,
          record -> {
            if (new String(record.key(), java.nio.charset.StandardCharsets.UTF_8).equals(key)) {
              found.add(record);
            }
          });
    }
    return found;
  }
}
