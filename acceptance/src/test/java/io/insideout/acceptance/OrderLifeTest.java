package io.insideout.acceptance;

import static io.insideout.acceptance.Reply.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.catalog.Topics;
import io.insideout.testkit.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneSystem.class)
class OrderLifeTest {
  private final TestSystem system;
  private final Http http;

  OrderLifeTest(TestSystem system) {
    this.system = system;
    this.http = system.http();
  }

  private static String order(String card, String sku, int quantity) {
    return """
        {"cardToken": "%s", "lines": [{"sku": "%s", "quantity": %d}]}"""
        .formatted(card, sku, quantity);
  }

  @Test
  void an_order_is_taken_seen_at_once_and_validated() {
    system.sell("LIFE-TEA", 10);
    system.customer("life-ada");

    Reply taken =
        http.post(
                "/api/orders",
                """
                {"customerId": "life-ada", "cardToken": "life-card-1234", "country": " Norway ",
                 "lines": [{"sku": "LIFE-TEA", "quantity": 2}, {"sku": "LIFE-TEA", "quantity": 1, "unitPrice": "2.50"}]}""")
            .expect(202);
    String id = taken.json().path("orderId").asText();
    assertThat(taken.header("location")).contains("/api/orders/" + id);

    Reply seen = http.get("/api/orders/" + id).expect(200);
    assertThat(seen.json().path("orderId").asText()).isEqualTo(id);

    JsonNode settled = http.settled(id).json();
    assertThat(settled.path("state").asText()).isIn("VALIDATED", "PAID");
    assertThat(settled.path("version").asInt()).isIn(2, 3);
    assertThat(settled.path("totalMinor").asLong()).isEqualTo(750);
    assertThat(settled.path("customerId").asText()).isEqualTo("life-ada");
    assertThat(settled.path("country").asText()).isEqualTo("Norway");
    assertThat(settled.path("card").asText()).isEqualTo("…1234");
    assertThat(settled.toString()).doesNotContain("life-card");
    assertThat(http.get("/api/stock/LIFE-TEA").json().path("reserved").asLong()).isEqualTo(3);
  }

  @Test
  void a_product_is_not_taken_for_unknown_where_it_may_stand_behind_an_open_transaction()
      throws Exception {
    String order = order("life-card-1", "LIFE-LATE", 1);
    try (Producer<byte[], byte[]> slow =
        new KafkaProducer<>(
            system.log().with(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "life-late")),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      slow.initTransactions();
      slow.beginTransaction();
      var _ =
          slow.send(new ProducerRecord<>(Topics.PRODUCTS.name(), new byte[1], new byte[1])).get();
      http.post("/api/orders", order).expect(503);
      slow.abortTransaction();
    }
    String id = http.place(order);
    assertThat(http.settled(id).state()).isEqualTo("REJECTED");
  }

  @Test
  void an_order_is_followed_by_waiting_for_the_version_after_the_one_that_is_known() {
    system.sell("LIFE-FOLLOWED", 10);
    String id = http.place(order("tok-silent-followed", "LIFE-FOLLOWED", 1));
    assertThat(http.get("/api/orders/" + id + "?wait=2&timeout=30s").expect(200).state())
        .isEqualTo("VALIDATED");

    CompletableFuture<Reply> third = http.getLater("/api/orders/" + id + "?wait=3&timeout=60s");
    JsonNode still = http.get("/api/orders/" + id + "?wait=3&timeout=50ms").expect(200).json();
    assertThat(still.path("version").asInt()).isEqualTo(2);

    http.post("/api/orders/" + id + "/cancel", "").expect(202);
    assertThat(third.join().expect(200).state()).isEqualTo("CANCELLED");
  }

  @Test
  void a_guest_may_order() {
    system.sell("LIFE-GUEST", 1);
    JsonNode settled = http.settled(http.place(order("life-guest", "LIFE-GUEST", 1))).json();
    assertThat(settled.path("state").asText()).isIn("VALIDATED", "PAID");
    assertThat(settled.has("customerId")).isFalse();
    assertThat(settled.has("country")).isFalse();
  }

  @Test
  void an_unknown_product_rejects_the_order_with_a_reason() {
    Reply settled = http.settled(http.place(order("life-unknown", "LIFE-NOBODY-KNOWS", 1)));
    assertThat(settled.state()).isEqualTo("REJECTED");
    assertThat(texts(settled.json().path("reasons")))
        .singleElement()
        .asString()
        .contains("LIFE-NOBODY-KNOWS");
  }

  @Test
  void an_unknown_customer_rejects_the_order_with_a_reason() {
    system.sell("LIFE-STRANGER", 5);
    Reply settled =
        http.settled(
            http.place(
                """
                {"customerId": "life-nobody", "cardToken": "life-stranger",
                 "lines": [{"sku": "LIFE-STRANGER", "quantity": 1, "unitPrice": "2.50"}]}"""));
    assertThat(settled.state()).isEqualTo("REJECTED");
    assertThat(texts(settled.json().path("reasons")))
        .singleElement()
        .asString()
        .startsWith("DETAILS:")
        .contains("life-nobody");
  }

  @Test
  void an_order_right_after_its_product_finds_the_price() {
    for (int i = 0; i < 40; i++) {
      String sku = "LIFE-PRICED-" + i;
      http.put("/api/stock/" + sku, "{\"onHand\": 1}");
      http.put("/api/products/" + sku, "{\"description\": \"new\", \"listPrice\": \"2.50\"}");
      Reply settled = http.settled(http.place(order("life-priced-" + i, sku, 1)));
      assertThat(settled.state()).as("%s: %s", sku, settled.json()).isIn("VALIDATED", "PAID");
    }
  }

  @Test
  void an_order_that_is_short_of_one_article_gives_back_all_others() {
    List<String> skus = IntStream.range(0, 8).mapToObj(i -> "LIFE-SHORT-" + i).toList();
    skus.forEach(sku -> system.sell(sku, sku.endsWith("7") ? 1 : 5));
    String lines =
        String.join(
            ", ",
            skus.stream().map(sku -> "{\"sku\": \"%s\", \"quantity\": 2}".formatted(sku)).toList());
    Reply settled =
        http.settled(
            http.place("{\"cardToken\": \"life-short\", \"lines\": [%s]}".formatted(lines)));

    assertThat(settled.state()).isEqualTo("REJECTED");
    assertThat(texts(settled.json().path("reasons")))
        .singleElement()
        .asString()
        .startsWith("INVENTORY:")
        .contains("LIFE-SHORT-7 has 1 available, needs 2");
    Eventually.eventually(
        "all that was reserved is released",
        () ->
            skus.stream()
                .allMatch(
                    sku -> http.get("/api/stock/" + sku).json().path("reserved").asLong() == 0));
    assertThat(http.settled(http.place(order("life-short-2", "LIFE-SHORT-0", 5))).state())
        .isIn("VALIDATED", "PAID");
  }

  @Test
  void the_same_key_and_body_fifty_times_at_once_is_one_order() {
    system.sell("LIFE-ONCE", 100);
    String body = order("life-once", "LIFE-ONCE", 1);
    List<CompletableFuture<Reply>> calls =
        IntStream.range(0, 50)
            .mapToObj(_ -> http.postLater("/api/orders", body, "Idempotency-Key", "life-once-key"))
            .toList();
    List<String> ids =
        calls.stream()
            .map(call -> call.join().expect(202).json().path("orderId").asText())
            .distinct()
            .toList();
    assertThat(ids).hasSize(1);
    assertThat(http.settled(ids.getFirst()).state()).isIn("VALIDATED", "PAID");
    assertThat(http.get("/api/stock/LIFE-ONCE").json().path("reserved").asLong()).isEqualTo(1);

    String again = http.place(body, "Idempotency-Key", "life-once-key");
    assertThat(again).isEqualTo(ids.getFirst());
    Reply other =
        http.post(
                "/api/orders",
                order("life-once", "LIFE-ONCE", 2),
                "Idempotency-Key",
                "life-once-key")
            .expect(409);
    assertThat(other.contentType()).isEqualTo("application/problem+json");
    assertThat(http.get("/api/stock/LIFE-ONCE").json().path("reserved").asLong()).isEqualTo(1);
  }

  @Test
  void of_two_bodies_at_once_under_one_key_exactly_one_is_taken() {
    system.sell("LIFE-RACE", 1000);
    for (int round = 0; round < 20; round++) {
      String key = "life-race-" + round;
      List<CompletableFuture<Reply>> calls =
          IntStream.rangeClosed(1, 2)
              .mapToObj(
                  quantity ->
                      http.postLater(
                          "/api/orders", order(key, "LIFE-RACE", quantity), "Idempotency-Key", key))
              .toList();
      assertThat(calls.stream().map(call -> call.join().status()))
          .containsExactlyInAnyOrder(202, 409);
    }
  }

  @Test
  void a_fraud_rule_that_is_changed_takes_effect_on_the_next_order() {
    system.sell("LIFE-FRAUD", 100, "10.00");
    system.customer("life-spender");
    String body =
        """
        {"customerId": "life-spender", "cardToken": "life-fraud-%d",
         "lines": [{"sku": "LIFE-FRAUD", "quantity": 1}]}""";
    assertThat(http.settled(http.place(body.formatted(1))).state()).isIn("VALIDATED", "PAID");

    http.put(
            "/api/fraud/rules/life-tight",
            """
            {"subject": "CUSTOMER", "measure": "TOTAL_MINOR", "windowSeconds": 86400, "limit": 500}""")
        .expect(200);
    try {
      Reply rejected =
          Eventually.eventually(
              "the rule is known to the check",
              Duration.ofSeconds(20),
              () ->
                  Optional.of(http.settled(http.place(body.formatted(2))))
                      .filter(reply -> reply.state().equals("REJECTED")));
      assertThat(texts(rejected.json().path("reasons")))
          .singleElement()
          .asString()
          .startsWith("FRAUD: rule life-tight")
          .contains("limit 5.00");
    } finally {
      http.delete("/api/fraud/rules/life-tight").expect(204);
    }
    Eventually.eventually(
        "the rule is forgotten",
        () ->
            List.of("VALIDATED", "PAID")
                .contains(
                    http.settled(
                            http.place(body.formatted(3 + (int) (System.nanoTime() % 1_000_000))))
                        .state()));
  }
}
