package io.insideout.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.broker.EmbeddedBroker;
import io.insideout.runtime.generation.Generation;
import io.insideout.runtime.log.LogClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstateTest {
  private static final Generation FORMER = new Generation("stock", 1);
  private static final String CHANGELOG = "stock-levels-changelog";
  private static final String OF_NEXT = "stock-g2-levels-changelog";
  private static final byte[] ANSWER = {1};

  @TempDir private Path directory;

  @Test
  void who_stood_still_between_asking_and_answering_is_refused_once_it_is_sealed()
      throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker(directory, 0)) {
      broker.start();
      LogClient log = LogClient.at(broker.bootstrapServers());
      try (Admin admin = log.admin()) {
        admin
            .createTopics(
                Stream.of(CHANGELOG, OF_NEXT)
                    .map(name -> new NewTopic(name, 1, (short) 1))
                    .toList())
            .all()
            .get();
      }
      try (Producer<byte[], byte[]> stoodStill = writer(log, FORMER);
          Producer<byte[], byte[]> amidAnswer = writer(log, FORMER);
          Producer<byte[], byte[]> next = writer(log, FORMER.numbered(2));
          Estate estate = new Estate(log, FORMER, FORMER.numbered(2), Set.of(CHANGELOG))) {
        answer(stoodStill, CHANGELOG);
        answer(next, OF_NEXT);
        amidAnswer.beginTransaction();
        var _ = amidAnswer.send(new ProducerRecord<>(CHANGELOG, ANSWER)).get();
        assertThat(estate.isFinal()).as("somebody is at it").isFalse();

        estate.seal();

        assertThatThrownBy(() -> answer(stoodStill, CHANGELOG))
            .isInstanceOf(InvalidProducerEpochException.class);
        assertThatThrownBy(amidAnswer::commitTransaction)
            .isInstanceOf(ProducerFencedException.class);
        answer(next, OF_NEXT);
        assertThat(estate.isFinal()).isTrue();
        assertThat(estate.left().records()).as("what was answered before").isEqualTo(1);
      }
    }
  }

  /// As Kafka Streams writes for a thread of a process.
  private static Producer<byte[], byte[]> writer(LogClient log, Generation of) {
    Producer<byte[], byte[]> writer =
        new KafkaProducer<>(
            log.with(
                Map.of(
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    of.group() + "-" + UUID.randomUUID() + "-1")),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    writer.initTransactions();
    return writer;
  }

  private static void answer(Producer<byte[], byte[]> writer, String topic) {
    writer.beginTransaction();
    var _ = writer.send(new ProducerRecord<>(topic, ANSWER));
    writer.commitTransaction();
  }
}
