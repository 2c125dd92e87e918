package io.insideout.services.webhooks;

import static io.insideout.catalog.OrderState.PAID;
import static io.insideout.catalog.Topics.WEBHOOKS;
import static io.insideout.testkit.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The service while its view stumbles over a record, and when it goes on.
class StumblingViewTest {
  private static final String PATH = "/api/webhooks";

  @RegisterExtension private final Shop shop = new Shop();

  @Test
  void nothingIsToldMeanwhileAndAfterwardsAllGoesOn() throws Exception {
    try (StubSubscriber first = new StubSubscriber();
        StubSubscriber second = new StubSubscriber();
        Desk desk = shop.open()) {
      String id = desk.subscribe(first.url()).path("webhookId").asText();
      shop.registry().breakDown("the registry has a bug");
      shop.write(ofNobodysSchema());
      eventually("the view has stumbled", () -> desk.trouble().contains("the registry has a bug"));

      desk.get(PATH + "/" + id).expect(503);
      desk.get(PATH).expect(503);
      desk.post(PATH, "{\"url\": \"%s\"}".formatted(second.url())).expect(503);
      shop.order("o-1", PAID);
      eventually("who had subscribed before is told", () -> first.received().size() == 1);

      shop.registry().mend();
      eventually("the view has caught up", () -> desk.trouble().equals("[]"));
      desk.get(PATH + "/" + id).expect(200);
      desk.subscribe(second.url());
      shop.order("o-2", PAID);
      eventually("who subscribes now is told", () -> !second.received().isEmpty());
      assertThat(desk.trouble()).isEqualTo("[]");
    }
  }

  private static ProducerRecord<byte[], byte[]> ofNobodysSchema() {
    byte[] value = ByteBuffer.allocate(6).put((byte) 0).putInt(4_711).put((byte) 2).array();
    return new ProducerRecord<>(WEBHOOKS.name(), "wh-strange".getBytes(UTF_8), value);
  }
}
