package io.insideout.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Appends decisions to the schemas topic, each one in a transaction: all of its records or none.
/// The transactional id is the same in every registry on the cluster, so the one that opened last
/// is the only one that can write: two can never give one id to two schemas.
final class SchemaWriter implements AutoCloseable {
  static final String TRANSACTIONAL_ID = "insideout-schema-registry";

  /// Callers wait as long, and theirs is the patience of an HTTP client.
  private static final int MAX_BLOCK_MILLIS = 8_000;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;

  private SchemaWriter(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /// Opens the writer and shuts every earlier one out. What those began is finished or undone.
  ///
  /// @param attempts how often to wait 8 seconds for the cluster's coordinator
  /// @throws KafkaException if the cluster does not allow it or does not answer
  static SchemaWriter open(Map<String, String> clientProperties, int attempts) {
    var properties = new HashMap<String, Object>(clientProperties);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    // The first tries meet a coordinator that is not ready yet.
    properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    var bytes = new ByteArraySerializer();
    var producer = new KafkaProducer<byte[], byte[]>(properties, bytes, bytes);
    try {
      initialize(producer, attempts);
      return new SchemaWriter(producer);
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  private static void initialize(KafkaProducer<byte[], byte[]> producer, int attempts) {
    for (int attempt = 1; ; attempt++) {
      try {
        producer.initTransactions();
        return;
      } catch (TimeoutException e) {
        if (attempt >= attempts) {
          throw e;
        }
      }
    }
  }

  /// Appends the records and returns the offset of the last one, once they are committed.
  ///
  /// @throws RegistryError 42209 if a record is too large; then nothing was written
  /// @throws KafkaException if it failed otherwise: the outcome is open until a new writer is
  ///   opened
  long append(List<StoreRecord> records) throws InterruptedException {
    producer.beginTransaction();
    var sent = new ArrayList<Future<RecordMetadata>>();
    try {
      for (var storeRecord : records) {
        sent.add(producer.send(StoreRecordJson.write(storeRecord)));
      }
      producer.commitTransaction();
      return sent.getLast().get().offset();
    } catch (KafkaException e) {
      if (tooLarge(e)) {
        producer.abortTransaction();
        throw RegistryError.schemaTooLarge();
      }
      throw e;
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    }
  }

  private static boolean tooLarge(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RecordTooLargeException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
