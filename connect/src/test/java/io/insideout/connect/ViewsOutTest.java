package io.insideout.connect;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentLine;
import io.insideout.catalog.ShipmentState;
import io.insideout.catalog.ShippingAddress;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.connect.database.Sql;
import io.insideout.connect.worker.ConnectClient;
import io.insideout.connect.worker.Connectors;
import io.insideout.runtime.log.Traceparent;
import io.insideout.testkit.OrderFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records of the log, as a person finds them in the database.
class ViewsOutTest {
  @TempDir private static Path directory;
  private static RunningSystem system;
  private static Sql person;

  @BeforeAll
  static void start() throws InterruptedException {
    system = new RunningSystem(directory);
    person = system.person();
    system.ready();
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  private static <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) {
    system
        .publisher
        .publish(topic, key, value, System.currentTimeMillis(), Traceparent.random())
        .join();
  }

  private static OrderFixture order(String id) {
    return OrderFixture.order(id).line("tea", 3, 2_555_000L).line("mug", 1, 4_000_000L);
  }

  private static Order shipped(Order order, List<Integer> shipped, List<Integer> returned) {
    return Order.newBuilder(order)
        .setShippedQuantities(shipped)
        .setReturnedQuantities(returned)
        .build();
  }

  private static void sees(String question, String answer) {
    eventually(
        "%s is %s, but is %s".formatted(question, answer, person.ask(question)),
        () -> person.ask(question).equals(answer));
  }

  @Test
  void an_order_is_a_row_and_its_lines_are_rows_as_exact_as_in_the_log() {
    Order order =
        Order.newBuilder(
                order("exact").placedAt(Instant.parse("2010-12-01T08:26:00.000001Z")).requested())
            .setCountry("Norway")
            .build();
    write(Topics.ORDERS, "exact", order);

    sees(
        "select version, state, customer_id, country, currency, total, charged, refunded,"
            + " placed_at at time zone 'UTC', reasons from orders_view where order_id = 'exact'",
        "1|REQUESTED|c-1|Norway|GBP|11.67|0.00|0.00|2010-12-01 08:26:00.000001|[]");
    sees(
        "select line, sku, quantity, unit_price, shipped, returned from order_lines_view"
            + " where order_id = 'exact' order by line",
        "0|tea|3|2.555000|0|0 1|mug|1|4.000000|0|0");
    sees(
        "select sum(quantity * unit_price) from order_lines_view where order_id = 'exact'",
        "11.665000");
  }

  @Test
  void no_card_goes_out() {
    write(Topics.ORDERS, "carded", order("carded").card("tok-very-secret").requested());
    sees("select count(*) from orders_view where order_id = 'carded'", "1");
    assertThat(person.ask("select orders_view::text from orders_view where order_id = 'carded'"))
        .doesNotContain("tok-very-secret");
  }

  @Test
  void a_view_never_goes_back_to_an_older_version() {
    Order first = order("newest").requested();
    Order second = order("newest").version(2, OrderState.VALIDATED);
    write(Topics.ORDERS, "newest", first);
    write(Topics.ORDERS, "newest", second);
    write(Topics.ORDERS, "newest", first);
    write(Topics.ORDERS, "behind-newest", order("behind-newest").requested());

    sees("select count(*) from orders_view where order_id = 'behind-newest'", "1");
    sees("select version, state from orders_view where order_id = 'newest'", "2|VALIDATED");
  }

  @Test
  void what_has_left_moves_units_once_however_often_it_is_told() {
    person.say("insert into warehouse_stock values ('tea', 100), ('mug', 100)");
    Order paid = order("moved").version(3, OrderState.PAID);
    Order part = shipped(order("moved").version(4, OrderState.PAID), List.of(2, 0), List.of());
    Order all = shipped(order("moved").version(5, OrderState.SHIPPED), List.of(3, 1), List.of());
    Order back =
        shipped(order("moved").version(6, OrderState.RETURNED), List.of(3, 1), List.of(1, 0));
    for (Order version : List.of(paid, part, all, part, back, all, back)) {
      write(Topics.ORDERS, "moved", version);
    }

    sees(
        "select line, shipped, returned from shipped_lines where order_id = 'moved' order by line",
        "0|3|1 1|1|0");
    sees("select sku, on_hand, shipped from warehouse_stock order by sku", "mug|99|1 tea|98|2");
    eventually(
        "inventory would be told",
        () -> system.table(Topics.STOCK).values().stream().anyMatch(row -> row.getShipped() == 2));
  }

  @Test
  void a_shipment_is_a_row_without_whose_door_it_goes_to() {
    write(
        Topics.SHIPMENTS,
        "parcel",
        new Shipment(
            "parcel-1",
            "parcel",
            2,
            ShipmentState.DISPATCHED,
            new ShippingAddress("Ada Lovelace", "1 Main Street", "N1", "London", "GB"),
            List.of(new ShipmentLine(0, "tea", 3))));

    sees(
        "select order_id, version, state, country from shipments_view where shipment_id = 'parcel-1'",
        "parcel|2|DISPATCHED|GB");
    sees("select sku, quantity from shipment_lines_view where order_id = 'parcel'", "tea|3");
    assertThat(person.ask("select shipments_view::text from shipments_view"))
        .doesNotContain("Lovelace", "Main Street");
  }

  @Test
  void texts_that_no_database_has_and_times_before_all_time_stop_nothing() {
    Order hostile =
        Order.newBuilder(
                OrderFixture.order("hostile")
                    .line("nul\0sku", 1, 1_000_000L)
                    .customer("c'); drop table orders_view; --\0")
                    .version(
                        1,
                        OrderState.REJECTED,
                        "because \0 of \\u0000 and \"quotes\" and \ud83e\udd80"))
            .setPlacedAtMicros(Long.MIN_VALUE)
            .build();
    write(Topics.ORDERS, "hostile", hostile);

    sees(
        "select customer_id from orders_view where order_id = 'hostile'",
        "c'); drop table orders_view; --\uFFFD");
    sees("select sku from order_lines_view where order_id = 'hostile'", "nul\uFFFDsku");
  }

  @Test
  void what_cannot_be_read_is_set_aside_and_the_next_is_shown() throws Exception {
    try (Producer<byte[], byte[]> rubbish =
        new KafkaProducer<>(
            system.log.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (byte[] bytes :
          List.of(
              new byte[] {1, 2, 3}, new byte[] {0, 0, 0, 0, 1}, new byte[] {0, 127, 0, 0, 1, 7})) {
        rubbish
            .send(
                new ProducerRecord<>(
                    Topics.ORDERS.name(), "bad".getBytes(StandardCharsets.UTF_8), bytes))
            .get();
      }
    }
    write(Topics.ORDERS, "behind-bad", order("behind-bad").requested());

    sees("select count(*) from orders_view where order_id = 'behind-bad'", "1");
    sees("select count(*) from orders_view where order_id = 'bad'", "0");
  }

  @Test
  void a_view_is_made_again_from_the_beginning_while_live() throws Exception {
    write(Topics.ORDERS, "again", order("again").requested());
    sees("select count(*) from orders_view where order_id = 'again'", "1");
    ConnectClient connect = new ConnectClient(system.connect.url().orElseThrow());

    connect.stop(Connectors.ORDERS_VIEW);
    eventually("it is stopped", () -> state(connect).equals("STOPPED"));
    person.say("delete from orders_view");
    connect.forgetPositions(Connectors.ORDERS_VIEW);
    connect.resume(Connectors.ORDERS_VIEW);
    write(Topics.ORDERS, "meanwhile", order("meanwhile").requested());

    sees("select count(*) from orders_view where order_id in ('again', 'meanwhile')", "2");
  }

  private static String state(ConnectClient connect) {
    try {
      ConnectClient.Status status = connect.connectors().get(Connectors.ORDERS_VIEW);
      return status != null && status.tasks().isEmpty() ? status.state() : "";
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
