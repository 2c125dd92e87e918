package io.insideout.bench.limits;

import io.insideout.bench.measure.Percentiles;
import io.insideout.runtime.log.LogClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The log alone, by one producer at a time.
final class RawLog {
  private static final int RECORD_BYTES = 250;

  private final LogClient log;
  private final String topic;
  private final Duration time;

  /// @param time how long each is measured, after half as long to warm up
  RawLog(LogClient log, String topic, Duration time) {
    this.log = log;
    this.topic = topic;
    this.time = time;
  }

  /// Something that is done again and again.
  private interface Act {
    void run() throws ExecutionException, InterruptedException;
  }

  /// How often it was done in a second, and how long each took.
  record Repeated(double perSecond, Percentiles took) {}

  /// As many records as the log takes.
  double appendsPerSecond() {
    AtomicLong acknowledged = new AtomicLong();
    try (Producer<byte[], byte[]> producer = producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 5))) {
      send(producer, time.dividedBy(2), acknowledged);
      acknowledged.set(0);
      long beganNanos = System.nanoTime();
      send(producer, time, acknowledged);
      return acknowledged.get() * 1e9 / (System.nanoTime() - beganNanos);
    }
  }

  private void send(Producer<byte[], byte[]> producer, Duration during, AtomicLong acknowledged) {
    long endNanos = System.nanoTime() + during.toNanos();
    while (System.nanoTime() < endNanos) {
      var _ =
          producer.send(
              record(),
              (_, failure) -> {
                if (failure == null) {
                  acknowledged.incrementAndGet();
                }
              });
    }
    producer.flush();
  }

  /// One record after the other, each waited for.
  Repeated append() throws InterruptedException, ExecutionException {
    try (Producer<byte[], byte[]> producer = producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 0))) {
      return repeat(() -> producer.send(record()).get());
    }
  }

  /// One transaction of one record after the other.
  Repeated transaction() throws InterruptedException, ExecutionException {
    try (Producer<byte[], byte[]> producer =
        producer(
            Map.of(
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
                2,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "limits"))) {
      producer.initTransactions();
      return repeat(
          () -> {
            producer.beginTransaction();
            var _ = producer.send(record());
            producer.commitTransaction();
          });
    }
  }

  private Repeated repeat(Act act) throws InterruptedException, ExecutionException {
    Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
    long warmNanos = System.nanoTime() + time.dividedBy(2).toNanos();
    while (System.nanoTime() < warmNanos) {
      act.run();
    }
    long beganNanos = System.nanoTime();
    long atNanos = beganNanos;
    while (atNanos - beganNanos < time.toNanos()) {
      act.run();
      long nowNanos = System.nanoTime();
      micros.recordValue(Math.min(micros.getHighestTrackableValue(), (nowNanos - atNanos) / 1_000));
      atNanos = nowNanos;
    }
    return new Repeated(
        micros.getTotalCount() * 1e9 / (atNanos - beganNanos), Percentiles.of(micros));
  }

  private ProducerRecord<byte[], byte[]> record() {
    return new ProducerRecord<>(topic, new byte[RECORD_BYTES]);
  }

  private Producer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> all =
        log.with(
            Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.BATCH_SIZE_CONFIG,
                65_536));
    all.putAll(more);
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
