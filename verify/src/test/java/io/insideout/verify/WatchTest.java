package io.insideout.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.PlaceOrder;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.schema.Schemas;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A watch sees what is wrong when it goes wrong.
class WatchTest {
  private static final List<OrderLine> LINES = List.of(new OrderLine("A", 1, 10_000L));

  private final Schemas schemas = Schemas.inMemory();
  private final Map<String, Long> ends = new HashMap<>();

  @Test
  void what_is_on_its_way_is_no_violation_until_nothing_is_left_to_do() {
    Watch watch = new Watch(schemas, List.of("o-1"));
    watch.accept(command());
    assertThat(watch.look()).isEmpty();
    watch.accept(version(1, OrderState.REQUESTED, "order-commands/0/0"));
    assertThat(watch.look()).isEmpty();

    Report report = watch.finish(Quiet.yes("the test is over"));
    assertThat(report.law('A').holds()).isTrue();
    assertThat(report.law('B').first())
        .extracting(Violation::sentence)
        .singleElement()
        .asString()
        .contains("hangs");
  }

  @Test
  void a_decision_without_answers_is_seen_at_once() {
    Watch watch = new Watch(schemas, List.of());
    watch.accept(command());
    watch.accept(version(1, OrderState.REQUESTED, "order-commands/0/0"));
    watch.accept(version(2, OrderState.VALIDATED, "order-validations/0/0"));

    assertThat(watch.look()).extracting(Violation::law).contains('C', 'D', 'O');
  }

  @Test
  void an_order_is_looked_at_when_something_came_of_it() {
    Watch watch = new Watch(schemas, List.of());
    watch.accept(version(2, OrderState.REQUESTED, null));

    assertThat(watch.look()).extracting(Violation::law).contains('A', 'B');
    assertThat(watch.look()).isEmpty();
  }

  private ConsumerRecord<byte[], byte[]> command() {
    PlaceOrder place = new PlaceOrder("c-1", "card-1", "GBP", LINES, 0L, "Norway");
    return record(Topics.ORDER_COMMANDS, new OrderCommand("o-1", "fp", place), null);
  }

  private ConsumerRecord<byte[], byte[]> version(
      int version, OrderState state, @Nullable String cause) {
    return record(
        Topics.ORDERS,
        new Order(
            "o-1", version, state, "c-1", "card-1", "GBP", LINES, 1L, 0L, "fp", List.of(), false,
            List.of(), List.of(), List.of(), 0L, 0L, List.of(), "Norway"),
        cause);
  }

  private <V extends SpecificRecord> ConsumerRecord<byte[], byte[]> record(
      Topic<V> topic, V value, @Nullable String cause) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            topic.name(),
            0,
            ends.merge(topic.name(), 1L, Long::sum) - 1,
            "o-1".getBytes(UTF_8),
            schemas.serde(topic).serializer().serialize(topic.name(), value));
    if (cause != null) {
      record.headers().add(Causes.CAUSE, cause.getBytes(UTF_8));
    }
    return record;
  }
}
