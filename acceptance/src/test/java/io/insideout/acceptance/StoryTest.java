package io.insideout.acceptance;

import static io.insideout.acceptance.Log.coordinates;
import static io.insideout.acceptance.Log.correlation;
import static io.insideout.acceptance.Log.header;
import static io.insideout.acceptance.Problems.isProblem;
import static io.insideout.acceptance.Problems.refusesField;
import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.catalog.SuspiciousCard;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The story of an order is what the log says of it, and nothing else.
@ExtendWith(OneSystem.class)
class StoryTest {
  private static final String ORDER =
      """
      {"cardToken": "story-card-%s", "customerId": "story-ada",
       "lines": [{"sku": "STORY-TEA", "quantity": 3}, {"sku": "STORY-CUP", "quantity": 1}]}""";

  private final TestSystem system;
  private final Http http;

  StoryTest(TestSystem system) {
    this.system = system;
    this.http = system.http();
    system.sell("STORY-TEA", 1_000, "2.50");
    system.sell("STORY-CUP", 1_000, "4.00");
    http.put(
            "/api/customers/story-ada",
            "{\"name\": \"Ada\", \"country\": \"Norway\", \"email\": \"ada@example.com\"}")
        .expect(200);
  }

  private JsonNode story(String orderId) {
    return http.get("/api/orders/" + orderId + "/story").expect(200).json();
  }

  private void becomes(String orderId, String state) {
    eventually(
        "order " + orderId + " is " + state,
        () -> http.get("/api/orders/" + orderId).state().equals(state));
  }

  private JsonNode once(String orderId, String state) {
    eventually(
        "the story of " + orderId + " ends with " + state + " and nothing is awaited",
        () -> {
          JsonNode story = story(orderId);
          return story.path("state").asText().equals(state) && story.path("pending").isEmpty();
        });
    return story(orderId);
  }

  /// From the order to the return of a part of it.
  private void lives(String id) {
    http.paid(id);
    String shipment = "/api/shipments/" + id + "-1";
    eventually("it is allocated", () -> http.get(shipment).status() == 200);
    http.post(shipment + "/dispatch", "").expect(202);
    becomes(id, "SHIPPED");
    http.post(shipment + "/deliver", "").expect(202);
    becomes(id, "DELIVERED");
    http.post("/api/orders/" + id + "/returns", "{\"lines\": [{\"line\": 0, \"quantity\": 2}]}")
        .expect(202);
    becomes(id, "RETURNED");
  }

  private List<ConsumerRecord<byte[], byte[]>> recordsOf(String orderId) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    Log log = new Log(system.log());
    for (Topic<?> topic : Topics.all()) {
      log.read(topic).stream()
          .filter(record -> correlation(record).equals(orderId))
          .forEach(records::add);
    }
    return records;
  }

  @Test
  void the_whole_life_of_an_order_is_every_record_of_it_and_every_cause() {
    String id = http.place(ORDER.formatted("life"));
    lives(id);
    JsonNode story = once(id, "RETURNED");

    List<ConsumerRecord<byte[], byte[]>> records = recordsOf(id);
    Set<String> logs = new HashSet<>();
    Set<String> edges = new HashSet<>();
    records.forEach(
        record -> {
          logs.add(coordinates(record));
          if (header(record, "cause") != null) {
            edges.add(header(record, "cause") + " > " + coordinates(record));
          }
        });
    assertThat(records.stream().map(ConsumerRecord::topic))
        .contains(
            "order-commands",
            "orders",
            "order-validations",
            "stock-reservations",
            "payment-requests",
            "authorizations",
            "payments",
            "shipments",
            "emails");
    assertThat(story.path("steps").valueStream().map(step -> step.path("log").asText()))
        .containsExactlyInAnyOrderElementsOf(logs);
    assertThat(
            story
                .path("edges")
                .valueStream()
                .map(edge -> edge.path("cause").asText() + " > " + edge.path("effect").asText()))
        .containsExactlyInAnyOrderElementsOf(edges);
    saysWhatItIs(story);
  }

  private static void saysWhatItIs(JsonNode story) {
    Set<String> before = new HashSet<>();
    for (JsonNode step : story.path("steps")) {
      String cause = step.path("cause").asText("");
      assertThat(cause.isEmpty() || before.contains(cause)).as(step.toString()).isTrue();
      before.add(step.path("log").asText());
      assertThat(step.path("writer").asText()).isNotBlank();
      assertThat(step.path("written").asText()).isNotBlank();
      assertThat(step.path("schema").path("version").asInt()).as(step.toString()).isPositive();
      assertThat(step.path("value").isObject()).isTrue();
      assertThat(step.has("causeOutside")).isFalse();
      assertThat(step.has("afterMillis")).isEqualTo(!cause.isEmpty());
    }
    assertThat(
            story
                .path("steps")
                .valueStream()
                .filter(step -> step.path("topic").asText().equals("orders"))
                .flatMap(step -> step.path("changes").valueStream())
                .filter(change -> change.path("path").asText().equals("state"))
                .map(change -> change.path("after").asText()))
        .containsExactly("VALIDATED", "PAID", "SHIPPED", "DELIVERED", "RETURNED");
    assertThat(story.path("asOf").path("time").asText()).isNotBlank();
    assertThat(story.toString()).contains("…life").doesNotContain("story-card-life");
  }

  /// Inventory alone has something against it: who says so first would else be chance.
  @Test
  void a_rejected_order_says_why_and_waits_for_nobody() {
    system.sell("STORY-RARE", 1, "2.50");
    String id =
        http.place(
            "{\"cardToken\": \"story\", \"lines\": [{\"sku\": \"STORY-RARE\", \"quantity\": 2}]}");
    becomes(id, "REJECTED");
    JsonNode story = once(id, "REJECTED");
    assertThat(
            story
                .path("steps")
                .valueStream()
                .filter(step -> step.path("failure").asBoolean())
                .map(step -> step.path("says").asText()))
        .anyMatch(says -> says.startsWith("FAIL INVENTORY"))
        .anyMatch(says -> says.contains("REJECTED"));
  }

  @Test
  void an_answer_of_fraud_names_the_row_of_suspicious_cards_that_it_rests_on() {
    Instant now = Instant.now();
    SuspiciousCard found =
        new SuspiciousCard("story-suspicious", 4L, now.minusSeconds(300), now.minusSeconds(1));
    byte[] value =
        system
            .schemas()
            .serde(Topics.SUSPICIOUS_CARDS)
            .serializer()
            .serialize(Topics.SUSPICIOUS_CARDS.name(), found);
    String row = new Log(system.log()).write(Topics.SUSPICIOUS_CARDS, 0, "story-suspicious", value);
    String order =
        "{\"cardToken\": \"story-suspicious\", \"lines\": [{\"sku\": \"STORY-TEA\", \"quantity\": 1}]}";
    AtomicReference<String> refused = new AtomicReference<>("");
    eventually(
        "fraud knows of it, and refuses an order",
        () -> {
          refused.set(http.place(order));
          return http.settled(refused.get()).state().equals("REJECTED");
        });
    JsonNode story = once(refused.get(), "REJECTED");
    assertThat(
            story
                .path("steps")
                .valueStream()
                .filter(step -> step.has("restsOn"))
                .map(step -> step.path("writer").asText() + " " + step.path("restsOn").asText()))
        .containsExactly("fraud " + row);
    assertThat(story.path("steps").valueStream().map(step -> step.path("log").asText()))
        .contains(row);
    assertThat(story.toString()).doesNotContain("story-suspicious");
  }

  @Test
  void a_paid_order_waits_for_the_warehouse() {
    String id = http.place(ORDER.formatted("paid"));
    http.paid(id);
    eventually(
        "it waits for the warehouse alone",
        () ->
            story(id)
                .path("pending")
                .valueStream()
                .map(one -> one.path("who").asText() + " " + one.path("what").asText())
                .toList()
                .equals(List.of("warehouse to dispatch " + id + "-1")));
  }

  @Test
  void who_follows_is_told_each_step_as_it_comes_and_whom_the_order_waits_for() throws Exception {
    String id = http.place(ORDER.formatted("live"));
    try (StoryStream stream = StoryStream.follow(system.url(), id)) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.contentType()).startsWith("text/event-stream");
      lives(id);
      once(id, "RETURNED");
      Set<String> all = new HashSet<>();
      story(id).path("steps").forEach(step -> all.add(step.path("log").asText()));
      eventually("everything is told", () -> stream.told().equals(all));
      eventually("it is told that nobody is awaited", () -> nobodyIsAwaited(stream));
      assertThat(stream.events().getFirst().name()).isEqualTo("story");
      assertThat(
              stream.events().stream()
                  .filter(event -> event.name().equals("step"))
                  .map(event -> event.data().path("log").asText()))
          .doesNotHaveDuplicates();
    }
  }

  private static boolean nobodyIsAwaited(StoryStream stream) {
    JsonNode last = stream.events().getLast().data();
    return last.path("state").asText().equals("RETURNED") && last.path("pending").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody",
        "%00",
        "a%00b",
        "..%2f..%2fetc",
        "%3Cscript%3E",
        "%F0%9F%8D%B5",
        "story-ada",
        "STORY-TEA"
      })
  void an_order_that_nobody_knows_is_told_as_such(String id) {
    isProblem(http.get("/api/orders/" + id + "/story"), 404);
  }

  @Test
  void an_id_that_is_too_long_is_no_order_s() {
    Reply reply = http.get("/api/orders/" + "x".repeat(2_000) + "/story");
    isProblem(reply, 404);
    assertThat(reply.body().length()).isLessThan(2_500);
  }

  @Test
  void a_parameter_that_there_is_not_is_refused() {
    refusesField(http.get("/api/orders/nobody/story?topics=orders"), "topics");
  }
}
