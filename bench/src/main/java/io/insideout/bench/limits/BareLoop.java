package io.insideout.bench.limits;

import io.insideout.bench.measure.Percentiles;
import io.insideout.bench.measure.Usage;
import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsPart;
import io.insideout.runtime.stream.StreamsSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The bare loop while it runs, and the load on it.
final class BareLoop implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration STALLED_AFTER = Duration.ofMinutes(1);

  private final LogClient log;
  private final List<StreamsPart> parts;
  private final Producer<byte[], byte[]> producer;
  private long sent;

  /// @param settings how the system's services run
  BareLoop(LogClient log, StreamsSettings settings) {
    this.log = log;
    Schemas schemas = Schemas.inMemory();
    this.parts =
        List.of(BareService.desk(), BareService.check(0), BareService.check(1)).stream()
            .map(service -> new StreamsPart(service, log, schemas, settings))
            .toList();
    this.producer =
        new KafkaProducer<>(
            log.with(
                Map.of(
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.LINGER_MS_CONFIG,
                    0,
                    ProducerConfig.BATCH_SIZE_CONFIG,
                    65_536)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /// Starts the services.
  void start() throws InterruptedException {
    for (StreamsPart part : parts) {
      part.start();
    }
  }

  /// Orders at a fixed rate, timed from when each was due.
  Percentiles atRate(int ratePerSecond, Duration time) throws InterruptedException {
    long count = Math.max(1, ratePerSecond * time.toMillis() / 1_000);
    return Percentiles.of(run(count, order -> order * TimeUnit.SECONDS.toNanos(1) / ratePerSecond));
  }

  /// How fast it went.
  record Pace(double ordersPerSecond, double processorMicrosPerOrder) {}

  /// So many orders as fast as the log takes them.
  Pace asFastAsPossible(long orders) throws InterruptedException {
    Duration before = Usage.own().processor();
    // All are due at the beginning, so the last one took as long as all of them.
    double seconds = run(orders, _ -> 0).getMaxValue() / 1e6;
    double micros = Usage.own().processor().minus(before).toMillis() * 1e3;
    return new Pace(orders / seconds, micros / orders);
  }

  private Histogram run(long count, LongUnaryOperator afterNanos) throws InterruptedException {
    Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);
    long first = sent;
    sent += count;
    try (Consumer<byte[], byte[]> reader = log.reader("bare-watch")) {
      List<TopicPartition> partition = List.of(new TopicPartition(BareService.ORDERS, 0));
      reader.assign(partition);
      reader.seekToEnd(partition);
      partition.forEach(reader::position);
      long beganNanos = System.nanoTime();
      Thread sending =
          Thread.ofPlatform()
              .daemon()
              .name("bare-send")
              .start(() -> send(first, count, order -> beganNanos + afterNanos.applyAsLong(order)));
      long newsNanos = beganNanos;
      while (micros.getTotalCount() < count) {
        for (ConsumerRecord<byte[], byte[]> order : reader.poll(POLL)) {
          if (order.value()[0] == BareDesk.DECIDED) {
            newsNanos = System.nanoTime();
            long number = ByteBuffer.wrap(order.key()).getLong() - first;
            long due = beganNanos + afterNanos.applyAsLong(number);
            micros.recordValue(
                Math.clamp((newsNanos - due) / 1_000, 0, TimeUnit.MINUTES.toMicros(10)));
          }
        }
        if (System.nanoTime() - newsNanos > STALLED_AFTER.toNanos()) {
          throw new StartFailure("The bare loop stands still; the machine has no limit to tell.");
        }
      }
      sending.join();
    }
    return micros;
  }

  private void send(long first, long count, LongUnaryOperator dueNanos) {
    try {
      for (long i = 0; i < count; i++) {
        long due = dueNanos.applyAsLong(i);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          Pause.atMost(Duration.ofNanos(left));
        }
        byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(first + i).array();
        var _ = producer.send(new ProducerRecord<>(BareService.COMMANDS, key, new byte[] {0}));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    producer.close();
    new ArrayList<>(parts).reversed().forEach(StreamsPart::close);
  }
}
