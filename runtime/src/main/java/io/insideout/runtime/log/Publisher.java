package io.insideout.runtime.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Topic;
import io.insideout.runtime.schema.Schemas;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Publishes records that no transaction makes: what callers ask for, what the world tells, and
/// what it answers. A record that was acknowledged is durable on every in-sync replica and in the
/// log once, also where the client had to send it again.
public final class Publisher implements AutoCloseable {
  /// How long a record may be on its way before the caller is told that it could not be published.
  public static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(10);

  private final Schemas schemas;
  private final Supplier<Producer<String, byte[]>> opening;
  private final Map<Topic<?>, Serde<?>> serdes = new ConcurrentHashMap<>();
  private volatile @Nullable Producer<String, byte[]> producer;

  /// One that is opened with the first record, or before: whoever never publishes needs no right
  /// to.
  public Publisher(LogClient log, Schemas schemas, String name) {
    this(schemas, () -> producer(log, name));
  }

  private Publisher(Schemas schemas, Supplier<Producer<String, byte[]>> opening) {
    this.schemas = schemas;
    this.opening = opening;
  }

  /// One that has no log, and cannot publish.
  public static Publisher ofNoLog(Schemas schemas) {
    return new Publisher(
        schemas,
        () -> {
          throw new IllegalStateException("there is no log to publish to");
        });
  }

  private static Producer<String, byte[]> producer(LogClient log, String name) {
    return new KafkaProducer<>(
        log.with(
            Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                name,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                // What comes within two milliseconds goes in one request, and wakes those who
                // read it once.
                ProducerConfig.LINGER_MS_CONFIG,
                2,
                ProducerConfig.BATCH_SIZE_CONFIG,
                65_536,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) DELIVERY_TIMEOUT.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                DELIVERY_TIMEOUT.toMillis())),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /// Opens it, so that the first record does not wait for that.
  public void open() {
    var _ = opened();
  }

  private Producer<String, byte[]> opened() {
    Producer<String, byte[]> open = producer;
    if (open != null) {
      return open;
    }
    synchronized (this) {
      open = producer;
      if (open == null) {
        open = opening.get();
        producer = open;
      }
      return open;
    }
  }

  /// Publishes a record.
  ///
  /// @param value null deletes the key from a table
  /// @param timestampMillis event time, milliseconds since the epoch
  /// @return where it stands in the log, once that is durable; fails with Kafka's exception
  public <V extends SpecificRecord> CompletableFuture<RecordMetadata> publish(
      Topic<V> topic, String key, @Nullable V value, long timestampMillis, Traceparent trace) {
    ProducerRecord<String, byte[]> record = record(topic, key, value, timestampMillis);
    Causes.begin(record.headers(), key, trace);
    return send(writer(topic), record);
  }

  /// Publishes what was made of a record of the log: it goes on with that record's story and has
  /// its event time. What was sent again stands for the first one.
  ///
  /// @return where it stands in the log, once that is durable; fails with Kafka's exception
  public <V extends SpecificRecord> CompletableFuture<RecordMetadata> publishFrom(
      ConsumerRecord<byte[], byte[]> cause, Topic<V> topic, String key, V value) {
    return publishFrom(cause, topic, key, value, writer(topic));
  }

  /// The same, where a topic has several writers.
  ///
  /// @param service which of them this is
  public <V extends SpecificRecord> CompletableFuture<RecordMetadata> publishFrom(
      ConsumerRecord<byte[], byte[]> cause, Topic<V> topic, String key, V value, String service) {
    ProducerRecord<String, byte[]> record = record(topic, key, value, cause.timestamp());
    cause.headers().forEach(record.headers()::add);
    CloudEvents.strip(record.headers());
    String first = Redriven.unmark(record.headers());
    String here = Causes.coordinates(cause);
    Causes.continueFrom(record.headers(), cause.key(), first == null ? here : first);
    return send(service, record);
  }

  private <V extends SpecificRecord> ProducerRecord<String, byte[]> record(
      Topic<V> topic, String key, @Nullable V value, long timestampMillis) {
    byte[] bytes = serde(topic).serializer().serialize(topic.name(), value);
    return new ProducerRecord<>(topic.name(), null, Math.max(0, timestampMillis), key, bytes);
  }

  private CompletableFuture<RecordMetadata> send(
      String service, ProducerRecord<String, byte[]> record) {
    CloudEvents.stamp(record, record.key().getBytes(UTF_8), service);
    Causes.written(record.headers());
    CompletableFuture<RecordMetadata> durable = new CompletableFuture<>();
    var _ =
        opened()
            .send(
                record,
                (metadata, failure) -> {
                  if (failure == null) {
                    durable.complete(metadata);
                  } else {
                    durable.completeExceptionally(failure);
                  }
                });
    return durable;
  }

  /// What comes from outside comes in by the one service that writes the topic.
  private static String writer(Topic<?> topic) {
    return topic.writers().stream().sorted().findFirst().orElse("outside");
  }

  @SuppressWarnings("unchecked")
  private <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
    return (Serde<V>) serdes.computeIfAbsent(topic, any -> schemas.serde(topic));
  }

  @Override
  public synchronized void close() {
    Producer<String, byte[]> open = producer;
    if (open != null) {
      open.close(DELIVERY_TIMEOUT);
    }
  }
}
