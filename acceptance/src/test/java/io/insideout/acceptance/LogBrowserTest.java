package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The log as the console is shown it.
@ExtendWith(OneSystem.class)
class LogBrowserTest {
  private static final String ORDERS = "/api/log/topics/orders/records";

  private final TestSystem system;
  private final Http http;

  LogBrowserTest(TestSystem system) {
    this.system = system;
    this.http = system.http();
  }

  private String order(String card) {
    system.sell("LOG-1", 100_000);
    String id =
        http.place(
            """
            {"cardToken": "%s", "lines": [{"sku": "LOG-1", "quantity": 2}]}"""
                .formatted(card));
    http.paid(id);
    return id;
  }

  private static String query(String path, String query) {
    return path + "?query=" + URLEncoder.encode(query, UTF_8);
  }

  @Test
  void topics_are_shown_with_what_the_catalogue_knows_and_what_else_is_there() {
    order("log-topics");
    http.get("/api/log/topics").expect(200);
    JsonNode topics =
        until(
            "somebody has looked before",
            () -> http.get("/api/log/topics").expect(200).json().path("topics"),
            all -> named(all, "orders").path("offsetsPerSecond").isNumber());

    JsonNode orders = named(topics, "orders");
    assertThat(orders.path("kept").asText()).isEqualTo("forever");
    assertThat(Reply.texts(orders.path("writers"))).containsExactly("orders");
    assertThat(Reply.texts(orders.path("readers"))).contains("inventory", "payments");
    assertThat(orders.path("partitions")).hasSize(4);
    assertThat(orders.path("offsets").asLong()).isPositive();
    assertThat(orders.path("bytes").asLong()).isPositive();
    assertThat(named(topics, "_schemas").path("catalogued").asBoolean(true)).isFalse();
  }

  private static JsonNode until(
      String expected, Supplier<JsonNode> asked, Predicate<JsonNode> fits) {
    return eventually(
        expected, Duration.ofSeconds(30), () -> Optional.of(asked.get()).filter(fits));
  }

  private static JsonNode named(JsonNode topics, String name) {
    return topics
        .valueStream()
        .filter(one -> one.path("topic").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void records_are_found_by_what_is_in_them_and_shown_decoded_and_masked() {
    String id = order("tok-log-masked-7766");
    JsonNode found =
        http.get(query(ORDERS, "key = '" + id + "' and value.state = 'PAID'")).expect(200).json();

    assertThat(found.path("records")).hasSize(1);
    JsonNode record = found.path("records").get(0);
    assertThat(record.path("format").asText()).isEqualTo("avro");
    assertThat(record.path("schema").path("subject").asText()).isEqualTo("orders-value");
    assertThat(record.path("schema").path("version").asInt()).isPositive();
    assertThat(record.path("headers").path("cause").asText()).startsWith("payments/");
    assertThat(record.path("value").path("cardToken").asText()).isEqualTo("…7766");
    assertThat(found.path("covered")).hasSize(4);
    assertThat(
            http.get(query("/api/log/topics/order-commands/records", "key = '" + id + "'")).body())
        .contains("…7766")
        .doesNotContain("tok-log-masked");
    assertThat(
            http.get(query(ORDERS, "value.cardToken = 'tok-log-masked-7766'"))
                .json()
                .path("records"))
        .isEmpty();
  }

  @Test
  void a_record_is_found_at_the_place_that_a_cause_names() {
    String id = order("log-cause");
    JsonNode record = http.get(query(ORDERS, "key = '" + id + "'")).json().path("records").get(0);
    String[] place = record.path("headers").path("cause").asText().split("/", 3);
    JsonNode cause =
        http.get(
                "/api/log/topics/%s/records?partition=%s&offset=%s&limit=1"
                    .formatted(place[0], place[1], place[2]))
            .expect(200)
            .json();

    assertThat(cause.path("records").get(0).path("offset").asText()).isEqualTo(place[2]);
    assertThat(cause.path("records").get(0).path("topic").asText()).isEqualTo(place[0]);
  }

  @Test
  void going_on_leads_through_all_records_from_both_ends() {
    order("log-pages");
    Set<String> newestFirst = pages(ORDERS + "?limit=7&from=end");
    Set<String> oldestFirst = pages(ORDERS + "?limit=11&from=beginning");

    assertThat(newestFirst).isNotEmpty();
    assertThat(oldestFirst).containsAll(newestFirst);
  }

  private Set<String> pages(String first) {
    Set<String> places = new HashSet<>();
    String at = first;
    while (!at.isEmpty()) {
      JsonNode page = http.get(at).expect(200).json();
      for (JsonNode record : page.path("records")) {
        assertThat(places.add(record.path("partition") + "/" + record.path("offset"))).isTrue();
      }
      String more = page.path("more").asText("");
      at = more.isEmpty() || more.equals("null") ? "" : ORDERS + "?limit=9&cursor=" + more;
    }
    return places;
  }

  @Test
  void what_is_not_committed_is_not_shown_and_holds_nobody_up() throws Exception {
    String topic = strange("log-browser-open");
    try (Producer<byte[], byte[]> producer = producer(Map.of("transactional.id", topic))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, "k".getBytes(UTF_8), "v".getBytes(UTF_8))).get();
      String path = "/api/log/topics/" + topic + "/records";
      assertThat(http.get(path).expect(200).json().path("records")).isEmpty();
      producer.abortTransaction();
      assertThat(http.get(path).expect(200).json().path("records")).isEmpty();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, "k".getBytes(UTF_8), "v".getBytes(UTF_8))).get();
      producer.commitTransaction();
      eventually(
          "what is committed is shown",
          () -> http.get(path).expect(200).json().path("records").size() == 1);
    }
  }

  /// A topic of one partition that the catalogue knows nothing of.
  private String strange(String name) throws Exception {
    try (Admin admin = system.log().admin()) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
    return name;
  }

  private Producer<byte[], byte[]> producer(Map<String, Object> more) {
    return new KafkaProducer<>(
        system.log().with(more), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Test
  void groups_tell_where_they_stand_and_how_many_records_wait() {
    order("log-groups");
    JsonNode inventory =
        until(
            "inventory has read all there is",
            () -> http.get("/api/log/groups/inventory").expect(200).json(),
            group -> group.path("waiting").asLong(-1) == 0 && group.path("isExact").asBoolean());

    assertThat(inventory.path("kind").asText()).isEqualTo("streams");
    assertThat(inventory.path("state").asText()).isEqualTo("Stable");
    assertThat(inventory.path("members").get(0).path("clientId").asText()).contains("inventory");
    assertThat(inventory.path("positions").findValuesAsText("topic")).contains("orders");
    JsonNode readers = http.get("/api/log/groups?topic=orders").expect(200).json().path("groups");
    assertThat(readers.findValuesAsText("group")).contains("inventory", "payments", "shipping");
    assertThat(readers.get(0).path("positions").findValuesAsText("topic")).containsOnly("orders");
    assertThat(
            http.get("/api/log/groups").expect(200).json().path("groups").findValuesAsText("group"))
        .contains("inventory", "payments-cashier");
  }

  @Test
  void who_listens_is_told_what_comes_and_fits() throws Exception {
    order("log-tail-before");
    URI tail = system.url().resolve(query(ORDERS, "value.cardToken contains '4433'"));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(tail).header("Accept", "text/event-stream").build();
      try (InputStream body = client.send(request, BodyHandlers.ofInputStream()).body();
          BufferedReader lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
        assertThat(lines.readLine()).isEqualTo(":");
        String id = order("log-tail-4433");
        String line = requireNonNull(lines.readLine());
        while (!line.contains(id)) {
          line = requireNonNull(lines.readLine());
        }
        assertThat(line).startsWith("data: {").contains("\"sampled\":1", "…4433");
      }
    }
  }

  @Test
  void bytes_that_nobody_can_read_are_shown_as_such() throws Exception {
    String topic = strange("log-browser-strange");
    try (Producer<byte[], byte[]> producer = producer(Map.of())) {
      var _ =
          producer.send(
              new ProducerRecord<>(topic, new byte[] {-1}, new byte[] {0, 0, 0, 0, 99, 1}));
      var _ = producer.send(new ProducerRecord<>(topic, null, "<b>text</b>".getBytes(UTF_8)));
      var _ =
          producer.send(
              new ProducerRecord<>(topic, null, "{\"cardToken\":\"tok-1234\"}".getBytes(UTF_8)));
      var _ = producer.send(new ProducerRecord<>(topic, "gone".getBytes(UTF_8), null));
    }
    JsonNode records =
        http.get("/api/log/topics/" + topic + "/records?from=beginning").json().path("records");

    assertThat(records.findValuesAsText("format")).containsExactly("bytes", "text", "json", "none");
    assertThat(records.get(0).path("key").asText()).isEqualTo("0xff");
    assertThat(records.get(0).path("value").asText()).isEqualTo("0x000000006301");
    assertThat(records.get(0).path("error").asText()).contains("99");
    assertThat(records.get(1).path("value").asText()).isEqualTo("<b>text</b>");
    assertThat(records.get(2).path("value").path("cardToken").asText()).isEqualTo("…1234");
    assertThat(records.get(3).path("value").isNull()).isTrue();
  }
}
