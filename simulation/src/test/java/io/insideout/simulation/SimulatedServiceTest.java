package io.insideout.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.PlaceOrder;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Schemas;
import io.insideout.services.Services;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/// The simulated log and its tasks are what they stand for.
class SimulatedServiceTest {
  private final Schemas schemas = Schemas.inMemory();
  private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();
  private final SimulatedLog log = new SimulatedLog(Topic::partitions, seen::add);
  private final SimulatedService orders = service("orders");
  private final SimulatedService inventory = service("inventory");

  @Test
  void nothingOfATransactionIsSeenBeforeItsCommit() {
    place("order-1");
    Cluster.Reading reading = onlyBehind(orders);
    reading.task().takeNext(reading.partition());

    assertThat(topics()).containsExactly("order-commands");

    reading.task().commit();
    assertThat(topics())
        .containsExactlyInAnyOrder("order-commands", "orders", "orders-current-changelog");
    assertThat(orders.isBehind(reading.input())).isFalse();
  }

  @Test
  void whatAKilledTaskHadNotCommittedIsDoneAgainAndOnce() {
    place("order-1");
    Cluster.Reading reading = onlyBehind(orders);
    reading.task().takeNext(reading.partition());
    orders.kill(reading.input().task());

    assertThat(topics()).containsExactly("order-commands");
    assertThat(orders.isBehind(reading.input())).isTrue();

    reading.task().takeNext(reading.partition());
    reading.task().commit();
    assertThat(topics()).containsOnlyOnce("orders");
  }

  @Test
  void aTaskThatBeginsAnewKnowsWhatItHadCommitted() {
    place("order-1");
    Cluster.Reading reading = onlyBehind(orders);
    reading.task().takeNext(reading.partition());
    reading.task().commit();
    orders.kill();
    place("order-1");
    reading.task().takeNext(reading.partition());
    reading.task().commit();

    assertThat(topics()).containsOnlyOnce("orders");
  }

  @Test
  void whatAServiceSendsAroundGoesOverTheLogToThePartitionThatItBelongsTo() {
    place("order-1");
    Cluster.Reading placing = onlyBehind(orders);
    placing.task().takeNext(placing.partition());
    placing.task().commit();
    Cluster.Reading splitting = onlyBehind(inventory);
    splitting.task().takeNext(splitting.partition());
    splitting.task().commit();

    Cluster.Reading reserving = onlyBehind(inventory);
    assertThat(reserving.partition().topic()).isEqualTo("inventory-stock-requests-repartition");
    reserving.task().takeNext(reserving.partition());
    reserving.task().commit();
    ConsumerRecord<byte[], byte[]> answer =
        seen.stream()
            .filter(record -> record.topic().equals("order-validations"))
            .findFirst()
            .orElseThrow();
    assertThat(new String(answer.headers().lastHeader("cause").value(), StandardCharsets.UTF_8))
        .as("the detour is no cause")
        .isEqualTo("orders/%d/0".formatted(splitting.partition().partition()));
  }

  private SimulatedService service(String name) {
    return Services.topologies().stream()
        .filter(service -> service.name().equals(name))
        .map(service -> new SimulatedService(service, schemas, log, new VirtualTime(0)))
        .findFirst()
        .orElseThrow();
  }

  private static Cluster.Reading onlyBehind(SimulatedService service) {
    List<Cluster.Reading> behind = new Cluster(List.of(service)).behind();
    assertThat(behind).hasSize(1);
    return behind.getFirst();
  }

  private List<String> topics() {
    return seen.stream().map(ConsumerRecord::topic).toList();
  }

  private void place(String orderId) {
    OrderCommand command =
        new OrderCommand(
            orderId,
            "fingerprint",
            new PlaceOrder(
                "customer-1",
                "card-1",
                "GBP",
                List.of(new OrderLine("sku-1", 1, 1_000_000L)),
                0L,
                "Norway"));
    var _ =
        log.append(
            new ProducerRecord<>(
                Topics.ORDER_COMMANDS.name(),
                null,
                0L,
                orderId.getBytes(StandardCharsets.UTF_8),
                schemas
                    .serde(Topics.ORDER_COMMANDS)
                    .serializer()
                    .serialize(Topics.ORDER_COMMANDS.name(), command)));
  }
}
