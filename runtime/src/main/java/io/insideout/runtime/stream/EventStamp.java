package io.insideout.runtime.stream;

import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.CloudEvents;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Makes an event of each record that a service writes to a topic of the catalogue, as [CauseStamp]
/// has made it tell its cause, and says when that was: no service has to think of either.
public final class EventStamp implements ProducerInterceptor<byte[], byte[]> {
  private String service = "";

  @Override
  public void configure(Map<String, ?> configs) {
    service = String.valueOf(configs.get(CauseStamp.SERVICE));
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    if (CloudEvents.areIn(record.topic())) {
      CloudEvents.stamp(record, record.key(), service);
      Causes.written(record.headers());
    }
    return record;
  }

  @Override
  public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {}

  @Override
  public void close() {}
}
