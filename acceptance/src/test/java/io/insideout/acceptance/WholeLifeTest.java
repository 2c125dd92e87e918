package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.testkit.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// An order's life after it was decided, over HTTP: paid, shipped in parts, delivered, sent back;
/// or cancelled, or declined. The log has to agree.
@ExtendWith(OneSystem.class)
class WholeLifeTest {
  private static final String ORDER =
      """
      {"cardToken": "%s", "customerId": "whole-ada",
       "lines": [{"sku": "WHOLE-TEA", "quantity": 3, "unitPrice": "2.505"},
                 {"sku": "WHOLE-CUP", "quantity": 1, "unitPrice": "4.00"}]}""";

  private final TestSystem system;
  private final Http http;

  WholeLifeTest(TestSystem system) {
    this.system = system;
    this.http = system.http();
    system.sell("WHOLE-TEA", 1_000, "2.505");
    system.sell("WHOLE-CUP", 1_000, "4.00");
    http.put(
            "/api/customers/whole-ada",
            """
            {"name": "Ada", "country": "Norway", "email": "ada@example.com",
             "street": "Storgata 1", "postcode": "0155", "city": "Oslo"}""")
        .expect(200);
  }

  private void becomes(String orderId, String state) {
    Eventually.eventually(
        "order " + orderId + " is " + state,
        () -> http.get("/api/orders/" + orderId).state().equals(state));
  }

  private JsonNode payment(String orderId) {
    return http.get("/api/payments/" + orderId).expect(200).json();
  }

  private void paymentBecomes(String orderId, String state) {
    Eventually.eventually(
        "the payment of " + orderId + " is " + state,
        () -> http.get("/api/payments/" + orderId).json().path("state").asText().equals(state));
  }

  @Test
  void an_order_is_paid_shipped_in_parts_delivered_and_sent_back() throws Exception {
    String id = http.place(ORDER.formatted("whole-card"));
    http.paid(id);
    assertThat(payment(id).path("authorizedMinor").asLong()).isEqualTo(1_152);

    String first = "/api/shipments/" + id + "-1";
    Eventually.eventually("it is allocated", () -> http.get(first).status() == 200);
    assertThat(http.get(first).json().path("address").path("city").asText()).isEqualTo("Oslo");
    http.post(first + "/dispatch", "{\"lines\": [{\"line\": 0, \"quantity\": 1}]}").expect(202);
    Eventually.eventually(
        "a part of it is charged",
        () -> http.get("/api/orders/" + id).json().path("chargeMinor").asLong() == 251);
    http.post("/api/orders/" + id + "/cancel", "").expect(409);

    String second = "/api/shipments/" + id + "-2";
    Eventually.eventually("the rest is allocated", () -> http.get(second).status() == 200);
    http.post(second + "/dispatch", "").expect(202);
    becomes(id, "SHIPPED");
    http.post(first + "/deliver", "").expect(202);
    http.post(second + "/deliver", "").expect(202);
    becomes(id, "DELIVERED");
    Eventually.eventually(
        "all of it is captured", () -> payment(id).path("capturedMinor").asLong() == 1_152);

    String back = "{\"lines\": [{\"line\": 0, \"quantity\": 2}], \"reason\": \"too much\"}";
    Reply taken =
        http.post("/api/orders/" + id + "/returns", back, "Idempotency-Key", "whole-r").expect(202);
    assertThat(taken.body()).startsWith("{\"orderId\":\"" + id + "\",\"returnId\":\"");
    http.post("/api/orders/" + id + "/returns", back, "Idempotency-Key", "whole-r").expect(202);
    becomes(id, "RETURNED");
    paymentBecomes(id, "REFUNDED");
    // 11.52 less 2.505 + 4.00, rounded once
    assertThat(payment(id).path("refundedMinor").asLong()).isEqualTo(501);

    Eventually.eventually(
        "its customer is told", () -> http.get("/api/emails?order=" + id).body().contains("ada@"));
    assertThat(system.verify().toString()).contains("Every law holds");
  }

  @Test
  void a_paid_order_is_cancelled_and_what_was_held_is_given_up() {
    String id = http.place(ORDER.formatted("whole-cancel"));
    http.paid(id);
    http.post("/api/orders/" + id + "/cancel", "{\"reason\": \"changed my mind\"}").expect(202);
    becomes(id, "CANCELLED");
    paymentBecomes(id, "VOIDED");
    http.post("/api/orders/" + id + "/cancel", "").expect(202);
    assertThat(http.get("/api/orders/" + id).json().path("reasons").toString())
        .contains("changed my mind");
  }

  @Test
  void a_declined_card_ends_the_order_and_nothing_stays_reserved() {
    system.sell("WHOLE-LAST", 1);
    String id =
        http.place(
            "{\"cardToken\": \"tok-decline-1\", \"lines\": [{\"sku\": \"WHOLE-LAST\", \"quantity\": 1}]}");
    becomes(id, "PAYMENT_FAILED");
    Eventually.eventually(
        "nothing is reserved",
        () -> http.get("/api/stock/WHOLE-LAST").json().path("reserved").asLong() == 0);
    http.post("/api/orders/" + id + "/cancel", "").expect(409);
  }

  @Test
  void what_cannot_be_asked_for_is_refused() {
    String id = http.place(ORDER.formatted("whole-refused"));
    http.settled(id);
    String returns = "/api/orders/" + id + "/returns";
    http.post(returns, "{\"lines\": []}").expect(400);
    http.post(returns, "{\"lines\": [{\"line\": 9, \"quantity\": 1}]}").expect(400);
    http.post(returns, "{\"lines\": [{\"line\": 0, \"quantity\": 4}]}").expect(400);
    http.post("/api/orders/nobody/returns", "{\"lines\": [{\"line\": 0, \"quantity\": 1}]}")
        .expect(404);
    http.post("/api/orders/nobody/cancel", "").expect(404);
  }
}
