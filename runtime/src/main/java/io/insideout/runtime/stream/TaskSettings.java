package io.insideout.runtime.stream;

import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Schemas;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.StreamsConfig;

/// What decides how a service's tasks treat a record, wherever they run: on a log, or in a
/// simulation of one that wants to see what the log would see.
public final class TaskSettings {
  private TaskSettings() {}

  /// @param apart sends a dead letter where there is no transaction to send it in, and returns when
  ///   it is durable
  /// @return configuration in the words of Kafka Streams
  public static Map<String, Object> of(
      String service, Schemas schemas, Consumer<ProducerRecord<byte[], byte[]>> apart) {
    return of(service, new DeadLetterRecords(service, schemas.serde(Topics.DEAD_LETTERS), apart));
  }

  static Map<String, Object> of(String service, DeadLetterRecords letters) {
    Map<String, Object> all = new HashMap<>();
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, service);
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // A cache is emptied task by task at each commit, and each waits for the log in turn; without
    // one, all that a transaction holds goes in one request.
    all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    all.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    all.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UndecodableRecords.class);
    all.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailingRecords.class);
    all.put("processing.exception.handler.global.enabled", true);
    all.put(DeadLetterRecords.CONFIG, letters);
    return all;
  }
}
