package io.insideout.traces;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Check;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.ReservationChange;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.CloudEvents;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.schema.Schemas;
import io.insideout.testkit.OrderFixture;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSpansTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";
  private static final Schemas SCHEMAS = Schemas.inMemory();
  private static final AttributeKey<String> CONVERSATION =
      AttributeKey.stringKey("messaging.message.conversation_id");

  private final RecordSpans spans = new RecordSpans(SCHEMAS);

  private static <V extends SpecificRecord> ConsumerRecord<byte[], byte[]> record(
      Topic<V> topic, long offset, String key, @Nullable V value, Map<String, String> headers) {
    return bytes(
        topic,
        offset,
        key,
        value == null ? null : SCHEMAS.serde(topic).serializer().serialize(topic.name(), value),
        headers);
  }

  // Kafka's classes are not annotated: a record may be without value.
  @SuppressWarnings("NullAway")
  private static ConsumerRecord<byte[], byte[]> bytes(
      Topic<?> topic,
      long offset,
      String key,
      byte @Nullable [] value,
      Map<String, String> headers) {
    RecordHeaders all = new RecordHeaders();
    headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
    return new ConsumerRecord<>(
        topic.name(),
        3,
        offset,
        1_291_593_600_000L,
        TimestampType.CREATE_TIME,
        0,
        0,
        key.getBytes(UTF_8),
        value,
        all,
        Optional.empty());
  }

  private static Map<String, String> headers(String traceparent, String cause, long millis) {
    return Map.of(
        Causes.TRACEPARENT,
        traceparent,
        Causes.CAUSE,
        cause,
        Causes.WRITTEN,
        Long.toString(millis),
        CloudEvents.SOURCE,
        "/inventory",
        CloudEvents.ID,
        "made-of-it",
        Causes.CORRELATION_ID,
        "o-1");
  }

  private static OrderValidation pass() {
    return new OrderValidation(
        "o-1", Check.INVENTORY, List.of("3"), Outcome.PASS, "", List.of(), List.of());
  }

  private SpanData only(ConsumerRecord<byte[], byte[]> record) {
    List<SpanData> made = spans.of(List.of(record));
    assertThat(made).hasSize(1);
    return made.getFirst();
  }

  @Test
  void a_record_is_a_span_within_that_of_the_record_it_was_made_from() {
    ConsumerRecord<byte[], byte[]> command =
        bytes(
            Topics.ORDER_COMMANDS,
            7,
            "o-1",
            new byte[] {1, 2, 3},
            Map.of(
                Causes.TRACEPARENT,
                "00-" + TRACE + "-" + CALLER + "-01",
                Causes.WRITTEN,
                "1000",
                CloudEvents.SOURCE,
                "/orders"));
    RecordHeaders made = new RecordHeaders(command.headers());
    Causes.continueFrom(made, command.key(), command.topic(), 3, 7);
    ConsumerRecord<byte[], byte[]> answer =
        record(
            Topics.ORDER_VALIDATIONS,
            9,
            "o-1",
            pass(),
            headers(
                String.valueOf(Causes.text(made, Causes.TRACEPARENT)),
                "order-commands/3/7",
                1_250));

    // What was made of a record may be read before it.
    List<SpanData> both = spans.of(List.of(answer, command));

    SpanData effect = both.getFirst();
    SpanData cause = both.getLast();
    assertThat(cause.getTraceId()).isEqualTo(TRACE);
    assertThat(cause.getParentSpanId()).isEqualTo(CALLER);
    assertThat(effect.getTraceId()).isEqualTo(TRACE);
    assertThat(effect.getParentSpanId()).isEqualTo(cause.getSpanId());
    assertThat(effect.getSpanId()).isNotEqualTo(cause.getSpanId());
    assertThat(effect.getStartEpochNanos()).isEqualTo(1_000_000_000L);
    assertThat(effect.getEndEpochNanos()).isEqualTo(1_250_000_000L);
    assertThat(cause.getStartEpochNanos()).isEqualTo(cause.getEndEpochNanos());
    assertThat(effect.getResource().getAttributes().get(AttributeKey.stringKey("service.name")))
        .isEqualTo("inventory");
  }

  @Test
  void the_same_record_is_the_same_span_whoever_reads_it() {
    ConsumerRecord<byte[], byte[]> answer =
        record(
            Topics.ORDER_VALIDATIONS,
            9,
            "o-1",
            pass(),
            headers("00-" + TRACE + "-" + CALLER + "-01", "orders/3/7", 1_250));
    SpanData other = new RecordSpans(SCHEMAS).of(List.of(answer)).getFirst();
    assertThat(only(answer).getSpanContext()).isEqualTo(other.getSpanContext());
  }

  @Test
  void what_it_is_called_and_says_is_the_schemas_and_the_logs_and_no_persons() {
    SpanData answer =
        only(
            record(
                Topics.ORDER_VALIDATIONS,
                9,
                "o-1",
                pass(),
                headers("00-" + TRACE + "-" + CALLER + "-01", "orders/3/7", 1_250)));
    assertThat(answer.getName()).isEqualTo("order-validations INVENTORY PASS");
    assertThat(answer.getAttributes().asMap())
        .containsOnly(
            Map.entry(AttributeKey.stringKey("messaging.system"), "kafka"),
            Map.entry(AttributeKey.stringKey("messaging.operation.name"), "send"),
            Map.entry(AttributeKey.stringKey("messaging.operation.type"), "send"),
            Map.entry(AttributeKey.stringKey("messaging.destination.name"), "order-validations"),
            Map.entry(AttributeKey.stringKey("messaging.destination.partition.id"), "3"),
            Map.entry(AttributeKey.longKey("kafka.offset"), 9L),
            Map.entry(AttributeKey.stringKey("messaging.message.id"), "made-of-it"),
            Map.entry(CONVERSATION, "o-1"));

    SpanData command =
        only(
            record(
                Topics.ORDER_COMMANDS,
                1,
                "o-1",
                OrderFixture.order("o-1").card("secret-card").line("TEA", 1, null).command(),
                Map.of()));
    assertThat(command.getName()).isEqualTo("order-commands PlaceOrder");
    assertThat(command.toString()).doesNotContain("secret-card", "c-1");
  }

  @Test
  void of_what_is_not_kept_by_the_order_the_order_is_said_where_an_order_caused_it() {
    StockReservation entry =
        new StockReservation("TEA", "o-1", ReservationChange.RESERVED, 1L, 1L, 5L, 0L);
    String trace = "00-" + TRACE + "-" + CALLER + "-01";
    assertThat(
            only(record(
                    Topics.STOCK_RESERVATIONS, 1, "TEA", entry, headers(trace, "orders/0/1", 1)))
                .getAttributes()
                .get(CONVERSATION))
        .isEqualTo("o-1");
    for (String other : List.of("customers/0/1", "suspicious-cards/0/1", "no coordinates", "")) {
      SpanData letter = only(bytes(Topics.DEAD_LETTERS, 1, "k", null, headers(trace, other, 1)));
      assertThat(letter.getAttributes().get(CONVERSATION)).as(other).isNull();
      assertThat(letter.getStatus()).isEqualTo(StatusData.error());
    }
  }

  @Test
  void where_nobody_began_the_trace_the_record_does() {
    for (String malformed : List.of("", "00-" + TRACE, "01-" + TRACE + "-" + CALLER + "-01")) {
      SpanData root =
          only(bytes(Topics.ORDERS, 5, "o-1", null, Map.of(Causes.TRACEPARENT, malformed)));
      assertThat(root.getParentSpanContext().isValid()).isFalse();
      assertThat(root.getSpanContext().isValid()).isTrue();
      assertThat(root.getName()).isEqualTo("orders");
      assertThat(root.getEndEpochNanos()).isEqualTo(1_291_593_600_000_000_000L);
    }
    SpanData none = only(bytes(Topics.ORDERS, 5, "o-1", null, Map.of()));
    RecordHeaders made = new RecordHeaders();
    Causes.continueFrom(made, null, "orders/3/5");
    assertThat(Causes.text(made, Causes.TRACEPARENT)).contains(none.getTraceId(), none.getSpanId());

    Traceparent begun = Traceparent.random();
    SpanData first =
        only(bytes(Topics.ORDERS, 6, "o-1", null, Map.of(Causes.TRACEPARENT, begun.toString())));
    assertThat(first.getTraceId()).isEqualTo(begun.traceId());
    assertThat(first.getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void
      a_cause_that_was_not_read_or_was_written_by_a_clock_ahead_makes_no_span_that_ends_too_soon() {
    String trace = "00-" + TRACE + "-" + CALLER + "-01";
    SpanData unknown =
        only(bytes(Topics.ORDERS, 6, "o-1", null, headers(trace, "orders/3/5", 2_000)));
    assertThat(unknown.getStartEpochNanos()).isEqualTo(unknown.getEndEpochNanos());
    var _ = only(bytes(Topics.ORDERS, 7, "o-1", null, headers(trace, "orders/3/6", 3_000)));
    SpanData early =
        only(bytes(Topics.ORDERS, 8, "o-1", null, headers(trace, "orders/3/7", 2_999)));
    assertThat(early.getStartEpochNanos()).isEqualTo(2_999_000_000L);
    assertThat(early.getEndEpochNanos()).isEqualTo(2_999_000_000L);
  }

  @Test
  void a_trace_that_whoever_began_it_does_not_keep_is_not_sent() {
    assertThat(
            spans.of(
                List.of(
                    bytes(
                        Topics.ORDERS,
                        6,
                        "o-1",
                        null,
                        headers("00-" + TRACE + "-" + CALLER + "-00", "orders/3/5", 1)))))
        .isEmpty();
  }

  @Test
  void times_are_kept_of_the_newest_records_alone() {
    WrittenTimes times = new WrittenTimes(2);
    times.put("orders/0/1", 1);
    times.put("orders/0/2", 2);
    assertThat(times.of("orders/0/1")).isEqualTo(1);
    times.put("orders/0/3", 3);
    assertThat(times.of("orders/0/2")).isNull();
    assertThat(times.of("orders/0/1")).isEqualTo(1);
    assertThat(times.of(null)).isNull();
  }
}
