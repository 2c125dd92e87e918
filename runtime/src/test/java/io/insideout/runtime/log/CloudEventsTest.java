package io.insideout.runtime.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class CloudEventsTest {
  private static final byte[] KEY = "o-1".getBytes(UTF_8);

  @Test
  void a_record_of_the_catalogue_is_an_event_of_version_one() {
    Headers headers = stamped("orders", "value", "order-commands/0/7").headers();

    assertThat(Causes.text(headers, CloudEvents.SPEC_VERSION)).isEqualTo("1.0");
    assertThat(Causes.text(headers, CloudEvents.SOURCE)).isEqualTo("/orders");
    assertThat(Causes.text(headers, CloudEvents.TYPE)).isEqualTo("io.insideout.Order");
    assertThat(Causes.text(headers, CloudEvents.TIME)).isEqualTo("2010-12-06T00:00:00Z");
    assertThat(Causes.text(headers, CloudEvents.CONTENT_TYPE)).isEqualTo("avro/binary");
    assertThat(id(headers)).matches("[A-Za-z0-9_-]{16}");
  }

  @Test
  void what_is_made_again_of_the_same_record_has_the_same_id_and_nothing_else_has_it() {
    String id = id(stamped("orders", "value", "order-commands/0/7").headers());

    assertThat(id(stamped("orders", "value", "order-commands/0/7").headers())).isEqualTo(id);
    assertThat(id(stamped("orders", "value", "order-commands/0/8").headers())).isNotEqualTo(id);
    assertThat(id(stamped("orders", "other", "order-commands/0/7").headers())).isNotEqualTo(id);
    assertThat(id(stamped("payments", "value", "order-commands/0/7").headers())).isNotEqualTo(id);
  }

  @Test
  void what_a_service_keeps_for_itself_is_no_event() {
    assertThat(stamped("orders-current-changelog", "value", "orders/0/7").headers()).hasSize(1);
  }

  @Test
  void what_is_read_loses_these_attributes_and_no_other() {
    Headers headers = stamped("orders", "value", "order-commands/0/7").headers();
    CloudEvents.strip(headers);

    assertThat(headers).extracting(Header::key).containsExactly(Causes.CAUSE);
  }

  @Test
  void an_event_costs_fewer_than_160_bytes() {
    Headers with = stamped("order-validations", "value", "orders/0/7").headers();
    Headers without = stamped("order-validations", "value", "orders/0/7").headers();
    CloudEvents.strip(without);

    assertThat(bytes(with) - bytes(without)).isLessThan(160);
  }

  /// A header is two lengths, of a byte each while they are short, a name and a value.
  private static long bytes(Headers headers) {
    return StreamSupport.stream(headers.spliterator(), false)
        .mapToLong(header -> 2L + header.key().length() + header.value().length)
        .sum();
  }

  private static ProducerRecord<byte[], byte[]> stamped(String topic, String value, String cause) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, 0, 1_291_593_600_000L, KEY, value.getBytes(UTF_8));
    record.headers().add(Causes.CAUSE, cause.getBytes(UTF_8));
    CloudEvents.stamp(record, KEY, "orders");
    return record;
  }

  private static String id(Headers headers) {
    return String.valueOf(Causes.text(headers, CloudEvents.ID));
  }
}
