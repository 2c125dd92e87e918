package io.insideout.runtime.stream;

import io.insideout.runtime.log.LogClient;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Sends dead letters outside of any transaction. Bad records are rare, so the producer lives as
/// long as the call.
record LettersApart(String service, LogClient log)
    implements Consumer<ProducerRecord<byte[], byte[]>> {
  @Override
  public void accept(ProducerRecord<byte[], byte[]> letter) {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            log.with(
                Map.of(
                    ProducerConfig.CLIENT_ID_CONFIG,
                    service + "-dead-letters",
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
                    EventStamp.class.getName(),
                    CauseStamp.SERVICE,
                    service)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var _ = producer.send(letter).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new KafkaException("the dead letter could not be written", e.getCause());
    }
  }
}
