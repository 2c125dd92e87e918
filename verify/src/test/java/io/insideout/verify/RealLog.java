package io.insideout.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.insideout.broker.EmbeddedBroker;
import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.schema.Schemas;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// A broker with the catalogue's topics, and a hand that writes histories to it.
final class RealLog implements AutoCloseable {
  private final EmbeddedBroker broker;
  final LogClient client;
  final Schemas schemas = Schemas.inMemory();

  /// Where a history's records ended up.
  private final Map<Coordinates, RecordMetadata> written = new HashMap<>();

  private RealLog(EmbeddedBroker broker) {
    this.broker = broker;
    this.client = LogClient.at(broker.bootstrapServers());
  }

  static RealLog in(Path directory) throws InterruptedException {
    EmbeddedBroker broker = new EmbeddedBroker(directory, 0);
    broker.start();
    RealLog log = new RealLog(broker);
    try (var admin = log.client.admin()) {
      new LogTopics(admin).agreeWith(Topics.all(), Topic::partitions);
    }
    return log;
  }

  KafkaProducer<byte[], byte[]> producer(String transactionalId) {
    Map<String, Object> settings =
        client.with(
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                transactionalId,
                ProducerConfig.LINGER_MS_CONFIG,
                0));
    var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  /// Writes a record of a history, its cause translated to where that was written.
  ///
  /// @return where it stands
  Coordinates write(KafkaProducer<byte[], byte[]> producer, Entry entry) throws Exception {
    RecordMetadata cause = entry.cause() == null ? null : written.get(entry.cause());
    RecordMetadata at =
        producer.send(record(entry, cause == null ? null : coordinates(cause))).get();
    written.put(entry.at(), at);
    return coordinates(at);
  }

  /// Where a record of a history ended up.
  RecordMetadata writtenAt(Entry entry) {
    return requireNonNull(written.get(entry.at()));
  }

  static Coordinates coordinates(RecordMetadata at) {
    return new Coordinates(at.topic(), at.partition(), at.offset());
  }

  /// A service's letter about a record.
  // Avro's classes are not annotated: key and value may be null in the schema.
  @SuppressWarnings("NullAway")
  ProducerRecord<byte[], byte[]> letter(
      String service, ProducerRecord<byte[], byte[]> about, RecordMetadata at) {
    DeadLetter letter =
        new DeadLetter(
            service,
            at.topic(),
            at.partition(),
            at.offset(),
            0L,
            about.key() == null ? null : ByteBuffer.wrap(about.key()),
            about.value() == null ? null : ByteBuffer.wrap(about.value()),
            List.of(),
            "it cannot be used",
            "");
    var record =
        new ProducerRecord<byte[], byte[]>(
            Topics.DEAD_LETTERS.name(),
            0,
            (service + "/" + coordinates(at)).getBytes(UTF_8),
            bytes(Topics.DEAD_LETTERS.name(), letter));
    record.headers().add(Causes.CAUSE, coordinates(at).toString().getBytes(UTF_8));
    return record;
  }

  ProducerRecord<byte[], byte[]> record(Entry entry, @Nullable Coordinates cause) {
    byte[] key = String.valueOf(entry.key()).getBytes(UTF_8);
    var record =
        new ProducerRecord<>(
            entry.at().topic(),
            Integer.valueOf(entry.at().partition()),
            key,
            bytes(entry.at().topic(), PlantedLog.value(entry)));
    if (cause != null) {
      record.headers().add(Causes.CAUSE, cause.toString().getBytes(UTF_8));
    }
    return record;
  }

  @SuppressWarnings("unchecked")
  private byte[] bytes(String topic, SpecificRecord value) {
    var declared = (Topic<SpecificRecord>) Topics.named(topic).orElseThrow();
    return schemas.serde(declared).serializer().serialize(topic, value);
  }

  @Override
  public void close() {
    broker.close();
  }
}
