package io.insideout.acceptance;

import static io.insideout.acceptance.Log.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.CloudEvents;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every record of the catalogue is a CloudEvent in Kafka's binary mode.
@ExtendWith(OneSystem.class)
class EventsTest {
  private static final List<Topic<?>> WRITTEN =
      List.of(
          Topics.PRODUCTS,
          Topics.STOCK,
          Topics.ORDER_COMMANDS,
          Topics.ORDERS,
          Topics.ORDER_VALIDATIONS,
          Topics.STOCK_RESERVATIONS);

  private final TestSystem system;

  EventsTest(TestSystem system) {
    this.system = system;
  }

  @Test
  void every_record_says_what_it_is_who_wrote_it_and_when_and_has_an_id_of_its_own() {
    system.sell("EVENTS", 10);
    String order =
        system
            .http()
            .place(
                "{\"cardToken\": \"events\", \"lines\": [{\"sku\": \"EVENTS\", \"quantity\": 1}]}");
    assertThat(system.http().settled(order).state()).isEqualTo("VALIDATED");

    for (Topic<?> topic : WRITTEN) {
      List<ConsumerRecord<byte[], byte[]>> records =
          new Log(system.log())
              .read(topic).stream()
                  .filter(record -> List.of(order, "EVENTS").contains(key(record)))
                  .toList();
      assertThat(records).as(topic.name()).isNotEmpty();
      records.forEach(record -> isEvent(record, topic));
      assertThat(records.stream().map(record -> header(record, CloudEvents.ID)))
          .doesNotHaveDuplicates();
    }
  }

  private static void isEvent(ConsumerRecord<byte[], byte[]> record, Topic<?> topic) {
    for (String name :
        List.of(
            CloudEvents.SPEC_VERSION,
            CloudEvents.ID,
            CloudEvents.SOURCE,
            CloudEvents.TYPE,
            CloudEvents.TIME,
            CloudEvents.CONTENT_TYPE)) {
      assertThat(record.headers().headers(name)).as(name).hasSize(1);
    }
    assertThat(header(record, CloudEvents.SPEC_VERSION)).isEqualTo("1.0");
    assertThat(header(record, CloudEvents.TYPE)).isEqualTo(CloudEvents.type(topic));
    assertThat(topic.writers().stream().map(CloudEvents::source))
        .contains(header(record, CloudEvents.SOURCE));
    assertThat(header(record, CloudEvents.TIME))
        .isEqualTo(Instant.ofEpochMilli(record.timestamp()).toString());
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
