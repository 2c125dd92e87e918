package io.insideout.services.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderReturn;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Parcel;
import io.insideout.catalog.ReturnLine;
import io.insideout.catalog.ReturnState;
import io.insideout.runtime.log.CloudEvents;
import io.insideout.testkit.OrderFixture;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderEventTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Envelope event(Order order, @Nullable String id) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            "orders",
            0,
            7,
            1_767_225_600_123L,
            TimestampType.CREATE_TIME,
            0,
            0,
            new byte[0],
            new byte[0],
            new org.apache.kafka.common.header.internals.RecordHeaders(),
            java.util.Optional.empty());
    if (id != null) {
      record.headers().add(CloudEvents.ID, id.getBytes(UTF_8));
    }
    return OrderEvent.of(record, order);
  }

  private static JsonNode json(Order order) throws Exception {
    return JSON.readTree(event(order, null).body());
  }

  @Test
  void itIsTheWholeOrderButTheCard() throws Exception {
    Order order =
        Order.newBuilder(
                OrderFixture.order("o-1")
                    .card("tok-secret-4242")
                    .line("TEA", 3, 2_505_000L)
                    .line("CUP", 1, null)
                    .version(5, OrderState.RETURNED, "changed my mind"))
            .setCancelAsked(true)
            .setParcels(List.of(new Parcel("o-1-1", true)))
            .setShippedQuantities(List.of(3, 1))
            .setReturnedQuantities(List.of(2))
            .setChargeMinor(752L)
            .setRefundMinor(501L)
            .setReturns(
                List.of(
                    new OrderReturn(
                        "r-1", List.of(new ReturnLine(0, 2)), ReturnState.ACCEPTED, "too much")))
            .build();
    JsonNode event = json(order);

    assertThat(event.path("type").asText()).isEqualTo("order.returned");
    assertThat(event.path("timestamp").asText()).isEqualTo("2026-01-01T00:00:00.123Z");
    assertThat(event.path("data"))
        .isEqualTo(
            JSON.readTree(
                """
                {"orderId": "o-1", "version": 5, "state": "RETURNED", "customerId": "c-1",
                 "currency": "GBP", "totalMinor": %d, "chargeMinor": 752, "refundMinor": 501,
                 "placedAt": "2026-01-01T00:00:00Z",
                 "lines": [{"sku": "TEA", "quantity": 3, "unitPrice": "2.505", "shipped": 3, "returned": 2},
                           {"sku": "CUP", "quantity": 1, "shipped": 1, "returned": 0}],
                 "reasons": ["changed my mind"], "cancelAsked": true,
                 "parcels": [{"shipmentId": "o-1-1", "delivered": true}],
                 "returns": [{"returnId": "r-1", "state": "ACCEPTED",
                              "lines": [{"line": 0, "quantity": 2}], "reason": "too much"}]}"""
                    .formatted(order.getTotalMinor())));
    assertThat(new String(event(order, null).body(), UTF_8)).doesNotContain("4242");
  }

  @ParameterizedTest
  @EnumSource(OrderState.class)
  void everyStateHasItsType(OrderState state) throws Exception {
    assertThat(json(OrderFixture.order("o-1").version(2, state)).path("type").asText())
        .isEqualTo("order." + state.name().toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void whateverStandsInAnOrderIsAText() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      String hostile =
          random
              .ints(random.nextInt(40), 0, 0x11_0000)
              .filter(c -> c < 0xd800 || c > 0xdfff)
              .map(c -> random.nextInt(3) == 0 ? "\"\\{}\u0000\u2028\n</".charAt(c % 9) : c)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      Order order =
          OrderFixture.order(hostile)
              .customer(hostile)
              .line(hostile, 1, Long.MAX_VALUE)
              .total(Long.MIN_VALUE)
              .version(Integer.MAX_VALUE, OrderState.REJECTED, hostile);
      JsonNode data = json(order).path("data");

      assertThat(data.path("orderId").asText()).as("seed %d", seed).isEqualTo(hostile);
      assertThat(data.path("customerId").asText()).as("seed %d", seed).isEqualTo(hostile);
      assertThat(data.at("/lines/0/sku").asText()).as("seed %d", seed).isEqualTo(hostile);
      assertThat(data.at("/reasons/0").asText()).as("seed %d", seed).isEqualTo(hostile);
      assertThat(event(order, hostile).eventId())
          .as("seed %d", seed)
          .matches("[A-Za-z0-9_=%*+/-]+");
    }
  }

  @Test
  void itsIdIsTheRecordsOwn() {
    Order order = OrderFixture.order("o-1").version(3, OrderState.PAID);

    assertThat(event(order, "4k3Qh0VfX2l-b0pC").eventId()).isEqualTo("4k3Qh0VfX2l-b0pC");
    assertThat(event(order, null).eventId()).isEqualTo("o-1/3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a b", "a\r\nwebhook-id: b", "\u00e9", "a/b"})
  void anIdThatCouldBeTakenForMoreIsNone(String id) {
    Order order = OrderFixture.order("o.1/\r\n").version(3, OrderState.PAID);

    assertThat(event(order, id).eventId()).isEqualTo("o%2E1%2F%0D%0A/3");
  }
}
