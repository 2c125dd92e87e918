package io.insideout.connect.in;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.CloudEvents;
import io.insideout.runtime.log.Traceparent;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Makes an event of what comes from a table, as every record of the catalogue is one: a story of
/// its own that begins here.
public final class EventHeaders implements ProducerInterceptor<byte[], byte[]> {
  /// Who writes what comes from tables.
  public static final String WRITER = "connect";

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    if (key == null || record.headers().lastHeader(Causes.CORRELATION_ID) != null) {
      return record;
    }
    long timestampMillis =
        record.timestamp() == null ? System.currentTimeMillis() : record.timestamp();
    ProducerRecord<byte[], byte[]> event =
        new ProducerRecord<>(
            record.topic(),
            record.partition(),
            timestampMillis,
            key,
            record.value(),
            record.headers());
    Causes.begin(event.headers(), new String(key, UTF_8), Traceparent.random());
    CloudEvents.stamp(event, key, WRITER);
    Causes.written(event.headers());
    return event;
  }

  @Override
  public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {}

  @Override
  public void close() {}

  @Override
  public void configure(Map<String, ?> configs) {}
}
