package io.insideout.connect;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Stock;
import io.insideout.catalog.Topics;
import io.insideout.connect.database.Sql;
import io.insideout.connect.worker.ConnectClient;
import io.insideout.connect.worker.Connectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database that does not answer, and one that writes more than its reader reads.
@Tag("long")
class OutagesTest {
  private static final long MEGABYTE = 1L << 20;
  private static final String FLOODED =
      "select count(*) from warehouse_stock where sku like 'flood-%'";
  private static final String FLOOD =
      """
      do $$ begin
        perform set_config('synchronous_commit', 'off', false);
        for n in 1..1000000 loop
          insert into warehouse_stock values ('flood-' || n, n);
          commit;
          exit when n % 100 = 0 and to_regclass('flood_is_over') is not null;
        end loop;
      end $$""";
  private static final int MORE_THAN_HALF_OF_WHAT_IS_KEPT_IN_SEGMENTS = 40;

  @TempDir private static Path directory;
  private static RunningSystem system;
  private static Sql person;

  @BeforeAll
  static void start() throws InterruptedException {
    system = new RunningSystem(directory);
    person = system.ready().person();
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @Test
  void a_database_that_does_not_answer_is_told_of_and_all_goes_on_when_it_does() throws Exception {
    stock("before", 1);
    List<ProcessHandle> stopped = signal("STOP", server());
    try {
      eventually(
          "the trouble is told",
          () -> system.connect.trouble().filter(why -> why.contains("database")).isPresent());
    } finally {
      signal("CONT", stopped.stream());
    }
    stock("after", 2);
    eventually("nothing is wrong any more", () -> system.connect.trouble().isEmpty());
  }

  @Test
  void where_the_captured_tables_rest_the_slot_moves_with_all_others() {
    stock("resting", 1);
    person.say(
        "create table others as select n, repeat(md5(n::text), 9) from generate_series(1, 200000) n");
    assertThat(lag()).isGreaterThan(20 * MEGABYTE);
    eventually("the slot moves", () -> lag() < MEGABYTE);
  }

  @Test
  void
      a_reader_that_is_far_behind_is_told_of_and_one_that_is_given_up_leaves_no_deleted_row_behind()
          throws Exception {
    stock("stays", 1);
    stock("goes", 1);
    ConnectClient connect = new ConnectClient(system.connect.url().orElseThrow());
    connect.stop(Connectors.TABLES);
    eventually(
        "nobody reads", () -> person.ask("select active from pg_replication_slots").equals("f"));
    person.say("delete from warehouse_stock where sku = 'goes'");
    person.say("update warehouse_stock set on_hand = 2 where sku = 'stays'");

    journal(MORE_THAN_HALF_OF_WHAT_IS_KEPT_IN_SEGMENTS);
    eventually(
        "it is told in time",
        () -> system.connect.trouble().filter(why -> why.contains("MB behind")).isPresent());
    assertThat(person.ask("select wal_status from pg_replication_slots")).isNotEqualTo("lost");

    journal(MORE_THAN_HALF_OF_WHAT_IS_KEPT_IN_SEGMENTS);
    person.say("checkpoint");
    eventually(
        "it is given up",
        () -> "lost".startsWith(person.ask("select wal_status from pg_replication_slots")));
    connect.resume(Connectors.TABLES);

    seen("stays", 2);
    eventually("what is deleted goes", () -> !system.table(Topics.STOCK).containsKey("goes"));
    stock("goes", 7);
    eventually("nothing is wrong any more", () -> system.connect.trouble().isEmpty());
  }

  @Test
  void what_is_written_while_the_tables_are_read_once_more_is_not_lost() throws Exception {
    ConnectClient connect = new ConnectClient(system.connect.url().orElseThrow());
    connect.stop(Connectors.TABLES);
    // As after a kill in the first reading: there is a slot, and nobody knows how far it was read.
    eventually(
        "the position is forgotten",
        () -> {
          try {
            connect.forgetPositions(Connectors.TABLES);
            return true;
          } catch (IOException stillStopping) {
            return false;
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    Thread flood = Thread.startVirtualThread(() -> person.say(FLOOD));
    eventually("it has begun", () -> !person.ask(FLOODED).equals("0"));
    connect.resume(Connectors.TABLES);
    seen("flood-1", 1);
    person.say("create table flood_is_over()");
    flood.join();

    stock("behind-the-flood", 1);
    assertThat(system.table(Topics.STOCK).keySet().stream().filter(sku -> sku.startsWith("flood-")))
        .hasSize(Integer.parseInt(person.ask(FLOODED)));
  }

  private static void stock(String sku, long onHand) {
    person.say("insert into warehouse_stock values ('%s', %d)".formatted(sku, onHand));
    seen(sku, onHand);
  }

  private static void seen(String sku, long onHand) {
    eventually(
        "%s comes in with %d".formatted(sku, onHand),
        () -> system.table(Topics.STOCK).containsValue(new Stock(sku, onHand, 0L)));
  }

  private static void journal(int segments) {
    for (int i = 0; i < segments; i++) {
      person.say("select pg_logical_emit_message(false, 'others', ''), pg_switch_wal()");
    }
  }

  private static long lag() {
    return Long.parseLong(
        person.ask(
            "select pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)::bigint from pg_replication_slots"));
  }

  private static Stream<ProcessHandle> server() throws IOException {
    Path note = directory.resolve("database/data/postmaster.pid");
    ProcessHandle server =
        ProcessHandle.of(Long.parseLong(Files.readAllLines(note).getFirst().strip())).orElseThrow();
    return Stream.concat(Stream.of(server), server.descendants());
  }

  private static List<ProcessHandle> signal(String signal, Stream<ProcessHandle> to)
      throws IOException, InterruptedException {
    List<ProcessHandle> all = to.toList();
    for (ProcessHandle one : all) {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(one.pid())).start().waitFor();
    }
    return all;
  }
}
