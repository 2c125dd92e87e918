package io.insideout.services.webhooks;

import static io.insideout.catalog.OrderState.REQUESTED;
import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A subscription's secret when it is replaced, or the one that it was derived from is lost.
class RotationTest {
  private static final String PATH = "/api/webhooks";

  @RegisterExtension private final Shop shop = new Shop();

  private static String id(JsonNode webhook) {
    return webhook.path("webhookId").asText();
  }

  @Test
  void aSecretIsReplacedWithoutAGap() throws Exception {
    // What is to come is not taken by the log.
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now().minus(Duration.ofHours(26)));
    InstantSource clock = now::get;
    try (StubSubscriber subscriber = new StubSubscriber();
        Desk desk = shop.open(true, Map.of(), Shop.QUICK, clock)) {
      JsonNode made = desk.subscribe(subscriber.url());
      String id = id(made);
      String path = PATH + "/" + id;
      String former = made.path("secret").asText();
      String newer = desk.post(path + "/rotate", "").expect(200).json().path("secret").asText();
      assertThat(newer).startsWith("whsec_").isNotEqualTo(former);
      assertThat(desk.get(path + "/secret").json().path("secret").asText()).isEqualTo(newer);
      assertThat(desk.post(path + "/rotate", "").expect(409).body()).contains("24 hours");
      assertThat(desk.status(id).path("secretVersion").asInt()).isEqualTo(2);

      shop.order("o-1", REQUESTED);
      eventually("it comes", () -> subscriber.of("o-1").size() == 1);
      assertThat(subscriber.received().getFirst().isSignedBy(former)).isTrue();
      assertThat(subscriber.received().getFirst().isSignedBy(newer)).isTrue();

      now.set(now.get().plus(Duration.ofHours(25)));
      shop.order("o-2", REQUESTED);
      eventually("it comes", () -> subscriber.of("o-2").size() == 1);
      assertThat(subscriber.received().getLast().isSignedBy(former)).isFalse();
      assertThat(subscriber.received().getLast().isSignedBy(newer)).isTrue();
      desk.post(path + "/rotate", "").expect(200);
    }
  }

  @Test
  void nothingIsSignedByAnotherMasterSecret() throws Exception {
    try (StubSubscriber subscriber = new StubSubscriber()) {
      String id;
      String former;
      try (Desk desk = shop.open()) {
        JsonNode made = desk.subscribe(subscriber.url());
        id = id(made);
        former = made.path("secret").asText();
      }
      Files.delete(shop.directory().resolve("webhook-secret"));
      try (Desk desk = shop.open()) {
        shop.order("o-1", REQUESTED);
        eventually("it is told", () -> desk.state(id).equals("FAILING"));
        assertThat(desk.status(id).path("lastFailure").path("what").asText())
            .contains("another master secret");
        desk.get(PATH + "/" + id + "/secret").expect(409);
        desk.post(PATH + "/" + id + "/test", "").expect(409);
        assertThat(subscriber.received()).isEmpty();

        String newer =
            desk.post(PATH + "/" + id + "/rotate", "").expect(200).json().path("secret").asText();
        shop.awaitPassed(id);
        assertThat(subscriber.of("o-1")).containsExactly("o-1/1");
        assertThat(subscriber.received().getFirst().isSignedBy(newer)).isTrue();
        assertThat(subscriber.received().getFirst().isSignedBy(former)).isFalse();
        assertThat(desk.state(id)).isEqualTo("ACTIVE");
      }
    }
  }
}
