package io.insideout.runtime.generation;

import io.insideout.runtime.Pause;
import io.insideout.runtime.log.CommittedEnds;
import io.insideout.runtime.log.LogClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Changes how it stands with a service, in a transaction: one at a time, of all processes.
public final class Change {
  private static final int WITHIN_MILLIS = 15_000;
  private static final Duration DONE_WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final LogClient log;
  private final String service;

  public Change(LogClient log, String service) {
    this.log = log;
    this.service = service;
  }

  /// Changes it, and nothing else.
  ///
  /// @param how it is to be changed, or nothing, by how it stands
  /// @return how it stands afterwards
  public Standing to(Function<Standing, Optional<Standing>> how) {
    return to(how, _ -> {});
  }

  /// Changes it, and writes something else in the same transaction: both are done, or neither.
  ///
  /// @param alongside writes it, if it is changed
  /// @throws org.apache.kafka.common.KafkaException if it is not known to be done: somebody else
  ///   was quicker, or the log does not answer
  public Standing to(
      Function<Standing, Optional<Standing>> how, Consumer<Producer<byte[], byte[]>> alongside) {
    try (Producer<byte[], byte[]> producer = producer()) {
      // Whoever was in the midst of it is stopped by this: what stands behind it, stands. It is
      // seen when those are done too who are in the midst of another service's.
      producer.initTransactions();
      awaitAllDone();
      Standing before = Standings.in(log).of(service);
      Optional<Standing> after = how.apply(before);
      if (after.isEmpty()) {
        return before;
      }
      producer.beginTransaction();
      alongside.accept(producer);
      var _ = producer.send(Standings.record(service, after.get()));
      producer.commitTransaction();
      return after.get();
    }
  }

  private void awaitAllDone() {
    long deadlineNanos = System.nanoTime() + DONE_WITHIN.toNanos();
    List<TopicPartition> all = List.of(GenerationsTopic.PARTITION);
    try (CommittedEnds ends = new CommittedEnds(log)) {
      while (!ends.of(all).equals(ends.written(all, DONE_WITHIN))) {
        if (System.nanoTime() > deadlineNanos) {
          throw new TimeoutException("somebody is in the midst of it");
        }
        Pause.atMost(LOOK_AGAIN);
      }
    } catch (IllegalStateException e) {
      throw new KafkaException(e.getMessage(), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        log.with(
            Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                GenerationsTopic.transaction(service),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                GenerationsTopic.transaction(service),
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                WITHIN_MILLIS,
                ProducerConfig.LINGER_MS_CONFIG,
                5)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
