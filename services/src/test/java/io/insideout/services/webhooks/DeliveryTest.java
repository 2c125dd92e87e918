package io.insideout.services.webhooks;

import static io.insideout.catalog.OrderState.DELIVERED;
import static io.insideout.catalog.OrderState.PAID;
import static io.insideout.catalog.OrderState.REJECTED;
import static io.insideout.catalog.OrderState.REQUESTED;
import static io.insideout.catalog.OrderState.SHIPPED;
import static io.insideout.catalog.OrderState.VALIDATED;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.testkit.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.CloudEvents;
import io.insideout.runtime.log.Redriven;
import io.insideout.services.webhooks.StubSubscriber.Received;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What subscribers are sent, from a real log over real HTTP.
class DeliveryTest {
  @RegisterExtension private final Shop shop = new Shop();

  @Test
  void everyVersionIsSentSignedAndInOrder() throws Exception {
    try (StubSubscriber subscriber = new StubSubscriber();
        Desk desk = shop.open()) {
      JsonNode made = desk.subscribe(subscriber.url());
      String secret = made.path("secret").asText();
      String id = made.path("webhookId").asText();
      shop.order("o-1", REQUESTED, VALIDATED, PAID, SHIPPED, DELIVERED);
      shop.order("o-2", REQUESTED, REJECTED);
      shop.awaitPassed(id);

      assertThat(subscriber.of("o-1")).containsExactly("o-1/1", "o-1/2", "o-1/3", "o-1/4", "o-1/5");
      assertThat(subscriber.of("o-2")).containsExactly("o-2/1", "o-2/2");
      assertThat(subscriber.received())
          .allSatisfy(
              event -> {
                assertThat(event.isSignedBy(secret)).isTrue();
                assertThat(event.contentType()).isEqualTo("application/json");
                assertThat(Long.parseLong(event.timestamp()))
                    .isCloseTo(
                        System.currentTimeMillis() / 1_000,
                        org.assertj.core.data.Offset.offset(300L));
                assertThat(new String(event.body(), UTF_8)).doesNotContain("card");
              });
      assertThat(subscriber.received().stream().map(Received::id)).doesNotHaveDuplicates();
      List<String> recordIds =
          shop.read(ORDERS).stream()
              .map(record -> String.valueOf(Causes.text(record.headers(), CloudEvents.ID)))
              .toList();
      assertThat(subscriber.received().stream().map(Received::id))
          .containsExactlyInAnyOrderElementsOf(recordIds);
      assertThat(desk.status(id).path("delivered").asInt()).isEqualTo(7);
      eventually("nothing waits", () -> desk.status(id).path("waiting").asInt() == 0);
      assertThat(desk.status(id).path("lastDelivered").path("eventId").asText()).isIn(recordIds);
      assertThat(desk.state(id)).isEqualTo("ACTIVE");
      assertThat(desk.trouble()).isEqualTo("[]");
    }
  }

  @Test
  void onlyStatesThatAreWantedAreSent() throws Exception {
    try (StubSubscriber subscriber = new StubSubscriber();
        Desk desk = shop.open()) {
      String id =
          desk.post(
                  "/api/webhooks",
                  "{\"url\": \"%s\", \"states\": [\"PAID\", \"SHIPPED\"]}"
                      .formatted(subscriber.url()))
              .expect(201)
              .json()
              .path("webhookId")
              .asText();
      shop.order("o-1", REQUESTED, VALIDATED, PAID, SHIPPED, DELIVERED);
      shop.awaitPassed(id);

      assertThat(subscriber.of("o-1")).containsExactly("o-1/3", "o-1/4");
    }
  }

  @Test
  void whoeverWantsItHasItFromTheBeginningAndElseFromTheMomentOfTheAnswer() throws Exception {
    shop.order("before", REQUESTED, REJECTED);
    try (StubSubscriber all = new StubSubscriber();
        StubSubscriber later = new StubSubscriber();
        Desk desk = shop.open()) {
      String ofAll =
          desk.post(
                  "/api/webhooks",
                  "{\"url\": \"%s\", \"from\": \"beginning\"}".formatted(all.url()))
              .expect(201)
              .json()
              .path("webhookId")
              .asText();
      String ofLater = desk.subscribe(later.url()).path("webhookId").asText();
      shop.order("after", REQUESTED);
      shop.awaitPassed(ofAll);
      shop.awaitPassed(ofLater);

      assertThat(all.of("before")).containsExactly("before/1", "before/2");
      assertThat(all.of("after")).containsExactly("after/1");
      assertThat(later.received()).extracting(Received::what).containsExactly("after/1");
    }
  }

  @Test
  void whatComesBeforeAnybodyReadsIsNotLost() throws Exception {
    try (StubSubscriber subscriber = new StubSubscriber()) {
      String id;
      try (Desk desk = shop.open()) {
        id = desk.subscribe(subscriber.url()).path("webhookId").asText();
        // At once, and while nobody is there: wherever the courier is by then.
        shop.order("at-once", REQUESTED);
      }
      shop.order("meanwhile", REQUESTED);
      try (Desk desk = shop.open()) {
        shop.awaitPassed(id);
        assertThat(desk.state(id)).isEqualTo("ACTIVE");
      }
      assertThat(subscriber.ids("at-once").distinct()).hasSize(1);
      assertThat(subscriber.of("meanwhile")).containsExactly("meanwhile/1");
    }
  }

  @Test
  void aRestartGoesOnAndSendsNothingTwice() throws Exception {
    try (StubSubscriber subscriber = new StubSubscriber()) {
      String id;
      String secret;
      try (Desk desk = shop.open()) {
        JsonNode made = desk.subscribe(subscriber.url());
        id = made.path("webhookId").asText();
        secret = made.path("secret").asText();
        shop.order("o-1", REQUESTED, VALIDATED);
        shop.awaitPassed(id);
      }
      shop.order("o-2", REQUESTED);
      try (Desk desk = shop.open()) {
        shop.awaitPassed(id);
        assertThat(desk.get("/api/webhooks/" + id + "/secret").json().path("secret").asText())
            .isEqualTo(secret);
      }
      assertThat(subscriber.received())
          .extracting(Received::what)
          .containsExactly("o-1/1", "o-1/2", "o-2/1");
      assertThat(subscriber.received()).allMatch(event -> event.isSignedBy(secret));
    }
  }

  @Test
  void whatWasTakenAndNotCommittedIsSentAgainUnderTheSameId() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (StubSubscriber subscriber =
        new StubSubscriber()
            .answering(
                (_, attempt) -> {
                  taken.countDown();
                  if (attempt == 1) {
                    // It has the event, and its answer comes when nobody is there to read it.
                    closed.await();
                  }
                  return 200;
                })) {
      String id;
      try (Desk desk = shop.open()) {
        id = desk.subscribe(subscriber.url()).path("webhookId").asText();
        shop.order("o-1", REQUESTED);
        taken.await();
      }
      closed.countDown();
      try (Desk desk = shop.open()) {
        shop.awaitPassed(id);
        assertThat(desk.status(id).path("delivered").asInt()).isEqualTo(1);
      }
      assertThat(subscriber.of("o-1")).containsExactly("o-1/1", "o-1/1");
      assertThat(subscriber.ids("o-1").distinct()).hasSize(1);
    }
  }

  @Test
  void whatIsOfNoUseIsPassedOver() throws Exception {
    try (StubSubscriber subscriber = new StubSubscriber();
        Desk desk = shop.open()) {
      String id = desk.subscribe(subscriber.url()).path("webhookId").asText();
      byte[] nonsense = {1, 2, 3};
      shop.write(new ProducerRecord<>(ORDERS.name(), 0, "o-1".getBytes(UTF_8), nonsense));
      shop.write(new ProducerRecord<>(ORDERS.name(), 0, "o-1".getBytes(UTF_8), null));
      shop.order("o-1", REQUESTED);
      shop.awaitPassed(id);

      assertThat(subscriber.of("o-1")).containsExactly("o-1/1");
      assertThat(desk.trouble()).isEqualTo("[]");
    }
  }

  @Test
  void whatIsSentAgainGoesToWhomItIsMeantForAlone() throws Exception {
    try (StubSubscriber one = new StubSubscriber();
        StubSubscriber other = new StubSubscriber();
        Desk desk = shop.open()) {
      String ofOne = desk.subscribe(one.url()).path("webhookId").asText();
      String ofOther = desk.subscribe(other.url()).path("webhookId").asText();
      shop.order("o-1", REQUESTED);
      ConsumerRecord<byte[], byte[]> first = shop.read(ORDERS).getLast();
      for (String addressee : List.of("inventory", Courier.group(ofOne))) {
        ProducerRecord<byte[], byte[]> again =
            new ProducerRecord<>(
                first.topic(), 0, first.timestamp(), first.key(), first.value(), first.headers());
        Redriven.mark(again.headers(), "orders/0/" + first.offset(), addressee);
        shop.write(again);
      }
      shop.awaitPassed(ofOne);
      shop.awaitPassed(ofOther);

      assertThat(one.of("o-1")).containsExactly("o-1/1", "o-1/1");
      assertThat(one.ids("o-1").distinct()).hasSize(1);
      assertThat(other.of("o-1")).containsExactly("o-1/1");
    }
  }

  @Test
  void manyOrdersGoSideBySide() throws Exception {
    CountDownLatch together = new CountDownLatch(16);
    try (StubSubscriber subscriber =
            new StubSubscriber()
                .answering(
                    (_, _) -> {
                      // Nobody is answered before all of them are here.
                      together.countDown();
                      together.await();
                      return 200;
                    });
        Desk desk = shop.open()) {
      String id = desk.subscribe(subscriber.url()).path("webhookId").asText();
      shop.orders("side-", 200);
      shop.awaitPassed(id);
      eventually("all have come", () -> subscriber.received().size() == 200);
    }
  }
}
