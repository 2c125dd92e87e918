package io.insideout.traces;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.CloudEvents;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.schema.Schemas;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/// Makes spans of records. Trace, span and parent are what the record carries and where it stands,
/// so the same record makes the same span however often it is read, and of a record and what was
/// made of it the spans fit together, whoever has read which.
final class RecordSpans {
  private static final String ORDER_KEY = "order id";

  /// The topics whose records are about orders.
  static final List<Topic<?>> TOPICS =
      Topics.all().stream()
          .filter(
              topic ->
                  isKeyedByOrder(topic.name())
                      || topic.equals(Topics.STOCK_RESERVATIONS)
                      || topic.equals(Topics.DEAD_LETTERS))
          .<Topic<?>>map(topic -> topic)
          .toList();

  private static final int MOST_TIMES_KEPT = 20_000;

  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("messaging.operation.name");
  private static final AttributeKey<String> OPERATION_TYPE =
      AttributeKey.stringKey("messaging.operation.type");
  private static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> PARTITION =
      AttributeKey.stringKey("messaging.destination.partition.id");
  private static final AttributeKey<String> MESSAGE_ID =
      AttributeKey.stringKey("messaging.message.id");
  private static final AttributeKey<String> CONVERSATION =
      AttributeKey.stringKey("messaging.message.conversation_id");
  private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("kafka.offset");
  private static final AttributeKey<Boolean> TOMBSTONE =
      AttributeKey.booleanKey("kafka.message.tombstone");

  private final Schemas schemas;
  private final WrittenTimes written = new WrittenTimes(MOST_TIMES_KEPT);

  RecordSpans(Schemas schemas) {
    this.schemas = schemas;
  }

  /// The spans of those records whose traces are kept.
  ///
  /// @throws io.insideout.runtime.schema.Registry.RegistryUnreachable if they cannot be named now
  List<SpanData> of(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    // Topics are read side by side: what was made of a record may stand before it.
    records.forEach(record -> written.put(Causes.coordinates(record), writtenMillis(record)));
    Map<String, Resource> services = new HashMap<>();
    List<SpanData> spans = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      span(record, services).ifPresent(spans::add);
    }
    return spans;
  }

  private Optional<SpanData> span(
      ConsumerRecord<byte[], byte[]> record, Map<String, Resource> services) {
    Traceparent carried = Traceparent.parse(Causes.text(record.headers(), Causes.TRACEPARENT));
    if (carried != null && !carried.isSampled()) {
      return Optional.empty();
    }
    Traceparent own = Traceparent.of(carried, Causes.coordinates(record));
    long endMillis = writtenMillis(record);
    Long causeMillis = written.of(Causes.text(record.headers(), Causes.CAUSE));
    return Optional.of(
        new RecordSpan(
            (record.topic() + " " + deed(record)).strip(),
            SpanContext.create(
                own.traceId(), own.spanId(), TraceFlags.getSampled(), TraceState.getDefault()),
            parent(carried),
            causeMillis == null ? endMillis : Math.min(causeMillis, endMillis),
            endMillis,
            attributes(record),
            record.topic().equals(Topics.DEAD_LETTERS.name())
                ? StatusData.error()
                : StatusData.unset(),
            services.computeIfAbsent(
                service(record), name -> Resource.create(Attributes.of(SERVICE, name)))));
  }

  private static SpanContext parent(@Nullable Traceparent carried) {
    return carried == null || carried.isBeginning()
        ? SpanContext.getInvalid()
        : SpanContext.createFromRemoteParent(
            carried.traceId(), carried.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
  }

  private String deed(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return "";
    }
    try {
      return Deed.of(schemas.read(record.value()));
    } catch (SerializationException e) {
      // It is in the log all the same.
      return "";
    }
  }

  private static Attributes attributes(ConsumerRecord<byte[], byte[]> record) {
    AttributesBuilder all =
        Attributes.builder()
            .put(SYSTEM, "kafka")
            .put(OPERATION, "send")
            .put(OPERATION_TYPE, "send")
            .put(DESTINATION, record.topic())
            .put(PARTITION, Integer.toString(record.partition()))
            .put(OFFSET, record.offset());
    String id = Causes.text(record.headers(), CloudEvents.ID);
    if (id != null) {
      all.put(MESSAGE_ID, id);
    }
    String order = order(record);
    if (order != null) {
      all.put(CONVERSATION, order);
    }
    if (record.value() == null) {
      all.put(TOMBSTONE, true);
    }
    return all.build();
  }

  /// The order that a record is about, and nothing else that it may belong to: a card's token is
  /// nobody's business here.
  private static @Nullable String order(ConsumerRecord<byte[], byte[]> record) {
    if (isKeyedByOrder(record.topic())) {
      return record.key() == null ? null : new String(record.key(), UTF_8);
    }
    String cause = Causes.text(record.headers(), Causes.CAUSE);
    return cause != null && isKeyedByOrder(cause.substring(0, Math.max(0, cause.indexOf('/'))))
        ? Causes.text(record.headers(), Causes.CORRELATION_ID)
        : null;
  }

  private static boolean isKeyedByOrder(String topic) {
    return Topics.named(topic).map(Topic::key).filter(ORDER_KEY::equals).isPresent();
  }

  private static String service(ConsumerRecord<byte[], byte[]> record) {
    String source = Causes.text(record.headers(), CloudEvents.SOURCE);
    return source == null ? "unknown_service" : source.substring(source.lastIndexOf('/') + 1);
  }

  private static long writtenMillis(ConsumerRecord<byte[], byte[]> record) {
    return Causes.writtenMillis(record.headers()).orElse(record.timestamp());
  }
}
