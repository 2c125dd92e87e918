package io.insideout.chaos;

import static java.util.Objects.requireNonNull;

import io.insideout.catalog.Topics;
import io.insideout.chaos.plan.Fault.Venom;
import io.insideout.runtime.log.LogClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Puts records into topics that no service would write: bad ones, and good ones once more.
final class Injector implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int POLLS = 10;

  /// What the keys of bad records begin with.
  static final String BAD_KEYS = "poison-";

  private final LogClient log;
  private final Producer<byte[], byte[]> producer;

  Injector(LogClient log) {
    this.log = log;
    this.producer =
        new KafkaProducer<>(
            log.with(
                Map.of(
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    10_000,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    5_000,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    5_000L)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /// @return how many the log took
  int poison(String topic, Venom venom, int records, Random random) throws InterruptedException {
    int taken = 0;
    for (int i = 0; i < records; i++) {
      byte[] key = (BAD_KEYS + random.nextInt(1_000_000)).getBytes(StandardCharsets.UTF_8);
      try {
        var _ = producer.send(new ProducerRecord<>(topic, key, value(topic, venom, random))).get();
        taken++;
      } catch (ExecutionException | RuntimeException theLogIsAway) {
        // It may be there or not: then nothing can be said about it.
      }
    }
    return taken;
  }

  private byte[] value(String topic, Venom venom, Random random) {
    return switch (venom) {
      case NOISE -> {
        byte[] noise = new byte[1 + random.nextInt(200)];
        random.nextBytes(noise);
        noise[0] = (byte) (1 + random.nextInt(100));
        yield noise;
      }
      case UNKNOWN_SCHEMA ->
          ByteBuffer.allocate(20).put((byte) 0).putInt(1_000_000 + random.nextInt(1_000)).array();
      case CUT_SHORT -> {
        List<ConsumerRecord<byte[], byte[]>> last = last(topic, 1);
        byte[] whole = last.isEmpty() ? new byte[12] : last.getFirst().value();
        yield Arrays.copyOf(whole, Math.min(whole.length, 6));
      }
      case EMPTY -> new byte[0];
    };
  }

  /// @return how many the log took
  int repeatCommands(int commands) throws InterruptedException {
    int taken = 0;
    for (ConsumerRecord<byte[], byte[]> record : last(Topics.ORDER_COMMANDS.name(), commands)) {
      try {
        var _ =
            producer
                .send(
                    new ProducerRecord<>(
                        record.topic(),
                        record.partition(),
                        record.timestamp(),
                        record.key(),
                        record.value(),
                        record.headers()))
                .get();
        taken++;
      } catch (ExecutionException | RuntimeException theLogIsAway) {
        // One repetition fewer.
      }
    }
    return taken;
  }

  /// The last good records of a topic's first partition, as far as they can be read at this moment.
  private List<ConsumerRecord<byte[], byte[]>> last(String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> last = new ArrayList<>();
    try (Consumer<byte[], byte[]> reader = log.reader("chaos")) {
      TopicPartition partition = new TopicPartition(topic, 0);
      reader.assign(List.of(partition));
      long end =
          requireNonNull(
              reader.endOffsets(List.of(partition), POLL.multipliedBy(POLLS)).get(partition));
      // Markers of transactions take offsets too.
      reader.seek(partition, Math.max(0, end - 4L * count));
      for (int i = 0; i < POLLS && reader.position(partition, POLL) < end; i++) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          if (record.value() != null && record.value().length > 12 && record.value()[0] == 0) {
            last.add(record);
          }
        }
      }
    } catch (RuntimeException theLogIsAway) {
      return List.of();
    }
    return last.subList(Math.max(0, last.size() - count), last.size());
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
