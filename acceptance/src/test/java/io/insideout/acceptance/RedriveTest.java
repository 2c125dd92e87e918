package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Redriven;
import io.insideout.testkit.Eventually;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Law M: what was set aside and is sent again ends as it would have ended without the fault.
class RedriveTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir private Path directory;

  @Test
  void what_was_set_aside_for_want_of_a_schema_is_sent_again_once_and_all_is_well()
      throws Exception {
    try (TestSystem system = TestSystem.start(directory.resolve("data"))) {
      Log log = new Log(system.log());
      system.sell("REDRIVE", 10);
      String first = order(system, "REDRIVE");
      ConsumerRecord<byte[], byte[]> good = log.read(Topics.ORDER_COMMANDS).getFirst();
      int unknown = highestSchema(system) + 1;

      List<String> lost = List.of("redriven-one", "redriven-two");
      List<String> ids = new ArrayList<>();
      for (String orderId : lost) {
        ids.add(
            "orders/"
                + write(
                    system,
                    Topics.ORDER_COMMANDS,
                    orderId,
                    command(system, good, orderId, unknown),
                    good));
      }
      String behind =
          "orders/"
              + write(
                  system,
                  Topics.ORDER_COMMANDS,
                  "redriven-two",
                  command(system, good, "redriven-two", unknown),
                  good);
      String row =
          write(
              system,
              Topics.PRODUCTS,
              "NEVER",
              withId(log.read(Topics.PRODUCTS).getFirst().value(), 1_000_000),
              good);
      String replaced =
          write(
              system,
              Topics.PRODUCTS,
              "REDRIVE",
              withId(log.read(Topics.PRODUCTS).getFirst().value(), 1_000_000),
              good);
      system.sell("REDRIVE", 10);
      Eventually.eventually("all are set aside", () -> log.read(Topics.DEAD_LETTERS).size() >= 5);

      assertThat(ran(system, 0, "list", "--service", "orders"))
          .contains(ids)
          .contains("no schema has the id " + unknown)
          .doesNotContain("products");
      assertThat(ran(system, 0, "show", ids.getFirst()))
          .contains("undecodable", "hex", "correlation-id", "redriven-one");
      assertThat(ran(system, 3, "show", "orders/order-commands/0/999"))
          .contains("dead-letters list");
      assertThat(ran(system, 1, "redrive", "details/" + replaced))
          .contains("a newer record has replaced");

      assertThat(ran(system, 1, "redrive", behind)).contains("came behind " + ids.getLast());

      register(system, unknown);
      assertThat(ran(system, 0, "show", ids.getFirst()))
          .contains("\"cardToken\":\"redrive\"")
          .doesNotContain("hex");
      assertThat(ran(system, 0, "redrive", "--all", "--service", "orders", "--dry-run"))
          .contains("3 would be sent");
      assertThat(log.read(Topics.ORDERS)).noneMatch(record -> key(record).startsWith("redriven"));
      assertThat(ran(system, 0, "redrive", "--all", "--service", "orders")).contains("3 sent");

      for (String orderId : lost) {
        assertThat(system.http().settled(orderId).state()).isIn("VALIDATED", "PAID");
      }
      leadsToTheFirst(log, ids.getFirst());
      assertThat(ran(system, 1, "redrive", ids.getFirst()))
          .contains("sent again already", "--again", "Nothing was sent");
      assertThat(ran(system, 0, "redrive", "--all", "--service", "orders")).contains("0 sent");
      assertThat(ran(system, 0, "list", "--open")).contains("details/" + row).doesNotContain(ids);
      assertThat(ran(system, 0, "redrive", ids.getFirst(), "--again")).contains("1 sent");
      whatIsNotMendedIsSetAsideAgain(system, log, row);
      assertThat(system.verify().toString()).contains("Every law holds.");
      assertThat(system.http().settled(first).state()).isIn("VALIDATED", "PAID");
    }
  }

  private void whatIsNotMendedIsSetAsideAgain(TestSystem system, Log log, String row)
      throws Exception {
    assertThat(ran(system, 0, "redrive", "details/" + row)).contains("1 sent");
    ConsumerRecord<byte[], byte[]> sent =
        log.read(Topics.PRODUCTS).stream()
            .filter(record -> row.equals(Log.header(record, Redriven.FROM)))
            .findFirst()
            .orElseThrow();
    assertThat(Log.header(sent, Redriven.FOR)).as("a row is for everybody").isNull();
    Eventually.eventually(
        "it is a letter of its own, which leads to the first record",
        () ->
            log.read(Topics.DEAD_LETTERS).stream()
                .anyMatch(
                    letter ->
                        key(letter).equals("details/" + Log.coordinates(sent))
                            && row.equals(Log.header(letter, "cause"))));
  }

  @Test
  void what_is_meant_for_one_service_is_handled_by_it_alone() throws Exception {
    try (TestSystem system = TestSystem.start(directory.resolve("data"))) {
      Log log = new Log(system.log());
      system.sell("REDRIVE", 10);
      String orderId = order(system, "REDRIVE");
      ConsumerRecord<byte[], byte[]> requested = log.read(Topics.ORDERS).getFirst();
      int answers = log.read(Topics.ORDER_VALIDATIONS).size();

      try (Producer<byte[], byte[]> producer = producer(system)) {
        ProducerRecord<byte[], byte[]> again =
            copy(requested, Topics.ORDERS, requested.key(), requested.value());
        Redriven.mark(again.headers(), Log.coordinates(requested), "inventory");
        producer.send(again).get();
      }

      assertThat(system.verify().toString())
          .as("everybody's positions pass it, nobody answers, the view does not go back")
          .contains("Every law holds.");
      assertThat(log.read(Topics.ORDER_VALIDATIONS)).hasSize(answers);
      assertThat(system.http().settled(orderId).state()).isIn("VALIDATED", "PAID");
    }
  }

  private static void leadsToTheFirst(Log log, String id) {
    String origin = id.substring("orders/".length());
    assertThat(log.read(Topics.ORDERS))
        .filteredOn(record -> key(record).equals("redriven-one"))
        .isNotEmpty()
        .allSatisfy(record -> assertThat(Log.header(record, Redriven.FROM)).isNull())
        .first()
        .satisfies(requested -> assertThat(Log.header(requested, "cause")).isEqualTo(origin));
  }

  private static String order(TestSystem system, String sku) {
    String orderId =
        system
            .http()
            .place(
                "{\"cardToken\": \"redrive\", \"lines\": [{\"sku\": \"%s\", \"quantity\": 1}]}"
                    .formatted(sku));
    assertThat(system.http().settled(orderId).state()).isIn("VALIDATED", "PAID");
    return orderId;
  }

  private static byte[] command(
      TestSystem system, ConsumerRecord<byte[], byte[]> good, String orderId, int schema) {
    var serde = system.schemas().serde(Topics.ORDER_COMMANDS);
    OrderCommand command =
        OrderCommand.newBuilder(serde.deserializer().deserialize(good.topic(), good.value()))
            .setOrderId(orderId)
            .build();
    return withId(serde.serializer().serialize(good.topic(), command), schema);
  }

  private static byte[] withId(byte[] value, int schema) {
    byte[] other = value.clone();
    ByteBuffer.wrap(other).putInt(1, schema);
    return other;
  }

  /// The highest id of a schema that there is.
  private static int highestSchema(TestSystem system) {
    int highest = 0;
    Http registry = new Http(system.inside().registryUrl());
    while (registry.get("/schemas/ids/" + (highest + 1)).status() == 200) {
      highest++;
    }
    return highest;
  }

  /// Mends the cause: what the stranger wrote with is known from now on.
  private static void register(TestSystem system, int expected) {
    Schema schema = new Schema.Parser().parse(Topics.ORDER_COMMANDS.schema().toString());
    schema.addProp("of", "a stranger");
    String body = "{\"schema\": %s}".formatted(quoted(schema.toString()));
    Reply reply =
        new Http(system.inside().registryUrl())
            .post("/subjects/strangers-commands-value/versions", body)
            .expect(200);
    assertThat(reply.json().path("id").asInt()).isEqualTo(expected);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String write(
      TestSystem system,
      Topic<?> topic,
      String key,
      byte[] value,
      ConsumerRecord<byte[], byte[]> like)
      throws Exception {
    try (Producer<byte[], byte[]> producer = producer(system)) {
      ProducerRecord<byte[], byte[]> record = copy(like, topic, key.getBytes(UTF_8), value);
      record.headers().remove("correlation-id");
      record.headers().add("correlation-id", key.getBytes(UTF_8));
      RecordMetadata at = producer.send(record).get();
      return at.topic() + "/" + at.partition() + "/" + at.offset();
    }
  }

  private static ProducerRecord<byte[], byte[]> copy(
      ConsumerRecord<byte[], byte[]> like, Topic<?> topic, byte[] key, byte[] value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic.name(), null, like.timestamp(), key, value);
    for (Header header : like.headers()) {
      record.headers().add(header);
    }
    return record;
  }

  private static Producer<byte[], byte[]> producer(TestSystem system) {
    return new KafkaProducer<>(
        system.log().with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), UTF_8);
  }

  private String ran(TestSystem system, int exitCode, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(List.of(words));
    all.addAll(
        List.of(
            "--bootstrap-servers",
            system.log().bootstrapServers(),
            "--registry",
            system.inside().registryUrl().toString()));
    Cli.Running run = new Cli(directory).start(all.toArray(String[]::new));
    int code = run.exitCode(SOON);
    assertThat(code).as(run.printed()).isEqualTo(exitCode);
    return run.printed();
  }
}
