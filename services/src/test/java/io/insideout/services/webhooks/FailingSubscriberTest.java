package io.insideout.services.webhooks;

import static io.insideout.catalog.OrderState.PAID;
import static io.insideout.catalog.OrderState.REQUESTED;
import static io.insideout.catalog.OrderState.VALIDATED;
import static io.insideout.catalog.Topics.DEAD_LETTERS;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.testkit.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.CloudEvents;
import io.insideout.runtime.log.Redriven;
import io.insideout.services.webhooks.StubSubscriber.Received;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What becomes of events whose subscriber refuses them, is slow, is away, or wants no more.
class FailingSubscriberTest {
  @RegisterExtension private final Shop shop = new Shop();

  @Test
  void anOrderKeepsItsOrderThroughAllThatFails() throws Exception {
    List<Received> taken = new ArrayList<>();
    Pace hasty = new Pace(Shop.QUICK.backoff(), Duration.ofSeconds(1), Duration.ofHours(24));
    int[] ways = {500, StubSubscriber.CUT, 404, StubSubscriber.SILENT, 302, 503};
    try (StubSubscriber subscriber =
            new StubSubscriber()
                .answering(
                    (event, attempt) -> {
                      if (event.orderId().equals("o-1") && attempt <= ways.length) {
                        return ways[attempt - 1];
                      }
                      synchronized (taken) {
                        taken.add(event);
                      }
                      return 200;
                    });
        Desk desk = shop.open(hasty)) {
      JsonNode made = desk.subscribe(subscriber.url());
      String id = made.path("webhookId").asText();
      shop.order("o-1", REQUESTED, VALIDATED);
      shop.order("o-2", REQUESTED, VALIDATED, PAID);
      shop.awaitPassed(id);

      // An answer that came too late for one may have been taken: what counts is the first time.
      assertThat(firstTimes(taken, "o-1")).containsExactly("o-1/1", "o-1/2");
      assertThat(firstTimes(taken, "o-2")).containsExactly("o-2/1", "o-2/2", "o-2/3");
      assertThat(subscriber.of("o-1").stream().filter("o-1/1"::equals).count())
          .isGreaterThan(ways.length);
      assertThat(subscriber.ids("o-1").distinct()).hasSize(2);
      assertThat(subscriber.received())
          .allMatch(event -> event.isSignedBy(made.path("secret").asText()));
      eventually("all is well again", () -> desk.state(id).equals("ACTIVE"));
      assertThat(desk.status(id).path("lastFailure").path("what").asText()).isNotBlank();
    }
  }

  private static List<String> firstTimes(List<Received> taken, String orderId) {
    synchronized (taken) {
      return taken.stream()
          .filter(event -> event.orderId().equals(orderId))
          .map(Received::what)
          .distinct()
          .toList();
    }
  }

  @Test
  void whoIsDeadHoldsUpNobodyAndHasEverythingWhenItComesBack() throws Exception {
    int port;
    try (StubSubscriber gone = new StubSubscriber()) {
      port = gone.port();
    }
    try (StubSubscriber live = new StubSubscriber();
        Desk desk = shop.open()) {
      String ofDead =
          desk.subscribe("http://127.0.0.1:" + port + "/hook").path("webhookId").asText();
      String ofLive = desk.subscribe(live.url()).path("webhookId").asText();
      shop.order("o-1", REQUESTED, VALIDATED, PAID);
      shop.order("o-2", REQUESTED, VALIDATED);
      shop.awaitPassed(ofLive);
      eventually("the dead one is found to be dead", () -> desk.state(ofDead).equals("FAILING"));

      assertThat(live.received()).hasSize(5);
      JsonNode failure = desk.status(ofDead).path("lastFailure");
      assertThat(failure.path("what").asText()).isEqualTo("no connection: Connection refused");
      assertThat(Instant.parse(failure.path("nextAttemptAt").asText()))
          .isAfter(Instant.parse(failure.path("at").asText()));
      assertThat(failure.path("attempt").asInt()).isPositive();
      eventually("all wait", () -> desk.status(ofDead).path("waiting").asInt() == 5);
      assertThat(desk.status(ofDead).path("delivered").asInt()).isZero();
      assertThat(desk.state(ofLive)).isEqualTo("ACTIVE");

      try (StubSubscriber back = new StubSubscriber(port)) {
        shop.awaitPassed(ofDead);
        assertThat(back.of("o-1")).containsExactly("o-1/1", "o-1/2", "o-1/3");
        assertThat(back.of("o-2")).containsExactly("o-2/1", "o-2/2");
        eventually("it is well", () -> desk.state(ofDead).equals("ACTIVE"));
      }
    }
  }

  @Test
  void aLongAbsenceIsHeldInTheLogAndNotInMemory() throws Exception {
    int many = 3_000;
    try (StubSubscriber subscriber = new StubSubscriber().answering((_, _) -> 503);
        Desk desk = shop.open()) {
      String id = desk.subscribe(subscriber.url()).path("webhookId").asText();
      shop.orders("long-", many);
      eventually(
          "as much is read as may be", () -> desk.status(id).path("waiting").asInt() >= 1_000);
      assertThat(desk.status(id).path("waiting").asInt()).isLessThan(1_500);

      subscriber.answering((_, _) -> 200);
      shop.awaitPassed(id);
      Set<String> came = new HashSet<>();
      subscriber.received().forEach(event -> came.add(event.orderId()));
      assertThat(came).hasSize(many);
    }
  }

  @Test
  void whoAnswers410IsTakenAtItsWordUntilItIsWantedAgain() throws Exception {
    try (StubSubscriber subscriber = new StubSubscriber().answering((_, _) -> 410);
        Desk desk = shop.open()) {
      String id = desk.subscribe(subscriber.url()).path("webhookId").asText();
      String path = "/api/webhooks/" + id;
      shop.order("o-1", REQUESTED);
      eventually("it is off", () -> desk.state(id).equals("OFF"));
      assertThat(desk.status(id).path("active").asBoolean()).isFalse();
      assertThat(desk.status(id).path("offBecause").asText()).contains("410");
      shop.order("o-1", REQUESTED, VALIDATED);

      subscriber.answering((_, _) -> 200);
      desk.put(path, "{\"url\": \"%s\"}".formatted(subscriber.url())).expect(200);
      shop.awaitPassed(id);
      assertThat(desk.status(id).has("offBecause")).isFalse();
      assertThat(subscriber.of("o-1")).endsWith("o-1/1", "o-1/1", "o-1/2");
      assertThat(desk.state(id)).isEqualTo("ACTIVE");
    }
  }

  @Test
  void oneEventThatIsRefusedWhileOthersGetThroughIsADeadLetterAfterADay() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    InstantSource clock = now::get;
    try (StubSubscriber subscriber =
            new StubSubscriber().answering((event, _) -> event.what().equals("bad/1") ? 400 : 200);
        Desk desk = shop.open(true, Map.of(), Shop.QUICK, clock)) {
      String id = desk.subscribe(subscriber.url()).path("webhookId").asText();
      shop.order("bad", REQUESTED, VALIDATED);
      shop.order("good", REQUESTED);
      eventually("the good one gets through", () -> subscriber.of("good").size() == 1);
      eventually("the bad one is tried again", () -> subscriber.of("bad").size() > 3);
      assertThat(subscriber.of("bad")).doesNotContain("bad/2");
      assertThat(shop.read(DEAD_LETTERS)).isEmpty();

      now.set(now.get().plus(Duration.ofHours(25)));
      int before = subscriber.of("bad").size();
      eventually("it is tried once more", () -> subscriber.of("bad").size() > before + 2);
      assertThat(shop.read(DEAD_LETTERS)).as("nothing else got through since").isEmpty();

      now.set(now.get().plus(Duration.ofSeconds(1)));
      eventually(
          "others get through until it is set aside",
          () -> {
            now.set(now.get().plusMillis(1));
            shop.order("other-" + now.get().toEpochMilli(), REQUESTED);
            return !shop.read(DEAD_LETTERS).isEmpty();
          });
      shop.awaitPassed(id);

      assertThat(subscriber.of("bad")).endsWith("bad/2");
      ConsumerRecord<byte[], byte[]> letter = shop.read(DEAD_LETTERS).getFirst();
      assertThat(shop.read(DEAD_LETTERS)).hasSize(1);
      assertThat(new String(letter.key(), UTF_8)).isEqualTo("webhooks-" + id + "/orders/0/0");
      assertThat(Causes.text(letter.headers(), Causes.CAUSE)).isEqualTo("orders/0/0");
      assertThat(Causes.text(letter.headers(), CloudEvents.SOURCE)).isEqualTo("/webhooks");

      subscriber.answering((_, _) -> 200);
      sendAgain(id);
      shop.awaitPassed(id);
      assertThat(subscriber.of("bad")).endsWith("bad/2", "bad/1");
      assertThat(subscriber.ids("bad").distinct()).hasSize(2);
    }
  }

  private void sendAgain(String webhookId) throws Exception {
    ConsumerRecord<byte[], byte[]> first = shop.read(ORDERS).getFirst();
    ProducerRecord<byte[], byte[]> again =
        new ProducerRecord<>(
            first.topic(), 0, first.timestamp(), first.key(), first.value(), first.headers());
    Redriven.mark(again.headers(), "orders/0/0", "webhooks-" + webhookId);
    shop.write(again);
  }

  @Test
  void whatIsChangedIsTriedAtOnce() throws Exception {
    Pace slow =
        new Pace(
            new io.insideout.runtime.delivery.Backoff(Duration.ofHours(1), Duration.ofHours(1)),
            Duration.ofSeconds(10),
            Duration.ofHours(24));
    try (StubSubscriber wrong = new StubSubscriber().answering((_, _) -> 404);
        StubSubscriber right = new StubSubscriber();
        Desk desk = shop.open(slow)) {
      String id = desk.subscribe(wrong.url()).path("webhookId").asText();
      shop.order("o-1", REQUESTED, VALIDATED);
      eventually("it fails", () -> desk.state(id).equals("FAILING"));
      desk.put("/api/webhooks/" + id, "{\"url\": \"%s\"}".formatted(right.url())).expect(200);
      shop.awaitPassed(id);

      assertThat(wrong.received()).hasSize(1);
      assertThat(right.of("o-1")).containsExactly("o-1/1", "o-1/2");
    }
  }
}
