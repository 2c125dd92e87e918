package io.insideout.services.payments;

import static io.insideout.testkit.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.broker.EmbeddedBroker;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Part;
import io.insideout.runtime.Secret;
import io.insideout.runtime.Service.Assembled;
import io.insideout.runtime.http.HttpDoor;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsSettings;
import io.insideout.testkit.OrderFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole service on a real log, seen through its door.
class PaymentsTest {
  private static final Secret SECRET = new Secret("TEST", "whsec_test");
  private static final String HELD =
      """
      {"id": "evt_1", "type": "payment_intent.amount_capturable_updated", "created": 1767225600,
       "data": {"object": {"id": "pi_1", "amount": 1000, "currency": "gbp",
         "metadata": {"order_id": "told", "request_id": "told/authorize"}}}}""";

  @TempDir private Path directory;

  @Test
  void paymentsFollowTheirOrdersWhateverTheProviderDoes() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker(directory.resolve("log"), 0)) {
      broker.start();
      LogClient log = LogClient.at(broker.bootstrapServers());
      try (Admin admin = log.admin()) {
        new LogTopics(admin).agreeWith(Topics.all(), _ -> 1);
      }
      Schemas schemas = Schemas.inMemory();
      try (Publisher publisher = new Publisher(log, schemas, "test")) {
        Assembled service =
            new PaymentsService("simulated", Map.of(PaymentsAssembly.WEBHOOK_SECRET, SECRET.text()))
                .assemble(environment(log, schemas, publisher));
        try (HttpDoor door = new HttpDoor("127.0.0.1", 0, service.routes());
            HttpClient http = HttpClient.newHttpClient()) {
          for (Part part : service.parts()) {
            part.start();
          }
          door.start();
          follow(new Door(door.url(), http), publisher);
        } finally {
          service.parts().reversed().forEach(Part::close);
        }
      }
    }
  }

  private static void follow(Door door, Publisher publisher) throws Exception {
    write(publisher, order("slow", "tok-timeout", OrderState.VALIDATED, 0, 0));
    write(publisher, order("bad", "tok-decline", OrderState.VALIDATED, 0, 0));
    write(publisher, order("twice", "tok-twice", OrderState.VALIDATED, 0, 0));
    write(publisher, order("gone", "tok-silent", OrderState.VALIDATED, 0, 0));
    write(publisher, order("gone", "tok-silent", OrderState.EXPIRED, 0, 0));
    write(publisher, order("back", "card-1", OrderState.VALIDATED, 0, 0));
    write(publisher, order("back", "card-1", OrderState.RETURNED, 1_000, 400));
    write(publisher, order("told", "tok-silent", OrderState.VALIDATED, 0, 0));

    door.awaits("slow", "\"state\":\"AUTHORIZED\"");
    door.awaits("bad", "\"state\":\"DECLINED\"");
    door.awaits("twice", "\"state\":\"AUTHORIZED\"");
    door.awaits("gone", "\"state\":\"VOIDED\"");
    door.awaits("back", "\"capturedMinor\":1000,\"refundedMinor\":400");
    assertThat(door.payment("told").statusCode()).isEqualTo(404);
    assertThat(door.tell(HELD, "t=1,v1=00").statusCode()).isEqualTo(400);
    assertThat(door.payment("told").statusCode()).isEqualTo(404);

    assertThat(door.tell(HELD, signed()).statusCode()).isEqualTo(200);
    assertThat(door.tell(HELD, signed()).statusCode()).isEqualTo(200);
    door.awaits("told", "\"version\":1,\"state\":\"AUTHORIZED\"");
    write(publisher, order("told", "tok-silent", OrderState.CANCELLED, 0, 0));
    door.awaits("told", "\"version\":2,\"state\":\"VOIDED\"");
    assertThat(door.payment("twice").body()).contains("\"version\":1");
  }

  private Environment environment(LogClient log, Schemas schemas, Publisher publisher) {
    return new Environment(
        log,
        schemas,
        publisher,
        new StreamsSettings(directory.resolve("state"), "one", 5, 1, _ -> 1),
        directory.resolve("views"),
        directory);
  }

  private static Order order(
      String orderId, String token, OrderState state, long chargeMinor, long refundMinor) {
    return Order.newBuilder(OrderFixture.order(orderId).card(token).total(1_000).version(2, state))
        .setChargeMinor(chargeMinor)
        .setRefundMinor(refundMinor)
        .build();
  }

  private static void write(Publisher publisher, Order order) throws Exception {
    var _ =
        publisher
            .publish(
                Topics.ORDERS,
                order.getOrderId(),
                order,
                System.currentTimeMillis(),
                Traceparent.random())
            .get();
  }

  private static String signed() {
    long seconds = System.currentTimeMillis() / 1_000;
    byte[] digest = Signature.digest(seconds, HELD.getBytes(UTF_8), SECRET);
    return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(digest);
  }

  private record Door(URI url, HttpClient http) {
    HttpResponse<String> payment(String orderId) {
      return send(HttpRequest.newBuilder(url.resolve("/api/payments/" + orderId)).build());
    }

    HttpResponse<String> tell(String event, String signature) {
      return send(
          HttpRequest.newBuilder(url.resolve("/api/payments/webhook"))
              .header("Stripe-Signature", signature)
              .POST(BodyPublishers.ofString(event))
              .build());
    }

    void awaits(String orderId, String part) {
      eventually(orderId + " has " + part, () -> payment(orderId).body().contains(part));
    }

    private HttpResponse<String> send(HttpRequest request) {
      try {
        return http.send(request, BodyHandlers.ofString());
      } catch (IOException | InterruptedException e) {
        throw new AssertionError("no answer from the door", e);
      }
    }
  }
}
