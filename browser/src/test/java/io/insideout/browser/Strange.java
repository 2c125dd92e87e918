package io.insideout.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.acceptance.TestSystem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A topic that the catalogue knows nothing of, and what a stranger writes to it.
record Strange(TestSystem system, String topic) {
  static Strange topic(TestSystem system, String name) {
    try (Admin admin = system.log().admin()) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
      return new Strange(system, name);
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("cannot create " + name, e);
    }
  }

  /// Writes records of that key and value, as fast as it goes.
  void write(String key, String value, int times) {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            system.log().with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < times; i++) {
        var _ =
            producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8)));
      }
    }
  }
}
