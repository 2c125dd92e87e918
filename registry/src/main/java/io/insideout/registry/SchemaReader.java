package io.insideout.registry;

import io.insideout.runtime.StartFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the schemas topic, committed records only, from its beginning and for ever, and folds it
/// into the state that all requests are answered from.
final class SchemaReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaReader.class);
  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
  private static final long START_TIMEOUT_MILLIS = 60_000;
  private static final long CLOSE_TIMEOUT_MILLIS = 10_000;
  private static final int MAX_WARNINGS = 20;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread = Thread.ofPlatform().name("registry-reader").unstarted(this::run);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Map<String, String> foreign = new TreeMap<>();
  private volatile RegistryState state = RegistryState.EMPTY;
  private volatile @Nullable String failure;
  private volatile boolean closing;
  private long position;
  private int skipped;

  private SchemaReader(Map<String, String> clientProperties) {
    var properties = new HashMap<String, Object>(clientProperties);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // Never silently begin anew: a log that lost records is a fault.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    var bytes = new ByteArrayDeserializer();
    consumer = new KafkaConsumer<>(properties, bytes, bytes);
  }

  /// A reader that has read all that was committed when it was opened, and goes on.
  ///
  /// @throws StartFailure if the topic cannot be read, or holds what this registry cannot serve
  static SchemaReader open(Map<String, String> clientProperties) {
    var reader = new SchemaReader(clientProperties);
    try {
      reader.readToEnd();
      reader.thread.start();
      return reader;
    } catch (RuntimeException e) {
      reader.closeConsumer();
      throw e;
    }
  }

  RegistryState state() {
    return state;
  }

  /// What ended the reading, if anything did.
  Optional<String> trouble() {
    return Optional.ofNullable(failure);
  }

  /// Waits until the record at this offset is in the state.
  ///
  /// @throws RegistryError 50002 if that takes longer than the timeout, 50001 if it cannot be
  void await(long offset, long timeoutMillis) throws InterruptedException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    lock.lockInterruptibly();
    try {
      while (position <= offset) {
        if (failure != null || closing) {
          throw RegistryError.store("the schemas topic is no longer read.");
        }
        if (nanos <= 0) {
          throw RegistryError.timedOut("the record was written, and has not been read back yet.");
        }
        nanos = moved.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private void readToEnd() {
    consumer.assign(List.of(SchemasTopic.PARTITION));
    consumer.seekToBeginning(List.of(SchemasTopic.PARTITION));
    var ends = consumer.endOffsets(List.of(SchemasTopic.PARTITION));
    long end = ends.getOrDefault(SchemasTopic.PARTITION, 0L);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_TIMEOUT_MILLIS);
    while (consumer.position(SchemasTopic.PARTITION) < end) {
      poll();
      if (System.nanoTime() > deadline) {
        throw new StartFailure(
            "The registry has read the topic '%s' for %d s and is at offset %d of %d. Is Kafka overloaded?"
                .formatted(SchemasTopic.NAME, START_TIMEOUT_MILLIS / 1_000, position, end));
      }
    }
    if (!foreign.isEmpty()) {
      throw new StartFailure(
          "The topic '%s' holds %s, and this registry serves Avro schemas without references alone. Use the registry that wrote it, by its URL."
              .formatted(SchemasTopic.NAME, foreign.values().iterator().next()));
    }
    LOG.info("read {} up to offset {}, {} records skipped", SchemasTopic.NAME, end, skipped);
  }

  private void run() {
    try {
      while (!closing) {
        poll();
      }
    } catch (WakeupException e) {
      LOG.debug("the reader was woken to close");
    } catch (RuntimeException e) {
      LOG.error("the registry no longer reads {}", SchemasTopic.PARTITION, e);
    } finally {
      if (!closing) {
        failure = "the schemas topic is no longer read; the log says why";
      }
      advance(position);
      closeConsumer();
    }
  }

  private void poll() {
    var understood = new ArrayList<StoreRecord>();
    for (var consumed : consumer.poll(POLL_TIMEOUT)) {
      understand(consumed).ifPresent(understood::add);
    }
    state = state.after(understood);
    advance(consumer.position(SchemasTopic.PARTITION));
  }

  /// Tells all who wait that the state holds what precedes this position, or that there is no more.
  private void advance(long to) {
    lock.lock();
    try {
      position = to;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void closeConsumer() {
    // There is no group to leave, so nothing is worth waiting for.
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  private Optional<StoreRecord> understand(ConsumerRecord<byte[], byte[]> consumed) {
    try {
      var read = StoreRecordJson.read(consumed.key(), consumed.value());
      noteForeign(consumed, read);
      return Optional.of(read);
    } catch (StoreRecordJson.Rubbish e) {
      skipped++;
      if (skipped <= MAX_WARNINGS) {
        LOG.warn(
            "skipped {} at offset {}: {}{}",
            SchemasTopic.PARTITION,
            consumed.offset(),
            e.getMessage(),
            skipped == MAX_WARNINGS ? " (no more of these warnings)" : "");
      }
      return Optional.empty();
    }
  }

  private void noteForeign(ConsumerRecord<byte[], byte[]> consumed, StoreRecord read) {
    var key = new String(consumed.key(), StandardCharsets.UTF_8);
    if (read instanceof StoreRecord.Foreign(var what, int id)) {
      foreign.put(key, what);
      LOG.warn(
          "{} at offset {} holds {}, id {}", SchemasTopic.PARTITION, consumed.offset(), what, id);
    } else {
      foreign.remove(key);
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join(CLOSE_TIMEOUT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
