package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Redriven;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way, on a real log with transactions that commit and that abort.
class VerifierTest {
  private static final long SEED = 701;

  @TempDir Path directory;
  private RealLog log;
  private final List<Entry> history = History.of(SEED, 60);

  /// The newest version of each order, where it stands in the real log.
  private final Map<String, Coordinates> newest = new TreeMap<>();

  @BeforeEach
  void the_log_holds_a_correct_history_and_what_was_aborted() throws Exception {
    log = RealLog.in(directory.resolve("log"));
    Random random = new Random(SEED);
    try (var producer = log.producer("services")) {
      for (int from = 0; from < history.size(); ) {
        int to = Math.min(history.size(), from + 1 + random.nextInt(40));
        producer.beginTransaction();
        if (random.nextInt(4) == 0) {
          // What a zombie did before it was fenced: it must not be seen.
          producer.send(log.record(history.get(from), null)).get();
          producer.abortTransaction();
          continue;
        }
        for (Entry entry : history.subList(from, to)) {
          Coordinates at = log.write(producer, entry);
          if (entry.at().topic().equals(Topics.ORDERS.name())) {
            newest.put(String.valueOf(entry.key()), at);
          }
        }
        producer.commitTransaction();
        from = to;
      }
    }
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void a_correct_log_breaks_no_law() throws Exception {
    Report report = verify(Quiet.yes("all was worked off"), Evidence.none());
    assertThat(report.holds()).as("seed %d%n%s", SEED, report).isTrue();
    assertThat(report.quiet().isQuiet()).isTrue();
    assertThat(report.records()).isEqualTo(history.size());
    assertThat(report.law('A').counted()).containsEntry("orders", 60L);
    try (var left = Files.list(directory)) {
      assertThat(left.map(Path::getFileName)).containsExactly(Path.of("log"));
    }
  }

  @Test
  void a_violation_is_found_where_it_stands_in_the_log() throws Exception {
    Coordinates at;
    try (var producer = log.producer("zombie")) {
      producer.beginTransaction();
      at = log.write(producer, ended());
      producer.commitTransaction();
    }
    Report report = verify(Quiet.no("it works"), Evidence.none());
    for (char law : new char[] {'B', 'O'}) {
      assertThat(report.law(law).first()).as("%s", report).anyMatch(v -> v.at().contains(at));
    }
  }

  @Test
  void what_does_not_decode_is_counted_and_told_and_has_to_be_set_aside() throws Exception {
    ProducerRecord<byte[], byte[]> good = log.record(ended(), null);
    List<ProducerRecord<byte[], byte[]>> bad =
        List.of(
            new ProducerRecord<>("orders", 1, new byte[] {'x'}, new byte[] {7, 7}),
            new ProducerRecord<>("orders", 1, null, good.value()),
            new ProducerRecord<>("orders", 1, good.key(), null));
    List<RecordMetadata> at = new ArrayList<>();
    try (var producer = log.producer("stranger")) {
      producer.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : bad) {
        at.add(producer.send(record).get());
      }
      producer.commitTransaction();
      Report open = verify(Quiet.yes("all was worked off"), Evidence.none());
      assertThat(open.law('M').violations()).as("%s", open).isEqualTo(3);
      assertThat(open.violations()).isEqualTo(3);

      producer.beginTransaction();
      for (int i = 0; i < bad.size(); i++) {
        for (String service : Topics.ORDERS.readers()) {
          producer.send(log.letter(service, bad.get(i), at.get(i))).get();
        }
      }
      producer.commitTransaction();
    }
    Report report = verify(Quiet.yes("all was worked off"), Evidence.none());
    assertThat(report.holds()).as("%s", report).isTrue();
    assertThat(report.dead()).isEqualTo(3);
    assertThat(report.toString()).contains("Do not decode: orders 3.");
  }

  @Test
  void what_is_sent_again_stands_for_the_first_and_is_judged_as_it() throws Exception {
    Entry requested = requested();
    ProducerRecord<byte[], byte[]> first = log.record(requested, null);
    RecordMetadata firstAt = log.writtenAt(requested);
    try (var producer = log.producer("dead-letters-redrive")) {
      producer.beginTransaction();
      producer.send(log.letter("inventory", first, firstAt)).get();
      ProducerRecord<byte[], byte[]> again = log.record(requested, null);
      Redriven.mark(again.headers(), RealLog.coordinates(firstAt).toString(), "inventory");
      RecordMetadata to = producer.send(again).get();
      ProducerRecord<byte[], byte[]> told = log.letter("inventory", first, firstAt);
      told.headers()
          .add(Redriven.TO, RealLog.coordinates(to).toString().getBytes(StandardCharsets.UTF_8));
      producer.send(told).get();
      producer.commitTransaction();
    }
    Report report = verify(Quiet.yes("all was worked off"), Evidence.none());
    assertThat(report.holds()).as("%s", report).isTrue();
    assertThat(report.law('M').counted())
        .containsEntry("letters", 1L)
        .containsEntry("sent again", 1L);
  }

  @Test
  void a_view_is_fetched_and_compared() throws Exception {
    List<String> lines = new ArrayList<>();
    StringBuilder positions = new StringBuilder("{\"view\":\"orders\",\"positions\":{");
    for (int partition = 0; partition < 4; partition++) {
      positions.append(partition == 0 ? "" : ",").append("\"%d\":%d".formatted(partition, 0));
    }
    lines.add(positions + "}}");
    Coordinates ghost = newest.values().iterator().next();
    lines.add(
        "{\"key\":\"ghost\",\"topic\":\"orders\",\"partition\":%d,\"offset\":%d,\"digest\":\"00\"}"
            .formatted(ghost.partition(), ghost.offset()));
    try (Door door = new Door(200, String.join("\n", lines))) {
      Report report =
          verify(Quiet.yes("all was worked off"), new Evidence(List.of(), List.of(door.url())));
      assertThat(report.law('I').violations()).isEqualTo(1);
      assertThat(report.law('I').first().getFirst().at()).containsExactly(ghost);
      assertThat(report.law('I').counted().get("records yet to be applied")).isPositive();
    }
  }

  @Test
  void a_view_that_does_not_answer_ends_the_verification() throws Exception {
    try (Door door = new Door(503, "starting")) {
      Evidence evidence = new Evidence(List.of(), List.of(door.url()));
      assertThatThrownBy(() -> verify(Quiet.yes(""), evidence))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("answered 503");
    }
  }

  @Test
  void tables_are_held_against_what_comes_into_the_log_meanwhile() throws Exception {
    PlantedTables tables = new PlantedTables();
    for (Entry entry : history) {
      if (PlantedLog.value(entry) instanceof Order order) {
        Columns row = Mirror.order(order);
        tables.put(new Tables.Row("orders_view", order.getOrderId(), row.byName()));
      }
    }
    tables.put("warehouse_stock", "TEA", "sku", "TEA", "on_hand", "7", "shipped", "0");
    Coordinates at = new Coordinates("stock", 1, 0);
    tables.then(() -> {}).then(() -> write(Entry.of(at, "TEA", new Stock("TEA", 7L, 0L), null)));
    Evidence evidence = Evidence.none().with(tables, Duration.ofMinutes(1));
    Report report = verify(Quiet.yes("all was worked off"), evidence);
    assertThat(report.holds()).as("%s", report).isTrue();
    assertThat(report.records()).isEqualTo(history.size());
    assertThat(report.law('L').counted())
        .containsEntry("rows of orders_view", 60L)
        .containsEntry("looked at again", 1L);
  }

  private void write(Entry entry) {
    try (var producer = log.producer("capture")) {
      producer.beginTransaction();
      var _ = log.write(producer, entry);
      producer.commitTransaction();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Report verify(Quiet quiet, Evidence evidence) throws Exception {
    return new Verifier(log.client, log.schemas, directory).verify(quiet, evidence);
  }

  private Entry requested() {
    PlantedLog planted = new PlantedLog(history);
    return planted.requested(planted.order(OrderState.VALIDATED).getOrderId());
  }

  private Entry ended() {
    return new PlantedLog(history).find(Order.class, order -> order.getVersion() == 2);
  }

  /// A door that gives the same answer to everyone.
  private static final class Door implements AutoCloseable {
    private final HttpServer server;

    Door(int status, String body) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
          });
      server.start();
    }

    URI url() {
      return URI.create(
          "http://127.0.0.1:" + server.getAddress().getPort() + "/api/views/orders/entries");
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
