package io.insideout.services.webhooks;

import static io.insideout.catalog.OrderState.PAID;
import static io.insideout.catalog.OrderState.REQUESTED;
import static io.insideout.catalog.OrderState.VALIDATED;
import static io.insideout.catalog.Topics.WEBHOOKS;
import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.catalog.Webhook;
import io.insideout.services.webhooks.StubSubscriber.Received;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Subscriptions over HTTP: made, changed, read and deleted, and what their deliveries make of it.
class SubscriptionTest {
  private static final String PATH = "/api/webhooks";

  @RegisterExtension private final Shop shop = new Shop();

  private static String body(String url) {
    return "{\"url\": \"" + url + "\"}";
  }

  private static String id(JsonNode webhook) {
    return webhook.path("webhookId").asText();
  }

  @Test
  void oneIsMadeReadListedChangedAndDeleted() throws Exception {
    try (StubSubscriber subscriber = new StubSubscriber();
        Desk desk = shop.open()) {
      JsonNode made =
          desk.post(
                  PATH,
                  "{\"url\": \"%s\", \"states\": [\"PAID\"], \"description\": \"the shop\"}"
                      .formatted(subscriber.url()))
              .expect(201)
              .json();
      String path = PATH + "/" + id(made);
      JsonNode read = desk.get(path).expect(200).json();

      assertThat(made.path("secret").asText()).startsWith("whsec_");
      assertThat(read.has("secret")).isFalse();
      assertThat(read.path("url").asText()).isEqualTo(subscriber.url());
      assertThat(read.path("states").toString()).isEqualTo("[\"PAID\"]");
      assertThat(read.path("description").asText()).isEqualTo("the shop");
      assertThat(read.path("active").asBoolean()).isTrue();
      assertThat(read.path("state").asText()).isEqualTo("ACTIVE");
      assertThat(read.path("log").asText()).isEqualTo("webhooks/0/0");
      assertThat(desk.get(PATH).expect(200).json().path("items")).hasSize(1);

      desk.put(path, "{\"url\": \"%s\", \"active\": false}".formatted(subscriber.url()))
          .expect(200);
      assertThat(desk.state(id(made))).isEqualTo("OFF");
      assertThat(desk.status(id(made)).path("states")).isEmpty();
      assertThat(desk.status(id(made)).has("description")).isFalse();
      shop.order("o-1", REQUESTED);

      desk.delete(path).expect(204);
      desk.get(path).expect(404);
      desk.delete(path).expect(404);
      desk.put(path, body(subscriber.url())).expect(404);
      desk.post(path + "/rotate", "").expect(404);
      desk.post(path + "/test", "").expect(404);
      desk.get(path + "/secret").expect(404);
      assertThat(desk.get(PATH).json().path("items")).isEmpty();
      assertThat(subscriber.received()).isEmpty();
    }
  }

  @Test
  void aListGoesOnWhereItEnded() throws Exception {
    try (Desk desk = shop.open()) {
      Set<String> made = new TreeSet<>();
      for (int i = 0; i < 5; i++) {
        made.add(id(desk.subscribe("http://127.0.0.1:1/" + i)));
      }
      Set<String> listed = new TreeSet<>();
      String cursor = "";
      for (int pages = 0; pages < 3; pages++) {
        JsonNode page = desk.get(PATH + "?limit=2" + cursor).expect(200).json();
        page.path("items").forEach(item -> listed.add(id(item)));
        cursor = "&cursor=" + page.path("nextCursor").asText();
      }
      assertThat(listed).isEqualTo(made);
      desk.get(PATH + "?cursor=nonsense").expect(400);
      desk.get(PATH + "?limit=0").expect(400);
      desk.get(PATH + "?state=OFF").expect(400);
    }
  }

  @Test
  void theSameKeyMakesTheSameOneAlsoAfterARestart() throws Exception {
    String body = body("http://127.0.0.1:1/");
    String first;
    try (Desk desk = shop.open()) {
      JsonNode made = desk.post(PATH, body, "Idempotency-Key", "k").expect(201).json();
      JsonNode again = desk.post(PATH, body, "Idempotency-Key", "k").expect(201).json();
      first = id(made);
      assertThat(id(again)).isEqualTo(first);
      assertThat(again.path("secret")).isEqualTo(made.path("secret"));
      desk.post(PATH, body("http://127.0.0.1:2/"), "Idempotency-Key", "k").expect(409);
      desk.post(PATH, body, "Idempotency-Key", "two words").expect(400);
    }
    try (Desk desk = shop.open()) {
      assertThat(id(desk.post(PATH, body, "Idempotency-Key", "k").expect(201).json()))
          .isEqualTo(first);
      assertThat(id(desk.post(PATH, body, "Idempotency-Key", "other").expect(201).json()))
          .isNotEqualTo(first);
      desk.delete(PATH + "/" + first).expect(204);
      assertThat(id(desk.post(PATH, body, "Idempotency-Key", "k").expect(201).json()))
          .as("a position of the former one is not taken over")
          .isNotEqualTo(first);
    }
  }

  @Test
  void thereAreSoManyAndNoMore() throws Exception {
    for (int i = 0; i < WebhookDesk.MOST; i++) {
      Webhook row =
          WebhookRow.off(
              WebhookRow.made(
                  new WebhookDesk.Asked(
                      new WebhookRequest("http://127.0.0.1:1/", null, null).check(),
                      false,
                      null,
                      "f"),
                  "0",
                  List.of(),
                  Instant.ofEpochSecond(i)),
              null,
              List.of());
      shop.write(WEBHOOKS, row.getWebhookId(), row);
    }
    try (Desk desk = shop.open()) {
      assertThat(desk.post(PATH, body("http://127.0.0.1:1/")).expect(409).body())
          .contains("there are 100 webhooks");
      String one =
          desk.get(PATH + "?limit=1").json().path("items").path(0).path("webhookId").asText();
      desk.delete(PATH + "/" + one).expect(204);
      desk.post(PATH, body("http://127.0.0.1:1/")).expect(201);
    }
  }

  @Test
  void anEventThatTellsOfNothingIsSentToTry() throws Exception {
    try (StubSubscriber subscriber = new StubSubscriber();
        Desk desk = shop.open()) {
      JsonNode made = desk.subscribe(subscriber.url());
      String path = PATH + "/" + id(made) + "/test";
      JsonNode tested = desk.post(path, "").expect(200).json();
      Received event = subscriber.received().getFirst();

      assertThat(tested.path("delivered").asBoolean()).isTrue();
      assertThat(tested.path("what").asText()).isEqualTo("it answers 200");
      assertThat(event.id()).isEqualTo(tested.path("eventId").asText());
      assertThat(event.json().path("type").asText()).isEqualTo("webhook.test");
      assertThat(event.json().at("/data/webhookId").asText()).isEqualTo(id(made));
      assertThat(event.isSignedBy(made.path("secret").asText())).isTrue();

      subscriber.answering((_, _) -> 410);
      tested = desk.post(path, "").expect(200).json();
      assertThat(tested.path("delivered").asBoolean()).isFalse();
      assertThat(desk.state(id(made))).as("it was only tried").isEqualTo("ACTIVE");
    }
  }

  @Test
  void itGoesOnWhereItStoodWhenItWasSwitchedOff() throws Exception {
    try (StubSubscriber subscriber = new StubSubscriber();
        Desk desk = shop.open()) {
      String id = id(desk.subscribe(subscriber.url()));
      String path = PATH + "/" + id;
      shop.order("o-1", REQUESTED, VALIDATED);
      shop.awaitPassed(id);
      desk.put(path, "{\"url\": \"%s\", \"active\": false}".formatted(subscriber.url()))
          .expect(200);
      assertThat(shop.webhooks().getLast().getBegins()).containsExactly(shop.position(id));
      shop.order("o-2", REQUESTED, VALIDATED, PAID);
      assertThat(subscriber.of("o-2")).isEmpty();

      desk.put(path, body(subscriber.url())).expect(200);
      shop.awaitPassed(id);
      assertThat(subscriber.of("o-1")).containsExactly("o-1/1", "o-1/2");
      assertThat(subscriber.of("o-2")).containsExactly("o-2/1", "o-2/2", "o-2/3");
    }
  }

  @Test
  void nothingInsideIsWithinReachUnlessThatIsWanted() throws Exception {
    try (StubSubscriber subscriber = new StubSubscriber()) {
      String id;
      try (Desk open = shop.open()) {
        id = id(open.subscribe(subscriber.url()));
        for (String never :
            List.of(
                "http://169.254.169.254/latest",
                "http://0.0.0.0/",
                "http://[fe80::1]/",
                "http://224.0.0.1/")) {
          refused(open, never);
        }
      }
      try (Desk closed = shop.open(false, Map.of(), Shop.QUICK, InstantSource.system())) {
        for (String inside :
            List.of(
                subscriber.url(),
                "http://localhost:1/",
                "http://2130706433/",
                "http://[::1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://10.0.0.1/",
                "http://192.168.0.1/",
                "http://172.16.0.1/",
                "http://100.64.0.1/",
                "https://[fd00::1]/",
                "http://169.254.169.254/")) {
          refused(closed, inside);
          assertThat(closed.put(PATH + "/" + id, body(inside)).expect(400).body()).contains("url");
        }
        shop.order("o-1", REQUESTED);
        eventually("what was let in before is told", () -> closed.state(id).equals("FAILING"));
        assertThat(closed.status(id).path("lastFailure").path("what").asText())
            .startsWith("its host leads to a private address");
        assertThat(closed.post(PATH + "/" + id + "/test", "").json().path("delivered").asBoolean())
            .isFalse();
        assertThat(subscriber.received()).isEmpty();
      }
    }
  }

  private static void refused(Desk desk, String url) {
    assertThat(desk.post(PATH, body(url)).expect(400).body())
        .contains("\"field\":\"url\"", "leads to");
  }
}
