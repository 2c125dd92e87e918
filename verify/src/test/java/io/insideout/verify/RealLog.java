package io.insideout.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.broker.EmbeddedBroker;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.schema.Schemas;
import java.nio.file.Path;
import java.util.HashMap;
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
  private final Map<Coordinates, Coordinates> written = new HashMap<>();

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
    Coordinates cause = entry.cause() == null ? null : written.get(entry.cause());
    RecordMetadata at = producer.send(record(entry, cause)).get();
    Coordinates here = new Coordinates(at.topic(), at.partition(), at.offset());
    written.put(entry.at(), here);
    return here;
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
